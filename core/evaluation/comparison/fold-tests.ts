import type { Comparison } from '../../contract/evaluation-comparison.ts';
import {
  correctedInterval,
  correctedResampledT,
  correlatedEquivalence,
} from '../../stats/corrected-resampled-t.ts';
import { criticalDifference, friedmanTest, nemenyiP } from '../../stats/friedman-test.ts';
import { meanRanks } from '../../stats/ranks.ts';
import { wilcoxonSignedRank } from '../../stats/wilcoxon-test.ts';
import { friedmanReading } from './readings.ts';
import { pairsOf, type PairTest } from './row-tests.ts';
import type { Metric } from './tasks.ts';

type Test = Comparison['tests'][number];

export interface FoldTests {
  readonly pairTests: readonly PairTest[];
  readonly friedman: Test | null;
  /** Mean rank of each run, 1 the best. */
  readonly ranks: readonly number[];
  readonly criticalDifference: number | null;
  readonly bayes: readonly {
    readonly pair: readonly [number, number];
    readonly better: number;
    readonly equivalent: number;
    readonly worse: number;
  }[];
}

export interface FoldTestOptions {
  readonly metric: Metric;
  readonly testShare: number;
  readonly rope: number;
  readonly runIds: readonly string[];
}

interface Folds {
  /** [run][fold] of folds in which every run has a value. */
  readonly values: readonly (readonly number[])[];
  readonly higher: boolean;
}

function pairTestsOf({ values, higher }: Folds, testShare: number): PairTest[] {
  return pairsOf(values.length).flatMap((pair): PairTest[] => {
    const apart = values[pair[0]]!.map((value, f) => value - values[pair[1]]![f]!);
    const test = correctedResampledT(apart, testShare);
    if (test === null) return [];
    const value = apart.reduce((sum, one) => sum + one, 0) / apart.length;
    const lead = higher ? value : -value;
    const finite = Number.isFinite(test.statistic);
    const { statistic, pValue } = wilcoxonSignedRank(apart);
    return [
      {
        name: 'corrected_resampled_t',
        pair,
        statistic: finite ? test.statistic : null,
        pValue: test.pValue,
        difference: { value, ...correctedInterval(apart, testShare)! },
        lead,
      },
      { name: 'wilcoxon', pair, statistic, pValue, difference: null, lead },
    ];
  });
}

function bayesOf({ values, higher }: Folds, options: FoldTestOptions): FoldTests['bayes'] {
  return pairsOf(values.length).flatMap((pair) => {
    const apart = values[pair[0]]!.map((value, f) => value - values[pair[1]]![f]!);
    const found = correlatedEquivalence(apart, options);
    if (found === null) return [];
    const { above, within, below } = found;
    const [better, worse] = higher ? [above, below] : [below, above];
    return [{ pair, better, equivalent: within, worse }];
  });
}

function nemenyiTests(ranks: readonly number[], folds: number): PairTest[] {
  return pairsOf(ranks.length).map((pair) => {
    const apart = ranks[pair[0]]! - ranks[pair[1]]!;
    const pValue = nemenyiP(apart, ranks.length, folds);
    return { name: 'nemenyi', pair, statistic: apart, pValue, difference: null, lead: -apart };
  });
}

/**
 * Tests over folds that all runs were fitted on, [run][fold]: corrected resampled t and Wilcoxon of
 * every pair, of three and more runs Friedman with Nemenyi, and the Bayesian correlated t-test. Folds in
 * which a run has no value are left out. Null with fewer than two folds.
 */
export function foldTests(
  perRun: readonly (readonly (number | null)[])[],
  options: FoldTestOptions,
): FoldTests | null {
  const count = perRun[0]?.length ?? 0;
  const whole = Array.from({ length: count }, (_, f) => f).filter((f) =>
    perRun.every((values) => typeof values[f] === 'number'),
  );
  if (whole.length < 2) return null;
  const higher = options.metric.better === 'higher';
  const values = perRun.map((one) => whole.map((f) => one[f]!));
  const folds: Folds = { values, higher };
  const blocks = whole.map((_, f) => values.map((one) => (higher ? -one[f]! : one[f]!)));
  const ranked = blocks.map(meanRanks);
  const ranks = values.map((_, r) => ranked.reduce((sum, of) => sum + of[r]!, 0) / whole.length);
  const test = friedmanTest(blocks);
  return {
    pairTests: [
      ...pairTestsOf(folds, options.testShare),
      ...(test ? nemenyiTests(ranks, whole.length) : []),
    ],
    friedman: test && {
      name: 'friedman',
      runs: [...options.runIds],
      statistic: test.statistic,
      pValue: test.pValue,
      adjusted: test.pValue,
      difference: null,
      reading: friedmanReading(test.pValue),
    },
    ranks,
    criticalDifference: test && criticalDifference(values.length, whole.length),
    bayes: bayesOf(folds, options),
  };
}
