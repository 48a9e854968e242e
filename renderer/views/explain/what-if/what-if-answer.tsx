import { memo, useMemo, useRef } from 'react';
import type { OutputOf } from '../../../../core/contract/contract.ts';
import { Chart } from '../../../charts/chart.tsx';
import { waterfallSpan } from '../../../charts/figures/waterfall.ts';
import type { WaterfallSpec } from '../../../charts/shap-spec.ts';
import { formatNumber, formatPercent } from '../../../components/format.ts';
import { Section } from '../../../components/section.tsx';
import { WarningList } from '../../../components/warning-list.tsx';
import { shapUnit } from '../explanation-specs.ts';
import styles from './what-if.module.css';

export type WhatIf = OutputOf<'explainability.whatIf'>;

/** Share of the explained class, or the predicted number. */
export function scoreOf({ probabilities, label, prediction, output }: WhatIf): number {
  if (probabilities && label !== null) return probabilities[label] ?? 0;
  return typeof prediction === 'number' ? prediction : output;
}

/** How far the prediction has moved, in words. */
export function movedText(before: WhatIf, now: WhatIf): string {
  const change = scoreOf(now) - scoreOf(before);
  if (now.label === null || now.probabilities === null)
    return `${change >= 0 ? '+' : ''}${formatNumber(change, 4)}`;
  const points = Math.abs(change) < 0.0005 ? 0 : change * 100;
  const text = formatNumber(Number(points.toFixed(1)), 3);
  return `${points >= 0 ? '+' : ''}${text} ${text === '1' || text === '−1' ? 'point' : 'points'}`;
}

function specOf(answer: WhatIf, target: string): WaterfallSpec {
  return {
    kind: 'waterfall',
    baseValue: answer.baseValue,
    output: answer.output,
    contributions: answer.contributions.map(({ column, value, contribution }) => ({
      feature: column,
      value,
      contribution,
    })),
    unit: shapUnit(answer.label, target, answer.unit),
    maxDisplay: 12,
  };
}

interface Steady {
  readonly of: unknown;
  readonly order: readonly string[];
  readonly span: readonly [number, number];
}

/**
 * Waterfalls whose bars stay in place while values move: the order is that of the start, the axis only
 * grows. Both begin anew with another start.
 */
function useSteady(specs: readonly WaterfallSpec[], start: WaterfallSpec | null): WaterfallSpec[] {
  const kept = useRef<Steady | null>(null);
  return useMemo(() => {
    const first = start ?? specs[0];
    if (!first) return [];
    const known = kept.current?.of === start ? kept.current : null;
    const order = known?.order ?? first.contributions.map(({ feature }) => feature);
    let span = known?.span ?? waterfallSpan(first);
    for (const spec of specs) {
      const [low, high] = waterfallSpan({ ...spec, order });
      span = [Math.min(low, span[0]), Math.max(high, span[1])];
    }
    kept.current = { of: start, order, span };
    return specs.map((spec) => ({ ...spec, order, span }));
  }, [specs, start, kept]);
}

/** The prediction as it is now against that of the start. */
function Headline(props: { answer: WhatIf; before: WhatIf | null; target: string; from: string }) {
  const { answer, before, from } = props;
  const share = answer.probabilities && answer.label !== null ? scoreOf(answer) : null;
  return (
    <>
      <div className={styles.headline} data-testid="what-if-prediction" role="status">
        <span className={styles.prediction}>
          {typeof answer.prediction === 'number'
            ? formatNumber(answer.prediction)
            : answer.prediction}
        </span>
        <span className={styles.certainty}>
          {share !== null && `${formatPercent(share)} for ${answer.label}`}
          {before && (
            <>
              {share !== null && ' · '}
              {movedText(before, answer)} from {from}
            </>
          )}
        </span>
      </div>
      {share !== null && (
        <div className={styles.meter} aria-hidden>
          <div className={styles.meterFill} style={{ width: `${share * 100}%` }} />
          {before && (
            <div
              className={styles.meterStart}
              style={{ left: `calc(${scoreOf(before) * 100}% - 1px)` }}
            />
          )}
        </div>
      )}
    </>
  );
}

export const waterfallHeight = (answer: WhatIf): number =>
  110 + Math.min(12, answer.contributions.length) * 29;

/** The waterfall of the row as it is now, and on the same axis that of another where there is one. */
export function useWaterfalls(options: {
  answer: WhatIf | null;
  other: WhatIf | null;
  /** Of the start. */
  before: WhatIf | null;
  target: string;
}): readonly WaterfallSpec[] {
  const { answer, other, before, target } = options;
  const raw = useMemo(
    () => [answer, other].flatMap((each) => (each ? [specOf(each, target)] : [])),
    [answer, other, target],
  );
  const start = useMemo(() => before && specOf(before, target), [before, target]);
  return useSteady(raw, start);
}

/** Prediction and contributions of the row as it is now. */
export const WhatIfAnswer = memo(function WhatIfAnswer(props: {
  answer: WhatIf;
  /** Of the start. */
  before: WhatIf | null;
  target: string;
  start: { readonly title: string };
  spec: WaterfallSpec | undefined;
}) {
  const { answer, before, target, start, spec } = props;
  return (
    <Section title={`Predicted ${target}`}>
      <Headline answer={answer} before={before} target={target} from={start.title} />
      <WarningList warnings={answer.warnings} />
      {spec && (
        <Chart
          title="Contributions of the values"
          spec={spec}
          height={waterfallHeight(answer)}
          live
        />
      )}
    </Section>
  );
});
