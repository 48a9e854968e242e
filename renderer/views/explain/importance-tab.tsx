import { Select, SegmentedControl, Switch } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Task } from '../../../core/contract/common.ts';
import type { OutputOf } from '../../../core/contract/contract.ts';
import { Chart } from '../../charts/chart.tsx';
import type { BarSpec } from '../../charts/spec.ts';
import { formatInteger, formatNumber } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { WarningList } from '../../components/warning-list.tsx';
import { JobPanel } from '../explore/job-panel.tsx';
import { useAutoJob } from '../explore/use-auto-job.ts';
import { metricName, metricsOf } from '../train/metric-names.ts';
import { RowsStat } from './rows-stat.tsx';
import styles from './explain.module.css';

type Importance = OutputOf<'explainability.permutation'>;

const mostBars = 30;
/** Kinds that only tell which rows were looked at, which is said with the numbers. */
const notes = new Set(['sample', 'test']);

function importanceBars({ entries, metric }: Importance): BarSpec {
  const shown = entries.toSorted((a, b) => b.mean - a.mean).slice(0, mostBars);
  return {
    kind: 'bar',
    labels: shown.map((entry) => entry.name),
    series: [
      {
        name: 'Loss',
        values: shown.map((entry) => entry.mean),
        low: shown.map((entry) => entry.low ?? entry.mean),
        high: shown.map((entry) => entry.high ?? entry.mean),
      },
    ],
    valueTitle: `Loss of ${metricName(metric.name).title}`,
    notes: shown.map((entry) => (entry.columns.length > 1 ? entry.columns.join(', ') : '')),
    legend: false,
  };
}

function Shown({ found }: { found: Importance }) {
  const spec = useMemo(() => importanceBars(found), [found]);
  return (
    <>
      <WarningList warnings={found.warnings.filter(({ kind }) => !notes.has(kind))} />
      <StatRow>
        <Stat
          label={metricName(found.metric.name).title}
          value={formatNumber(found.baseline, 4)}
          hint="of the model with every column"
        />
        <RowsStat rows={found.rows} of={found.rowsOfVersion} all="that were looked at" />
        <Stat
          label={found.kind === 'permutation' ? 'Shuffles' : 'Fits'}
          value={formatInteger(found.repeats)}
          hint="of each column"
        />
      </StatRow>
      <Section
        title="What the model loses without a column"
        description={[
          ...found.warnings.filter(({ kind }) => kind === 'test').map(({ message }) => message),
          found.repeats > 1
            ? 'The whiskers are 95 % intervals of the mean over the repeats.'
            : 'One fit without each column.',
        ].join(' ')}
      >
        <Chart
          title={found.kind === 'permutation' ? 'Permutation importance' : 'Drop-column importance'}
          spec={spec}
          height={70 + spec.labels.length * 28}
        />
      </Section>
    </>
  );
}

const kinds = [
  { value: 'permutation', label: 'Shuffle the column' },
  { value: 'drop_column', label: 'Train without it' },
] as const;

/** What a model is judged by unless something else is asked for. */
const usualMetric: Readonly<Record<Task, string>> = { classification: 'roc_auc', regression: 'r2' };

/** How much worse the model gets without a column, by a metric. */
export function ImportanceTab(props: {
  modelId: string;
  versionId: string;
  task: Task;
  /** False for models from elsewhere: how to fit them again is not known. */
  trainable: boolean;
}) {
  const { modelId, versionId, task, trainable } = props;
  const [wantedKind, setKind] = useState<Importance['kind']>('permutation');
  const [wantedMetric, setMetric] = useState<string | null>(null);
  const [grouped, setGrouped] = useState(true);
  const kind = trainable ? wantedKind : 'permutation';
  const usual = usualMetric[task];
  const metrics = metricsOf(task);
  const metric = wantedMetric !== null && metrics.includes(wantedMetric) ? wantedMetric : usual;
  const job = useAutoJob('explainability.permutation', {
    model: modelId,
    version: versionId,
    kind,
    grouped,
    ...(metric === usual ? {} : { metric }),
  });
  return (
    <>
      <div className={styles.fields}>
        {trainable && (
          <SegmentedControl
            aria-label="Kind of importance"
            data={[...kinds]}
            value={kind}
            onChange={(next) => setKind(next as Importance['kind'])}
          />
        )}
        <Select
          label="Metric"
          data={metrics.map((id) => ({
            value: id,
            label: `${metricName(id).title}${id === usual ? ' (default)' : ''}`,
          }))}
          value={metric}
          allowDeselect={false}
          searchable
          w={220}
          onChange={setMetric}
        />
        <Switch
          label="Correlated columns together"
          checked={grouped}
          mb={7}
          onChange={(event) => setGrouped(event.currentTarget.checked)}
        />
      </div>
      {!trainable && (
        <p className={styles.legend}>
          Columns are shuffled. This model was imported, so it cannot be trained again without one.
        </p>
      )}
      <JobPanel job={job}>{(found) => <Shown found={found} />}</JobPanel>
    </>
  );
}
