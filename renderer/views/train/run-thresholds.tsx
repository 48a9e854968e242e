import { NumberInput, Slider } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Evaluation } from '../../../core/contract/evaluation.ts';
import { Chart } from '../../charts/chart.tsx';
import type { LineSpec } from '../../charts/spec.ts';
import { formatInteger, formatNumber, formatPercent } from '../../components/format.ts';
import { Stat, StatRow } from '../../components/stat.tsx';
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

/** What a stricter or laxer threshold would mean for a two-class model. */
export function RunThresholds(props: { thresholds: Thresholds; positive: string; rows: number }) {
  const { thresholds, positive, rows } = props;
  const [wanted, setWanted] = useState(0.5);
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
      marker: { x: wanted, label: formatNumber(wanted, 2) },
    };
  }, [thresholds, wanted, positive]);
  return (
    <div className={styles.stack}>
      <div className={styles.threshold}>
        <Slider
          thumbLabel="Threshold"
          min={0}
          max={1}
          step={0.01}
          value={wanted}
          onChange={setWanted}
          label={(value) => value.toFixed(2)}
        />
        <NumberInput
          aria-label="Threshold value"
          min={0}
          max={1}
          step={0.01}
          decimalScale={2}
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
    </div>
  );
}
