import { Button } from '@mantine/core';
import { Boxes, type LucideIcon, Network, ScatterChart, Shapes } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { Version } from '../../../core/contract/data.ts';
import type { Analysis } from '../../../core/contract/patterns.ts';
import { useJob } from '../../client/use-job.ts';
import { useQuery } from '../../client/use-query.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { Section } from '../../components/section.tsx';
import form from '../../components/side-form.module.css';
import { useVersions } from '../../components/use-versions.ts';
import { WarningList } from '../../components/warning-list.tsx';
import { useSelection } from '../../stores/selection.ts';
import { AnalysisList } from './analysis-list.tsx';
import { AssociationsResult } from './associations-result.tsx';
import { ClustersResult } from './clusters-result.tsx';
import { ComponentsResult } from './components-result.tsx';
import { OutliersResult } from './outliers-result.tsx';
import { PatternForm } from './pattern-form.tsx';
import type { PatternKind } from './pattern-state.ts';
import styles from './patterns.module.css';

const empty: Readonly<
  Record<PatternKind, readonly [icon: LucideIcon, title: string, description: string]>
> = {
  clusters: [
    Boxes,
    'Groups of similar rows',
    'Which rows belong together, and what sets each group apart. Nothing needs to be predicted; press Find clusters.',
  ],
  components: [
    Shapes,
    'Many columns in a few',
    'Shows all rows on a map along the directions in which they differ most, and what those are made of.',
  ],
  outliers: [
    ScatterChart,
    'Rows unlike the others',
    'Finds rows that are unusual in several columns together, and says which columns make them so.',
  ],
  associations: [
    Network,
    'What comes together',
    'Finds values, or items of a basket, that come together more often than chance, as rules with their strength.',
  ],
};

function Result({ output, version }: { output: Analysis; version: Version | null }) {
  switch (output.kind) {
    case 'clusters':
      return <ClustersResult output={output} version={version} />;
    case 'components':
      return <ComponentsResult output={output} version={version} />;
    case 'outliers':
      return <OutliersResult output={output} version={version} />;
    case 'associations':
      return <AssociationsResult output={output} />;
    default:
      return output satisfies never;
  }
}

/** One kind of analysis: its form, its result, and the earlier ones. */
export function PatternPanel({ kind, version }: { kind: PatternKind; version: Version }) {
  const job = useJob(`patterns.${kind}`, `patterns-${kind}`);
  const { all } = useVersions();
  const selectVersion = useSelection((state) => state.selectVersion);
  const list = useQuery('patterns.analyses', { version: version.id, kind });
  const [earlier, setEarlier] = useState<string | null>(null);
  const { start } = job;
  const onStart = useCallback(
    (input: Parameters<typeof start>[0]) => {
      setEarlier(null);
      void start(input);
    },
    [start],
  );
  const analyses = list.data?.analyses ?? [];
  const mine = job.output?.versionId === version.id ? job.output : null;
  const shownId = earlier ?? mine?.id ?? analyses[0]?.id ?? null;
  const fromJob = mine?.id === shownId ? mine : null;
  const stored = useQuery('patterns.show', shownId !== null && !fromJob ? { id: shownId } : null);
  const output: Analysis | null = fromJob ?? stored.data ?? null;
  const saved = all.find(({ id }) => id === output?.savedVersionId);
  const [Icon, title, description] = empty[kind];
  return (
    <div className={form.split}>
      <PatternForm kind={kind} version={version} running={job.running} onStart={onStart} />
      <div className={form.result} aria-live="polite">
        <div className={styles.stack}>
          {job.running && (
            <Section title="Looking for patterns">
              <JobProgress job={job.job} onCancel={job.cancel} />
            </Section>
          )}
          {job.error && <FailureNotice failure={job.error} onClose={job.reset} />}
          {stored.error && <FailureNotice failure={stored.error} />}
          {!job.running && output && (
            <>
              {saved && (
                <div className={styles.saved}>
                  Kept as a column of {saved.datasetName}@{saved.number}
                  <Button
                    variant="subtle"
                    size="compact-xs"
                    onClick={() => selectVersion(saved.id)}
                  >
                    Look at it
                  </Button>
                </div>
              )}
              <WarningList warnings={output.warnings} />
              <Result key={output.id} output={output} version={version} />
            </>
          )}
          {!job.running && list.data && shownId === null && (
            <EmptyState icon={<Icon size={22} />} title={title} description={description} />
          )}
          {analyses.length > 1 && (
            <AnalysisList analyses={analyses} shown={shownId} onShow={setEarlier} />
          )}
        </div>
      </div>
    </div>
  );
}
