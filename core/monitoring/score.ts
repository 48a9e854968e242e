import { assertNever } from '../base/assert-never.ts';
import type { DriftTest } from '../contract/monitoring.ts';
import { chiSquareTest } from '../stats/chi-square-test.ts';
import {
  fillZeroShares,
  jensenShannon,
  populationStability,
  toShares,
} from '../stats/divergences.ts';
import { ksPValue } from '../stats/kolmogorov-smirnov.ts';
import type { TestResult } from '../stats/test-result.ts';
import type { EmpiricalDistances } from '../stats/empirical-distances.ts';
import { binSorted, sturgesEdges } from '../stats/sturges-histogram.ts';
import { twoProportionZTest } from '../stats/two-proportion-z-test.ts';
import { countValues, type CategoryCounts } from './category-counts.ts';
import type { NumericPair } from './column-pair.ts';
import { moments } from './numeric-sample.ts';

/** Reference columns with more distinct values are binned for Jensen-Shannon and PSI (Evidently). */
const BINNED_ABOVE = 20;
/** Evidently divides the Wasserstein distance by the deviation of the reference, but never by less. */
const LEAST_DEVIATION = 0.001;

export interface Score {
  /** The p-value or the distance: what the threshold is for. */
  readonly score: number;
  readonly pValue: number | null;
  /** What the p-value or distance was computed from; null where the score says it all. */
  readonly statistic: number | null;
}

const ofTest = ({ statistic, pValue }: TestResult): Score => ({ score: pValue, pValue, statistic });
const ofDistance = (score: number): Score => ({ score, pValue: null, statistic: null });

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The score of one test on category counts, neither side empty. */
export function scoreCategories(test: DriftTest, counts: CategoryCounts): Score {
  const n = sum(counts.reference);
  const m = sum(counts.current);
  switch (test) {
    case 'chisquare':
      return ofTest(
        chiSquareTest(
          counts.current,
          counts.reference.map((count) => count * (m / n)),
        ),
      );
    case 'z':
      // the proportion of what is not the first category, in sorted order
      return ofTest(twoProportionZTest(n - counts.reference[0]!, n, m - counts.current[0]!, m));
    case 'jensenshannon':
      return ofDistance(jensenShannon(toShares(counts.reference), toShares(counts.current)));
    case 'psi': {
      const shares = [counts.reference, counts.current].map((c) => fillZeroShares(toShares(c)));
      return ofDistance(populationStability(shares[0]!, shares[1]!));
    }
    case 'ks':
    case 'wasserstein':
      throw new Error(`${test} needs numbers`);
    default:
      return assertNever(test);
  }
}

/** Both samples on Sturges' bins of the pooled sample, or on their values when the reference has few. */
function binned({ reference, current, type }: NumericPair): CategoryCounts {
  if (reference.distinct <= BINNED_ABOVE) return countValues(reference, current);
  const a = reference.values;
  const b = current.values;
  const edges = sturgesEdges(Math.min(a[0]!, b[0]!), Math.max(a.at(-1)!, b.at(-1)!), {
    n: a.length + b.length,
    integers: type === 'integer',
  });
  return { labels: [], reference: binSorted(a, edges), current: binSorted(b, edges) };
}

/** The score of one test on two samples of numbers, neither empty, whose distances are known. */
export function scoreNumbers(
  test: DriftTest,
  pair: NumericPair,
  distances: EmpiricalDistances,
): Score {
  const { reference, current } = pair;
  switch (test) {
    case 'ks': {
      const statistic = distances.kolmogorovSmirnov;
      const pValue = ksPValue(statistic, reference.values.length, current.values.length);
      return ofTest({ statistic, pValue });
    }
    case 'wasserstein': {
      const statistic = distances.wasserstein;
      const { deviation } = moments(reference.values);
      return { ...ofDistance(statistic / Math.max(deviation, LEAST_DEVIATION)), statistic };
    }
    case 'jensenshannon':
    case 'psi':
      return scoreCategories(test, binned(pair));
    case 'chisquare':
    case 'z':
      return scoreCategories(test, countValues(reference, current));
    default:
      return assertNever(test);
  }
}
