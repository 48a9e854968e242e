import { Button, NumberInput, Select, Slider, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { InputOf, OutputOf } from '../../../../core/contract/contract.ts';
import type { Evaluation } from '../../../../core/contract/evaluation.ts';
import type { Failure } from '../../../../core/contract/failure.ts';
import { useQuery } from '../../../client/use-query.ts';
import { Chart } from '../../../charts/chart.tsx';
import type { LineSpec } from '../../../charts/spec.ts';
import { formatInteger, formatNumber, formatPercent } from '../../../components/format.ts';
import { Stat, StatRow } from '../../../components/stat.tsx';
import { scoreText } from '../metric-names.ts';
import styles from '../train.module.css';

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

/** Rows called wrongly at a threshold; null where precision is not defined and rows are called. */
export function mistakesAt(
  { precision, accuracy, predictedPositive }: Thresholds[number],
  { rows }: { readonly rows: number },
): { readonly falsePositives: number; readonly falseNegatives: number } | null {
  if (precision === null && predictedPositive > 0) return null;
  const falsePositives = Math.round(predictedPositive * (1 - (precision ?? 1)));
  const falseNegatives = Math.round(rows * (1 - accuracy)) - falsePositives;
  return { falsePositives, falseNegatives };
}

type By = NonNullable<InputOf<'tuning.threshold'>['by']>;

const measures: readonly { value: By; label: string }[] = [
  { value: 'f1', label: 'Best F1' },
  { value: 'balanced_accuracy', label: 'Best balanced accuracy' },
  { value: 'cost', label: 'Lowest cost' },
];

interface Choice {
  readonly by: By;
  readonly falsePositive: number;
  readonly falseNegative: number;
}

interface BestProps {
  readonly choice: Choice;
  readonly onChoice: (choice: Choice) => void;
  readonly best: OutputOf<'tuning.threshold'> | undefined;
  readonly error: Failure | null;
  readonly onTake: (threshold: number) => void;
}

/** The best threshold by a measure, and how to take it. */
function BestThreshold({ choice, onChoice, best, error, onTake }: BestProps) {
  const { by } = choice;
  const cost = (label: string, name: 'falsePositive' | 'falseNegative') => (
    <NumberInput
      label={label}
      min={0}
      value={choice[name]}
      onChange={(value) => typeof value === 'number' && onChoice({ ...choice, [name]: value })}
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
        onChange={(next) => next !== null && onChoice({ ...choice, by: next })}
      />
      {by === 'cost' && cost('Cost of a false positive', 'falsePositive')}
      {by === 'cost' && cost('Cost of a false negative', 'falseNegative')}
      <Button
        variant="default"
        disabled={!best || error !== null}
        onClick={() => best && onTake(best.threshold)}
      >
        {best ? `Take ${formatNumber(best.threshold, 3)}` : 'Take it'}
      </Button>
      <Text size="xs" c="dimmed" pb={7} aria-live="polite">
        {error
          ? error.message
          : best &&
            `${by === 'cost' ? 'Mean cost of a row' : 'Score'} ${scoreText(best.value)}, at 0.5 ${scoreText(best.atHalf)}`}
      </Text>
    </div>
  );
}

/** The mean cost of a row at every threshold, with the one that is chosen. */
function CostCurve(props: { curve: OutputOf<'tuning.threshold'>['curve']; chosen: number }) {
  const { curve, chosen } = props;
  const spec = useMemo<LineSpec>(
    () => ({
      kind: 'line',
      series: [
        {
          name: 'Mean cost',
          x: curve.map(({ threshold }) => threshold),
          y: curve.map(({ value }) => value),
        },
      ],
      xTitle: 'Threshold',
      yTitle: 'Mean cost of a row',
      xRange: [0, 1],
      marker: { x: chosen, label: formatNumber(chosen, 3) },
    }),
    [curve, chosen],
  );
  return <Chart title="Expected cost by threshold" spec={spec} height={320} />;
}

/** What a stricter or laxer threshold would mean for a two-class model. */
export function RunThresholds(props: {
  runId: string;
  /** A new run can find its threshold on training rows. */
  trainable: boolean;
  /** The threshold of the model; null: 0.5. */
  own: number | null;
  thresholds: Thresholds;
  positive: string;
  rows: number;
}) {
  const { runId, trainable, own, thresholds, positive, rows } = props;
  const [wanted, setWanted] = useState(own ?? 0.5);
  const [choice, setChoice] = useState<Choice>({ by: 'f1', falsePositive: 1, falseNegative: 1 });
  const { by, falsePositive, falseNegative } = choice;
  const costs = by === 'cost' ? { falsePositive, falseNegative } : {};
  const best = useQuery('tuning.threshold', { run: runId, by, ...costs }, { keepPrevious: true });
  const at = nearestThreshold(thresholds, wanted);
  const mistakes = at && mistakesAt(at, { rows });
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
      <BestThreshold
        choice={choice}
        onChoice={setChoice}
        best={best.data}
        error={best.error}
        onTake={setWanted}
      />
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
          {mistakes && (
            <>
              <Stat label="False positives" value={formatInteger(mistakes.falsePositives)} />
              <Stat label="False negatives" value={formatInteger(mistakes.falseNegatives)} />
            </>
          )}
        </StatRow>
      )}
      {at && Math.abs(at.threshold - wanted) > 0.0005 && (
        <Text size="xs" c="dimmed">
          At {formatNumber(at.threshold, 3)}, the nearest threshold that is tabulated.
        </Text>
      )}
      <div className={styles.charts}>
        {by === 'cost' && best.data && <CostCurve curve={best.data.curve} chosen={wanted} />}
        <Chart title="Scores by threshold" spec={spec} height={320} />
      </div>
      <Text size="xs" c="dimmed">
        Measured on the rows this run was evaluated on.
        {trainable &&
          ' A threshold that the model is to use is better chosen by a new run, under “What it predicts”: there it is found on training rows.'}
      </Text>
    </div>
  );
}
