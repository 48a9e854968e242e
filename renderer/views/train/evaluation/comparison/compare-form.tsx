import { Button, NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../../../../core/contract/contract.ts';
import { useJob } from '../../../../client/use-job.ts';
import { useQuery } from '../../../../client/use-query.ts';
import { FailureNotice } from '../../../../components/failure-notice.tsx';
import { JobProgress } from '../../../../components/job-progress.tsx';
import { Section } from '../../../../components/section.tsx';
import { CompareResult } from './compare-result.tsx';
import { mainMetric, MetricSelect } from '../metric-select.tsx';
import { TunedRemark } from './tuned-remark.tsx';
import styles from '../evaluation.module.css';

type Run = OutputOf<'tracking.compare'>['runs'][number];

const withoutScale = new Set([
  'log_loss',
  'brier',
  'rmse',
  'mse',
  'mae',
  'medae',
  'mape',
  'max_error',
]);

/** What stands for an empty field, as far as it is known before the answer. */
function ropePlaceholder(metric: string): string {
  if (metric === mainMetric) return 'Automatic';
  return withoutScale.has(metric) ? '1% of the better' : '0.01';
}
const mostFolds = 20;

/** Whether the runs differ beyond chance: asked for, since every run is fitted anew on the folds. */
export function CompareRuns({ runs, names }: { runs: readonly Run[]; names: readonly string[] }) {
  const ids = runs.map(({ id }) => id);
  const job = useJob('evaluation.compare', ids.toSorted().join(' '));
  const { output, running, error } = job;
  const [metric, setMetric] = useState(mainMetric);
  const [folds, setFolds] = useState<string | number>(5);
  const [rope, setRope] = useState<number | null>(null);
  const [by, setBy] = useState<string | null>(null);
  const first = runs[0]!;
  const shown = useQuery('data.show', { version: first.versionId });
  const columns = (shown.data?.version.columns ?? [])
    .map(({ name }) => name)
    .filter((name) => name !== first.target);
  return (
    <Section
      title="Do they differ?"
      description="Paired tests on the same test rows, and on folds that every run is fitted on anew"
    >
      <div className={styles.stack}>
        <form
          className={styles.fields}
          aria-label="Test the difference"
          onSubmit={(event) => {
            event.preventDefault();
            void job.start({
              runs: ids,
              folds: Number(folds) || 0,
              ...(metric === mainMetric ? {} : { metric }),
              ...(rope === null ? {} : { rope }),
              ...(by === null ? {} : { by }),
            });
          }}
        >
          <MetricSelect task={first.task} value={metric} onChange={setMetric} />
          <NumberInput
            label="Folds"
            w={90}
            min={0}
            max={mostFolds}
            allowDecimal={false}
            value={folds}
            onChange={setFolds}
          />
          <NumberInput
            label="Practically equal"
            placeholder={ropePlaceholder(metric)}
            w={150}
            min={0}
            step={0.005}
            value={rope ?? ''}
            onChange={(value) => setRope(typeof value === 'number' ? value : null)}
          />
          <Select
            label="Segments by"
            placeholder="None"
            w={190}
            searchable
            clearable
            data={columns}
            value={by}
            onChange={setBy}
          />
          <Button type="submit" variant={output ? 'default' : 'filled'} disabled={running}>
            Test the difference
          </Button>
        </form>
        <TunedRemark runs={runs} names={names} />
        {running && <JobProgress job={job.job} onCancel={job.cancel} />}
        {error && <FailureNotice failure={error} />}
        {output && (
          <CompareResult
            comparison={output}
            names={new Map(ids.map((id, i) => [id, names[i] ?? id]))}
          />
        )}
      </div>
    </Section>
  );
}
