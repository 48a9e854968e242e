import type { Comparison } from '../../contract/evaluation-comparison.ts';
import { mostProbable } from '../../models/links.ts';
import { mcnemarChiSquare, mcnemarExact } from '../../stats/mcnemar-test.ts';
import { wilcoxonSignedRank } from '../../stats/wilcoxon-test.ts';
import { delongTest } from './delong-test.ts';
import { pairSpread, type Resampled } from './paired-bootstrap.ts';
import type { ScoredRows } from './score-rows.ts';

type Difference = Comparison['tests'][number]['difference'];

/** A test of two runs before its p-value is adjusted and put into words. */
export interface PairTest {
  readonly name: string;
  /** Places of the two runs. */
  readonly pair: readonly [number, number];
  readonly statistic: number | null;
  readonly pValue: number | null;
  readonly difference: Difference;
  /** Above 0 the first is better, below the second; 0 when the test does not tell. */
  readonly lead: number;
}

export type Pairs = readonly (readonly [number, number])[];

/** Every pair of runs, in their order. */
export function pairsOf(runs: number): Pairs {
  return Array.from({ length: runs }, (_, a) =>
    Array.from({ length: runs - a - 1 }, (_unused, i) => [a, a + 1 + i] as const),
  ).flat();
}

function rightOf({ y, prediction, threshold }: ScoredRows): Uint8Array {
  const called = mostProbable(prediction.probabilities!, threshold);
  return Uint8Array.from(y, (truth, i) => (called[i] === truth ? 1 : 0));
}

function mcnemarTests(runs: readonly ScoredRows[], pairs: Pairs): PairTest[] {
  const right = runs.map(rightOf);
  return pairs.flatMap((pair) => {
    let onlyFirst = 0;
    let onlySecond = 0;
    const [a, b] = [right[pair[0]]!, right[pair[1]]!];
    for (let i = 0; i < a.length; i++) {
      if (a[i]! > b[i]!) onlyFirst++;
      else if (a[i]! < b[i]!) onlySecond++;
    }
    const shared = { pair, difference: null, lead: onlyFirst - onlySecond };
    return [
      { name: 'mcnemar_exact', ...shared, ...mcnemarExact(onlyFirst, onlySecond) },
      { name: 'mcnemar', ...shared, ...mcnemarChiSquare(onlyFirst, onlySecond) },
    ];
  });
}

function errorTests(runs: readonly ScoredRows[], pairs: Pairs): PairTest[] {
  const errors = runs.map(({ y, prediction }) =>
    y.map((truth, i) => Math.abs(truth - prediction.values![i]!)),
  );
  return pairs.map((pair) => {
    const [a, b] = [errors[pair[0]]!, errors[pair[1]]!];
    const apart = a.map((error, i) => error - b[i]!);
    const test = wilcoxonSignedRank(apart);
    const above = apart.reduce((sum, value) => sum + Math.sign(value), 0);
    return { name: 'wilcoxon_errors', pair, difference: null, lead: -above, ...test };
  });
}

function delongTests(runs: readonly ScoredRows[], pairs: Pairs): PairTest[] {
  const y = Int32Array.from(runs[0]!.y);
  const scores = runs.map(({ prediction }) => prediction.probabilities![1]!);
  return pairs.flatMap((pair) => {
    const test = delongTest(y, scores[pair[0]]!, scores[pair[1]]!);
    if (test === null) return [];
    const difference = { ...test.difference, method: 'delong' as const };
    return [{ name: 'delong', pair, ...test, difference, lead: difference.value }];
  });
}

export interface RowTestOptions {
  readonly metric: Comparison['metric'];
  /** The metric of each run on all rows. */
  readonly values: readonly (number | null)[];
  readonly resampled: Resampled;
}

function bootstrapTests(pairs: Pairs, { metric, values, resampled }: RowTestOptions): PairTest[] {
  return pairs.flatMap((pair) => {
    const [first, second] = [values[pair[0]] ?? null, values[pair[1]] ?? null];
    if (first === null || second === null) return [];
    const value = first - second;
    const { low, high, pValue } = pairSpread(resampled, pair, value);
    const lead = metric.better === 'higher' ? value : -value;
    const difference = { value, low, high, method: 'bootstrap' as const };
    return [{ name: 'paired_bootstrap', pair, statistic: value, pValue, difference, lead }];
  });
}

/**
 * Tests on the rows all runs were scored on: the metric's difference over shared resamples; of classes
 * McNemar, and DeLong where the metric is the area under the ROC curve of two classes; of numbers
 * Wilcoxon over absolute errors. All but the bootstrap count rows alike and are left out under weights.
 */
export function rowTests(runs: readonly ScoredRows[], options: RowTestOptions): PairTest[] {
  const pairs = pairsOf(runs.length);
  const tests = bootstrapTests(pairs, options);
  const { task, weights, prediction } = runs[0]!;
  if (weights !== null) return tests;
  if (task === 'regression') return [...tests, ...errorTests(runs, pairs)];
  const ranked = options.metric.name === 'roc_auc' && prediction.probabilities!.length === 2;
  return [...tests, ...(ranked ? delongTests(runs, pairs) : []), ...mcnemarTests(runs, pairs)];
}
