import { Button, NumberInput, Select, Slider, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { InputOf } from '../../../core/contract/contract.ts';
import type { Evaluation } from '../../../core/contract/evaluation.ts';
import { useQuery } from '../../client/use-query.ts';
import { Chart } from '../../charts/chart.tsx';
import type { LineSpec } from '../../charts/spec.ts';
import { formatInteger, formatNumber, formatPercent } from '../../components/format.ts';
import { Stat, StatRow } from '../../components/stat.tsx';
import { scoreText } from './metric-names.ts';
import styles from './train.module.css';

type Thresholds = NonNullable<Evaluation['thresholds']>;

/** The tabulated threshold nearest to `wanted`. */
export function nearestThreshold(
  thresholds: Thresholds,
  wanted: number,
): Thresholds[number] | null {
  let best: Thresholds[number] | null = null;
  for (const entry of thresholds)
    if (best === null || Math.abs(entry.threshold - wanted) < Math.abs(best.threshold - wanted))
      best = entry;
  return best;
}

type By = NonNullable<InputOf<'tuning.threshold'>['by']>;

const measures: readonly { value: By; label: string }[] = [
  { value: 'f1', label: 'Best F1' },
  { value: 'balanced_accuracy', label: 'Best balanced accuracy' },
  { value: 'cost', label: 'Lowest cost' },
];

/** The best threshold by a measure, and how to take it. */
function BestThreshold(props: { runId: string; onTake: (threshold: number) => void }) {
  const { runId, onTake } = props;
  const [by, setBy] = useState<By>('f1');
  const [costs, setCosts] = useState({ falsePositive: 1, falseNegative: 1 });
  const { data, error } = useQuery(
    'tuning.threshold',
    { run: runId, by, ...(by === 'cost' ? costs : {}) },
    { keepPrevious: true },
  );
  const cost = (label: string, name: keyof typeof costs) => (
    <NumberInput
      label={label}
      min={0}
      value={costs[name]}
      onChange={(value) => typeof value === 'number' && setCosts({ ...costs, [name]: value })}
    />
  );
  return (
    <div className={styles.chooser}>
      <Select
        label="Choose by"
        w={190}
        data={measures}
        value={by}
        allowDeselect={false}
        onChange={(next) => next !== null && setBy(next)}
      />
      {by === 'cost' && cost('Cost of a false positive', 'falsePositive')}
      {by === 'cost' && cost('Cost of a false negative', 'falseNegative')}
      <Button
        variant="default"
        disabled={!data || error !== null}
        onClick={() => data && onTake(data.threshold)}
      >
        {data ? `Take ${formatNumber(data.threshold, 3)}` : 'Take it'}
      </Button>
      <Text size="xs" c="dimmed" pb={7} aria-live="polite">
        {error
          ? error.message
          : data &&
            `${by === 'cost' ? 'Mean cost of a row' : 'Score'} ${scoreText(data.value)}, at 0.5 ${scoreText(data.atHalf)}`}
      </Text>
    </div>
  );
}

/** What a stricter or laxer threshold would mean for a two-class model. */
export function RunThresholds(props: {
  runId: string;
  /** The threshold of the model; null: 0.5. */
  own: number | null;
  thresholds: Thresholds;
  positive: string;
  rows: number;
}) {
  const { runId, own, thresholds, positive, rows } = props;
  const [wanted, setWanted] = useState(own ?? 0.5);
  const at = nearestThreshold(thresholds, wanted);
  const spec = useMemo<LineSpec>(() => {
    const x = thresholds.map((entry) => entry.threshold);
    return {
      kind: 'line',
      series: [
        { name: 'Precision', x, y: thresholds.map((entry) => entry.precision) },
        { name: 'Recall', x, y: thresholds.map((entry) => entry.recall) },
        { name: 'F1', x, y: thresholds.map((entry) => entry.f1) },
      ],
      xTitle: `Predict "${positive}" from this probability on`,
      yTitle: 'Score',
      xRange: [0, 1],
      yRange: [0, 1],
      marker: { x: wanted, label: formatNumber(wanted, 3) },
    };
  }, [thresholds, wanted, positive]);
  return (
    <div className={styles.stack}>
      <BestThreshold runId={runId} onTake={setWanted} />
      <div className={styles.threshold}>
        <Slider
          thumbLabel="Threshold"
          min={0}
          max={1}
          step={0.001}
          marks={own === null ? [] : [{ value: own, label: 'the model' }]}
          mb={own === null ? 0 : 'md'}
          styles={{ markLabel: { color: 'var(--assay-text-muted)' } }}
          value={wanted}
          onChange={setWanted}
          label={(value) => value.toFixed(3)}
        />
        <NumberInput
          aria-label="Threshold value"
          min={0}
          max={1}
          step={0.01}
          decimalScale={3}
          value={wanted}
          onChange={(value) =>
            typeof value === 'number' && setWanted(Math.min(1, Math.max(0, value)))
          }
        />
      </div>
      {at && (
        <StatRow>
          <Stat label="Precision" value={formatNumber(at.precision, 3)} />
          <Stat label="Recall" value={formatNumber(at.recall, 3)} />
          <Stat label="F1" value={formatNumber(at.f1, 3)} />
          <Stat label="Accuracy" value={formatNumber(at.accuracy, 3)} />
          <Stat
            label={`Predicted ${positive}`}
            value={formatInteger(at.predictedPositive)}
            hint={`${formatPercent(at.predictedPositive / Math.max(1, rows))} of ${formatInteger(rows)} rows`}
          />
        </StatRow>
      )}
      <Chart title="Scores by threshold" spec={spec} height={320} />
      <Text size="xs" c="dimmed">
        Measured on the rows this run was evaluated on. A threshold that the model is to use is
        better chosen by a new run, under “What it predicts”: there it is found on training rows.
      </Text>
    </div>
  );
}
