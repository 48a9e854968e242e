import { describe, expect, it } from 'vitest';
import { noTick } from '../../../../core/base/tick.ts';
import { requireEstimator } from '../../../../core/models/catalogue.ts';
import { computeMargins } from '../../../../core/models/margins.ts';
import type { TreeEnsembleState } from '../../../../core/models/states/trees.ts';
import {
  decisionTree,
  decisionTreePruningPath,
} from '../../../../core/models/trees/decision-tree.ts';
import { readGolden } from '../read-golden.ts';
import { readDataset } from './read-dataset.ts';

interface Case {
  readonly dataset: string;
  readonly target: string;
  readonly columns: readonly string[];
  readonly every: number;
  readonly classification: boolean;
  readonly params: Record<string, unknown>;
  readonly weighted: boolean;
  /** Whether the target was told apart, so that no two medians are equal. */
  readonly spread?: boolean;
  readonly leaves: number;
  readonly step: number;
  /** Every `step`th row, by output. */
  readonly predicted: readonly (readonly number[])[];
  readonly sums: readonly number[];
  readonly squares: readonly number[];
  readonly alphas: readonly number[];
  readonly impurities: readonly number[];
}

const golden = readGolden('trees/decision-tree') as { cases: Case[]; paths: Case[] };

/** scikit-learn holds values in single precision. */
function prepare(one: Case) {
  const data = readDataset(one.dataset, one);
  const x = { ...data.x, columns: data.x.columns.map((column) => column.map(Math.fround)) };
  const options = {
    params: decisionTree.params.parse(one.params),
    task: one.classification ? ('classification' as const) : ('regression' as const),
    classes: data.classes,
    weights: one.weighted ? Float64Array.from(data.y, (_, i) => 0.5 + (i % 4)) : null,
    seed: 3,
    tick: noTick,
    requireEstimator,
  };
  const y = one.spread ? data.y.map((value, i) => value + 0.4 * Math.sin(1.7 * i)) : data.y;
  return { x, y, options };
}

function expectNear(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
}

const title = ({ dataset, params, weighted }: Case) =>
  `${dataset} ${JSON.stringify(params)}${weighted ? ' weighted' : ''}`;

describe('decision_tree agrees with scikit-learn', () => {
  it.each(golden.cases.map((one) => [title(one), one] as const))('%s', (_, one) => {
    const { x, y, options } = prepare(one);
    const state = decisionTree.fit(x, y, options) as TreeEnsembleState;
    const margins = computeMargins(state, x);
    expect(state.trees[0]!.feature.filter((feature) => feature < 0)).toHaveLength(one.leaves);
    margins.forEach((margin, k) => {
      one.predicted.forEach((row, i) => expectNear(margin[i * one.step]!, row[k]!));
      expectNear(
        margin.reduce((sum, value) => sum + value, 0),
        one.sums[k]!,
      );
      expectNear(
        margin.reduce((sum, value) => sum + value * value, 0),
        one.squares[k]!,
      );
    });
  });
});

describe('the pruning path agrees with scikit-learn', () => {
  it.each(golden.paths.map((one) => [title(one), one] as const))('%s', (_, one) => {
    const { x, y, options } = prepare(one);
    const { alphas, impurities } = decisionTreePruningPath(x, y, options);
    expect(alphas).toHaveLength(one.alphas.length);
    one.alphas.forEach((alpha, i) => expectNear(alphas[i]!, alpha));
    one.impurities.forEach((impurity, i) => expectNear(impurities[i]!, impurity));
  });
});
