import type { DriftColumn, DriftTest } from '../contract/monitoring.ts';
import { totalVariation, toShares } from '../stats/divergences.ts';
import { empiricalDistances } from '../stats/empirical-distances.ts';
import type { CategoricalPair, NumericPair } from './column-pair.ts';
import { effectVerdict } from './effect.ts';
import { moments, type NumericSample } from './numeric-sample.ts';
import { categoricalDistribution, numericDistribution } from './plot-bins.ts';
import { scoreCategories, scoreNumbers, type Score } from './score.ts';
import { chooseTest, testRules, type ChosenTest } from './test-rules.ts';

export interface TestChoice {
  readonly test: DriftTest | 'auto';
  /** Null takes each test's own. */
  readonly threshold: number | null;
}

/** What JSON can hold: infinite scores become the largest double, other absent numbers null. */
function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

function verdictOf(
  pair: NumericPair | CategoricalPair,
  chosen: ChosenTest,
  result: Score & { readonly effect: number },
): Omit<DriftColumn, 'reference' | 'current' | 'distribution'> {
  const { test, threshold } = chosen;
  const notes = [pair.note, chosen.note].filter((note) => note !== null);
  return {
    column: pair.column,
    type: pair.type,
    kind: pair.kind,
    test,
    score: finite(result.score) ?? Number.MAX_VALUE,
    pValue: finite(result.pValue),
    statistic: finite(result.statistic),
    threshold,
    drifted: testRules[test].drifted(result.score, threshold),
    effect: result.effect,
    verdict: effectVerdict(result.effect),
    ...(notes.length === 0 ? {} : { note: notes.join('; ') }),
  };
}

function categoricalDrift(pair: CategoricalPair, choice: TestChoice): DriftColumn {
  const { counts } = pair;
  const referenceRows = pair.reference.rows - pair.reference.missing;
  const facts = { kind: pair.kind, referenceRows, distinct: counts.labels.length };
  const chosen = chooseTest(facts, choice);
  const effect = totalVariation(toShares(counts.reference), toShares(counts.current));
  const side = ({
    rows,
    missing,
  }: {
    rows: number;
    missing: number;
  }): DriftColumn['reference'] => ({
    rows,
    missing,
    mean: null,
    std: null,
  });
  return {
    ...verdictOf(pair, chosen, { ...scoreCategories(chosen.test, counts), effect }),
    reference: side(pair.reference),
    current: side(pair.current),
    distribution: categoricalDistribution(counts),
  };
}

/** Distinct values of two ascending arrays together, counted up to `enough`. */
function pooledDistinct(a: Float64Array, b: Float64Array, enough: number): number {
  let distinct = 0;
  for (let i = 0, j = 0; (i < a.length || j < b.length) && distinct < enough; distinct++) {
    const x = i === a.length ? b[j]! : j === b.length ? a[i]! : Math.min(a[i]!, b[j]!);
    while (i < a.length && a[i] === x) i++;
    while (j < b.length && b[j] === x) j++;
  }
  return distinct;
}

function describe(sample: NumericSample): DriftColumn['reference'] {
  const { mean, deviation } = moments(sample.values);
  const n = sample.values.length;
  return {
    rows: sample.rows,
    missing: sample.missing,
    mean: finite(mean),
    std: n > 1 ? finite(deviation * Math.sqrt(n / (n - 1))) : null,
  };
}

/** Above this, squares and ranges of values could overflow. */
const HUGE = 1e140;

/** A power of two that brings the largest value of huge ones to 2³⁰⁰, else 1. */
function overflowScale(...samples: readonly Float64Array[]): number {
  const largest = Math.max(...samples.flatMap((v) => [Math.abs(v[0]!), Math.abs(v.at(-1)!)]));
  return largest > HUGE ? 2 ** (300 - Math.floor(Math.log2(largest))) : 1;
}

/** The drift of huge values, measured on a smaller scale and told on their own. */
function hugeDrift(pair: NumericPair, choice: TestChoice, scale: number): DriftColumn {
  const down = (sample: NumericSample): NumericSample => {
    const values = sample.values.map((value) => value * scale);
    return { ...sample, values };
  };
  const up = (value: number | null): number | null => finite(value === null ? null : value / scale);
  const small = { ...pair, reference: down(pair.reference), current: down(pair.current) };
  const { distribution, ...drift } = numericDrift(small, choice);
  const side = (of: DriftColumn['reference']): DriftColumn['reference'] => ({
    ...of,
    mean: up(of.mean),
    std: up(of.std),
  });
  return {
    ...drift,
    statistic: drift.test === 'wasserstein' ? up(drift.statistic) : drift.statistic,
    reference: side(drift.reference),
    current: side(drift.current),
    distribution: {
      ...distribution,
      edges: distribution.edges?.map((edge) => edge / scale) ?? null,
    },
  };
}

function numericDrift(pair: NumericPair, choice: TestChoice): DriftColumn {
  const a = pair.reference.values;
  const b = pair.current.values;
  const scale = overflowScale(a, b);
  if (scale !== 1) return hugeDrift(pair, choice, scale);
  // only whether there are more than five distinct values matters
  const facts = { kind: pair.kind, referenceRows: a.length, distinct: pooledDistinct(a, b, 6) };
  const chosen = chooseTest(facts, choice);
  const distances = empiricalDistances(a, b);
  const effect = distances.kolmogorovSmirnov;
  return {
    ...verdictOf(pair, chosen, { ...scoreNumbers(chosen.test, pair, distances), effect }),
    reference: describe(pair.reference),
    current: describe(pair.current),
    distribution: numericDistribution(a, b, pair.type === 'integer'),
  };
}

/** The test of one column with its effect, verdict and shares to draw. */
export function columnDrift(pair: NumericPair | CategoricalPair, choice: TestChoice): DriftColumn {
  return pair.kind === 'numeric' ? numericDrift(pair, choice) : categoricalDrift(pair, choice);
}
