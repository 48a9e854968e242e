import { Button, Tabs } from '@mantine/core';
import { ArrowRight } from 'lucide-react';
import { memo, useMemo, useState, type ReactNode } from 'react';
import type { StudyResult } from '../../../../core/contract/tuning.ts';
import { Stat, StatRow } from '../../../components/stat.tsx';
import { formatInteger } from '../../../components/format.ts';
import { useSelection } from '../../../stores/selection.ts';
import { BestParameters } from './best-parameters.tsx';
import { metricName, scoreText } from '../metric-names.ts';
import { NestedResult } from './nested-result.tsx';
import { ContourChart, ImportanceChart, ParallelChart, SliceCharts } from './parameter-charts.tsx';
import { RunRemarks, RunWarnings } from '../runs/run-warnings.tsx';
import { historySpec, trialCounts } from './search-specs.ts';
import { HistoryChart } from './study-charts.tsx';
import { StudyHead } from './study-head.tsx';
import { useTrainTab } from '../train-state.ts';
import { TrialTable } from './trial-table.tsx';
import { useAlgorithmTitles } from '../../../components/use-algorithm-titles.ts';
import { useThrottled } from './use-throttled.ts';
import styles from '../train.module.css';

/** Charts of a running search are drawn anew no more often: drawing takes the window's thread. */
const redrawMs = 5000;

function Numbers({ result }: { result: StudyResult }) {
  const { study, best, leaderboard, nested, trials } = result;
  const { title } = metricName(study.metric.name);
  const entry = leaderboard[0];
  const tested = entry?.test[study.metric.name];
  return (
    <StatRow>
      <Stat
        label={`Best ${title}`}
        value={scoreText(best?.value)}
        hint={
          typeof entry?.std === 'number'
            ? `± ${scoreText(entry.std, 3)} over the folds`
            : 'cross-validated'
        }
      />
      <Stat
        label={`${title} on test rows`}
        value={scoreText(tested)}
        hint={tested === undefined ? 'tested once, at the end' : 'seen by no choice'}
      />
      {nested && (
        <Stat
          label={`${title}, nested`}
          value={scoreText(nested.mean)}
          hint={`± ${scoreText(nested.std, 3)} in ${nested.folds.length} outer folds`}
        />
      )}
      <Stat label="Trials" value={formatInteger(trials.length)} hint={trialCounts(trials)} />
    </StatRow>
  );
}

function History({ result }: { result: StudyResult }) {
  const titles = useAlgorithmTitles();
  const spec = useMemo(() => historySpec(result, titles), [result, titles]);
  return <HistoryChart spec={spec} running={result.study.state === 'running'} />;
}

function tabsOf(
  live: StudyResult,
  result: StudyResult,
): { id: string; title: string; content: ReactNode }[] {
  return [
    { id: 'history', title: 'History', content: <History result={live} /> },
    { id: 'best', title: 'Best', content: <BestParameters result={result} /> },
    { id: 'importance', title: 'Importance', content: <ImportanceChart result={result} /> },
    { id: 'parallel', title: 'Parallel', content: <ParallelChart result={result} /> },
    { id: 'slices', title: 'Slices', content: <SliceCharts result={result} /> },
    { id: 'contour', title: 'Contour', content: <ContourChart result={result} /> },
    { id: 'trials', title: 'Trials', content: <TrialTable result={result} /> },
    ...(result.nested
      ? [{ id: 'nested', title: 'Nested', content: <NestedResult result={result} /> }]
      : []),
  ];
}

/** What a search of parameters found, also while it runs. */
export const TuneResult = memo(function TuneResult(props: {
  result: StudyResult;
  onResume: (() => void) | null;
}) {
  const { result, onResume } = props;
  const { study, warnings } = result;
  const running = study.state === 'running';
  const drawn = useThrottled(result, running ? redrawMs : 0);
  const [tab, setTab] = useState('history');
  const [, showTab] = useTrainTab();
  const selectRun = useSelection((state) => state.selectRun);
  const { bestRunId } = study;
  const tabs = tabsOf(result, drawn);
  const open = tabs.some(({ id }) => id === tab) ? tab : 'history';
  return (
    <>
      {!running && (
        <StudyHead
          result={result}
          onResume={onResume}
          actions={
            bestRunId !== null && (
              <Button
                rightSection={<ArrowRight size={15} aria-hidden />}
                onClick={() => {
                  selectRun(bestRunId);
                  showTab('runs');
                }}
              >
                Open run
              </Button>
            )
          }
        />
      )}
      <RunWarnings warnings={warnings} />
      <Numbers result={result} />
      {drawn.trials.length > 0 && (
        <Tabs
          className={styles.card}
          value={open}
          onChange={(next) => next !== null && setTab(next)}
        >
          <Tabs.List>
            {tabs.map(({ id, title }) => (
              <Tabs.Tab key={id} value={id}>
                {title}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {tabs.map(({ id, content }) => (
            <Tabs.Panel key={id} value={id} className={styles.panel}>
              {content}
            </Tabs.Panel>
          ))}
        </Tabs>
      )}
      <RunRemarks warnings={warnings} />
    </>
  );
});
