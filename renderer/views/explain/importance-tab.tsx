import { Select, SegmentedControl, Switch } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { OutputOf } from '../../../core/contract/contract.ts';
import { Chart } from '../../charts/chart.tsx';
import type { BarSpec } from '../../charts/spec.ts';
import { formatInteger, formatNumber } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { JobPanel } from '../explore/job-panel.tsx';
import { useAutoJob } from '../explore/use-auto-job.ts';
import { metricName } from '../train/metric-names.ts';
import styles from './explain.module.css';

type Importance = OutputOf<'explainability.permutation'>;

const mostBars = 30;

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
      <StatRow>
        <Stat
          label={metricName(found.metric.name).title}
          value={formatNumber(found.baseline, 4)}
          hint="of the model with every column"
        />
        <Stat
          label="Rows"
          value={formatInteger(found.rows)}
          hint={
            found.rows < found.rowsOfVersion
              ? `of ${formatInteger(found.rowsOfVersion)}, drawn evenly`
              : 'that were looked at'
          }
        />
        <Stat
          label={found.kind === 'permutation' ? 'Shuffles' : 'Fits'}
          value={formatInteger(found.repeats)}
          hint="of each column"
        />
      </StatRow>
      <Section
        title="What the model loses without a column"
        description={[
          ...found.warnings.map((warning) => warning.message),
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

/** How much worse the model gets without a column, by a metric. */
export function ImportanceTab(props: {
  modelId: string;
  versionId: string;
  metrics: readonly string[];
}) {
  const { modelId, versionId, metrics } = props;
  const [kind, setKind] = useState<Importance['kind']>('permutation');
  const [metric, setMetric] = useState<string | null>(null);
  const [grouped, setGrouped] = useState(true);
  const wanted = metric !== null && metrics.includes(metric) ? metric : null;
  const job = useAutoJob('explainability.permutation', {
    model: modelId,
    version: versionId,
    kind,
    grouped,
    ...(wanted === null ? {} : { metric: wanted }),
  });
  return (
    <>
      <div className={styles.fields}>
        <SegmentedControl
          aria-label="Kind of importance"
          data={[
            { value: 'permutation', label: 'Shuffle the column' },
            { value: 'drop_column', label: 'Train without it' },
          ]}
          value={kind}
          onChange={(next) => setKind(next as Importance['kind'])}
        />
        <Select
          label="Metric"
          data={metrics.map((id) => ({ value: id, label: metricName(id).title }))}
          value={wanted}
          placeholder="the usual one"
          searchable
          clearable
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
      <JobPanel job={job}>{(found) => <Shown found={found} />}</JobPanel>
    </>
  );
}
