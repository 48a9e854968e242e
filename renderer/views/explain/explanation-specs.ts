import type { Explanation } from '../../../core/contract/explainability.ts';
import type { BeeswarmSpec, ShapBarSpec, WaterfallSpec } from '../../charts/spec.ts';

/** The unit of SHAP values: log-odds for a class, that of the target otherwise. */
export function shapUnit(label: string | null, target: string): string {
  return label === null ? `in units of ${target}` : `log-odds of "${label}"`;
}

export function beeswarmSpec(
  explanation: Explanation,
  unit: string,
  selected: number,
): BeeswarmSpec {
  return {
    kind: 'beeswarm',
    features: explanation.features,
    values: explanation.sample.values,
    data: explanation.sample.data,
    rows: explanation.sample.row,
    unit,
    selected,
  };
}

/** Over all explained rows, not only the sample that is drawn. */
export function importanceSpec(explanation: Explanation, unit: string): ShapBarSpec {
  return {
    kind: 'shap-bar',
    features: explanation.features,
    meanAbs: explanation.features.map((feature) => explanation.meanAbs[feature] ?? 0),
    unit,
  };
}

/** The waterfall of one row of the sample. */
export function rowSpec(explanation: Explanation, index: number, unit: string): WaterfallSpec {
  const { sample, features } = explanation;
  return {
    kind: 'waterfall',
    baseValue: explanation.baseValue,
    output: sample.prediction[index] ?? explanation.baseValue,
    contributions: features.map((feature, f) => ({
      feature,
      value: sample.data[f]?.[index] ?? null,
      contribution: sample.values[f]?.[index] ?? 0,
    })),
    unit,
  };
}
