import { Button } from '@mantine/core';
import { GitCompareArrows, Trophy } from 'lucide-react';
import { memo, useState } from 'react';
import type { Version } from '../../../../core/contract/data.ts';
import type { StudyResult } from '../../../../core/contract/tuning.ts';
import { formatCount } from '../../../components/format.ts';
import { Section } from '../../../components/section.tsx';
import { AutoForm } from './auto-form.tsx';
import { isTested, Leaderboard } from './leaderboard.tsx';
import { RunComparison } from '../runs/run-comparison.tsx';
import { RunDetail } from '../runs/run-detail.tsx';
import { RunRemarks, RunWarnings } from '../runs/run-warnings.tsx';
import { trialCounts } from './search-specs.ts';
import { SearchTab } from './search-tab.tsx';
import { StudyCharts } from './study-charts.tsx';
import { StudyHead } from './study-head.tsx';
import { useSearchJob } from './use-search-job.ts';

type Below = { readonly kind: 'run'; readonly id: string } | { readonly kind: 'comparison' } | null;

const bringIntoView = (element: HTMLElement | null): void =>
  element?.scrollIntoView({ block: 'start', behavior: 'smooth' });

/** The leaderboard, and under it a run of it or several compared. */
function Standings({ result }: { result: StudyResult }) {
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [below, setBelow] = useState<Below>(null);
  const { leaderboard, trials } = result;
  return (
    <>
      <Section
        title="Leaderboard"
        description={`${formatCount(leaderboard.length, 'algorithm')} · ${trialCounts(trials)}`}
        flush
        actions={
          isTested(result) && (
            <Button
              variant={picked.length >= 2 ? 'filled' : 'default'}
              leftSection={<GitCompareArrows size={15} aria-hidden />}
              disabled={picked.length < 2}
              onClick={() => setBelow({ kind: 'comparison' })}
            >
              {picked.length < 2 ? 'Compare: pick two' : `Compare ${picked.length}`}
            </Button>
          )
        }
      >
        <Leaderboard
          result={result}
          shown={below?.kind === 'run' ? below.id : null}
          onShow={(id) => setBelow({ kind: 'run', id })}
          picked={picked}
          onPick={setPicked}
        />
      </Section>
      {below !== null && (
        <div
          key={below.kind === 'run' ? below.id : 'comparison'}
          ref={bringIntoView}
          style={{ scrollMarginTop: 16 }}
        >
          {below.kind === 'comparison' && picked.length >= 2 && <RunComparison runs={picked} />}
          {below.kind === 'run' && <RunDetail key={below.id} runId={below.id} />}
        </div>
      )}
    </>
  );
}

const Result = memo(function Result(props: { result: StudyResult; onResume: (() => void) | null }) {
  const { result, onResume } = props;
  const { study, warnings, leaderboard } = result;
  return (
    <>
      {study.state !== 'running' && <StudyHead result={result} onResume={onResume} />}
      <RunWarnings warnings={warnings} />
      {leaderboard.length > 0 && <Standings key={study.id} result={result} />}
      <RunRemarks warnings={warnings} />
      <StudyCharts key={`charts ${study.id}`} result={result} />
    </>
  );
});

/** Everything that suits the data, within a time budget. */
export function AutoTab({
  version,
  onVersion,
}: {
  version: Version;
  onVersion: (id: string) => void;
}) {
  const search = useSearchJob('tuning.auto', 'automl', version.datasetName);
  const { result, running, start, resume } = search;
  return (
    <SearchTab
      search={search}
      form={<AutoForm version={version} onVersion={onVersion} running={running} onStart={start} />}
      title="Searching"
      description="Every entry becomes a run at the end"
      empty={{
        icon: <Trophy size={22} />,
        title: 'Let the algorithms compete',
        description:
          'Choose the column to predict and how long it may take. Algorithms that suit the data are tried with different parameters and preparation, ranked by cross-validation, and tested once at the end on rows that no choice has seen.',
      }}
    >
      {result && <Result result={result} onResume={resume} />}
    </SearchTab>
  );
}
