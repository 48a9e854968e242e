import type { Explanation } from '../../../core/contract/explainability.ts';
import type {
  BeeswarmSpec,
  Contribution,
  DecisionSpec,
  DependenceSpec,
  ForceSpec,
  ShapBarSpec,
  ShapRowsSpec,
  WaterfallSpec,
} from '../../charts/shap-spec.ts';

/** The unit of SHAP values: log-odds, score or probability of a class, that of the target otherwise. */
export function shapUnit(
  label: string | null,
  target: string,
  unit: NonNullable<Explanation['unit']> | undefined,
): string {
  if (label === null) return unit === 'log' ? `logarithm of ${target}` : `in units of ${target}`;
  if (unit === 'probability') return `probability of "${label}"`;
  return unit === 'score' ? `score of "${label}"` : `log-odds of "${label}"`;
}

/** How a person counts: the first row is row 1. */
export const rowNumber = (row: number): number => row + 1;
export const rowName = (row: number): string => `Row ${rowNumber(row)}`;

export function beeswarmSpec(
  { features, sample }: Explanation,
  unit: string,
  selected: number,
): BeeswarmSpec {
  return {
    kind: 'beeswarm',
    features,
    values: sample.values,
    data: sample.data,
    rows: sample.row.map(rowNumber),
    unit,
    selected,
  };
}

/** Over all explained rows, not only the sample that is drawn. */
export function importanceSpec(explanation: Explanation, unit: string): ShapBarSpec {
  const { features, standardError, rows, method } = explanation;
  // Rows are sampled apart from each other, so that their errors cancel out in the mean; the orders of
  // correlated linear values are the same for all rows.
  const shrink = method === 'linear_correlated' ? 1 : Math.sqrt(rows);
  return {
    kind: 'shap-bar',
    ...(standardError
      ? { standardErrors: features.map((feature) => (standardError[feature] ?? 0) / shrink) }
      : {}),
    features: explanation.features,
    meanAbs: explanation.features.map((feature) => explanation.meanAbs[feature] ?? 0),
    unit,
  };
}

function contributionsOf({ features, sample }: Explanation, index: number): Contribution[] {
  const { standardError } = sample;
  return features.map((feature, f) => ({
    ...(standardError ? { standardError: standardError[f]?.[index] ?? 0 } : {}),
    feature,
    value: sample.data[f]?.[index] ?? null,
    contribution: sample.values[f]?.[index] ?? 0,
  }));
}

/** The waterfall of one row of the sample. */
export function rowSpec(explanation: Explanation, index: number, unit: string): WaterfallSpec {
  return {
    kind: 'waterfall',
    baseValue: explanation.baseValue,
    output: explanation.sample.prediction[index] ?? explanation.baseValue,
    contributions: contributionsOf(explanation, index),
    unit,
  };
}

export function forceSpec(explanation: Explanation, index: number, unit: string): ForceSpec {
  const { baseValue, output, contributions } = rowSpec(explanation, index, unit);
  return { kind: 'force', baseValue, output, contributions, unit };
}

/** The ways of some rows of the sample; the first of `indices` stands out. */
export function decisionSpec(
  explanation: Explanation,
  indices: readonly number[],
  unit: string,
): DecisionSpec {
  const { baseValue, features, sample } = explanation;
  return {
    kind: 'decision',
    baseValue,
    features,
    rows: indices.map((index) => ({
      name: rowName(sample.row[index] ?? index),
      contributions: sample.values.map((values) => values[index] ?? 0),
      cells: sample.data.map((cells) => cells[index] ?? null),
    })),
    unit,
    selected: 0,
  };
}

export function dependenceSpec(
  { features, sample }: Explanation,
  { feature, colour, selected }: { feature: number; colour: number | null; selected: number },
  unit: string,
): DependenceSpec {
  return {
    kind: 'dependence',
    feature: features[feature]!,
    x: sample.data[feature] ?? [],
    shap: sample.values[feature] ?? [],
    colour:
      colour === null ? null : { feature: features[colour]!, cells: sample.data[colour] ?? [] },
    rows: sample.row.map(rowNumber),
    unit,
    selected,
  };
}

/** All rows of the sample by output, from the highest. */
export function rowsSpec(
  kind: ShapRowsSpec['kind'],
  { features, sample, baseValue }: Explanation,
  unit: string,
): ShapRowsSpec {
  const order = sample.row
    .map((_, i) => i)
    .sort((a, b) => sample.prediction[b]! - sample.prediction[a]! || a - b);
  return {
    kind,
    features,
    values: sample.values,
    outputs: sample.prediction,
    rows: sample.row.map(rowNumber),
    baseValue,
    order,
    unit,
  };
}
