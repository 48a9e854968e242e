import { Text } from '@mantine/core';
import { useMemo } from 'react';
import type { OutputOf } from '../../../core/contract/contract.ts';
import { Chart } from '../../charts/chart.tsx';
import type { WaterfallSpec } from '../../charts/shap-spec.ts';
import type { BarSpec } from '../../charts/spec.ts';
import { formatNumber, formatPercent } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { WarningList } from '../../components/warning-list.tsx';
import { shapUnit } from '../explain/explanation-specs.ts';
import styles from './predict.module.css';

type Prediction = OutputOf<'serving.one'>;
type Model = OutputOf<'serving.schema'>['model'];

const mostClasses = 12;

/** The prediction of one row, how sure it is, and what every value contributed. */
export function PredictionPanel({ prediction, model }: { prediction: Prediction; model: Model }) {
  const { probabilities, explanation } = prediction;
  const certain = probabilities?.[String(prediction.prediction)];
  const bars = useMemo<BarSpec | null>(() => {
    if (!probabilities) return null;
    const entries = Object.entries(probabilities)
      .toSorted((a, b) => b[1] - a[1])
      .slice(0, mostClasses);
    return {
      kind: 'bar',
      labels: entries.map(([name]) => name),
      series: [{ name: 'Probability', values: entries.map(([, value]) => value) }],
      valueTitle: 'Probability',
      valueKind: 'percent',
      valueMax: 1,
    };
  }, [probabilities]);
  const waterfall = useMemo<WaterfallSpec | null>(
    () =>
      explanation && {
        kind: 'waterfall',
        baseValue: explanation.baseValue,
        output: explanation.output,
        contributions: explanation.contributions,
        unit: shapUnit(explanation.label, model.target, explanation.unit),
        maxDisplay: 10,
      },
    [explanation, model.target],
  );
  return (
    <div className={styles.stack}>
      <Section title={`Predicted ${model.target}`}>
        <div className={styles.prediction} data-testid="prediction" aria-live="polite">
          {typeof prediction.prediction === 'number'
            ? formatNumber(prediction.prediction)
            : prediction.prediction}
        </div>
        {certain !== undefined && (
          <div className={styles.certainty}>with a probability of {formatPercent(certain)}</div>
        )}
        {prediction.lower !== undefined && prediction.upper !== undefined && (
          <div className={styles.certainty} data-testid="prediction-interval">
            between {formatNumber(prediction.lower)} and {formatNumber(prediction.upper)}
          </div>
        )}
        {bars && (
          <Chart
            title="Probabilities"
            spec={bars}
            height={56 + bars.labels.length * 28}
            label={`Probabilities: ${bars.labels.map((name, i) => `${name} ${formatPercent(bars.series[0]?.values[i])}`).join(', ')}`}
          />
        )}
        <div style={{ marginTop: prediction.warnings.length > 0 ? 12 : 0 }}>
          <WarningList warnings={prediction.warnings} />
        </div>
      </Section>
      {waterfall && (
        <Section title="Why">
          <Chart
            title="Contributions of this row's values"
            spec={waterfall}
            height={Math.min(420, 110 + Math.min(10, waterfall.contributions.length) * 31)}
          />
          <Text size="xs" c="dimmed">
            Red pushes the output up, blue pushes it down, from the average E[f(X)] to this row.
          </Text>
        </Section>
      )}
    </div>
  );
}
