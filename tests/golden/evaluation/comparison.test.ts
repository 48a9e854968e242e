import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { delongTest } from '../../../core/evaluation/comparison/delong-test.ts';
import {
  correctedInterval,
  correctedResampledT,
  correlatedEquivalence,
} from '../../../core/stats/corrected-resampled-t.ts';
import { criticalDifference, friedmanTest, nemenyiP } from '../../../core/stats/friedman-test.ts';
import { holmAdjust } from '../../../core/stats/holm.ts';
import { mcnemarChiSquare, mcnemarExact } from '../../../core/stats/mcnemar-test.ts';
import { studentizedRangeSf } from '../../../core/stats/studentized-range.ts';
import { wilcoxonSignedRank } from '../../../core/stats/wilcoxon-test.ts';

interface Test {
  statistic: number;
  pValue: number;
}
const golden = JSON.parse(readFileSync(new URL('comparison.json', import.meta.url), 'utf8')) as {
  tolerance: number;
  mcnemar: { onlyFirst: number; onlySecond: number; exact: Test; chiSquare: Test }[];
  wilcoxon: (Test & { name: string; differences: number[] })[];
  friedman: (Test & {
    name: string;
    blocks: number[][];
    ranks: number[];
    nemenyi: number[][];
    criticalDifference: number;
  })[];
  studentizedRange: { q: number; k: number; pValue: number }[];
  folds: (Test & {
    name: string;
    first: number[];
    second: number[];
    testShare: number;
    rope: number;
    low: number;
    high: number;
    above: number;
    within: number;
    below: number;
  })[];
  delong: (Test & {
    name: string;
    y: number[];
    first: number[];
    second: number[];
    difference: number;
    low: number;
    high: number;
  })[];
  holm: { pValues: number[]; adjusted: number[] };
};

/** What is further from what is expected than the tolerance, relative above 1. */
function wrong(actual: readonly number[], expected: readonly number[]): string[] {
  return expected.flatMap((value, i) => {
    const apart = Math.abs(actual[i]! - value);
    if (apart <= golden.tolerance * Math.max(1, Math.abs(value))) return [];
    return [`${actual[i]}, not ${value}`];
  });
}

it.each(golden.mcnemar)('McNemar as statsmodels: $onlyFirst, $onlySecond', (one) => {
  const exact = mcnemarExact(one.onlyFirst, one.onlySecond);
  const square = mcnemarChiSquare(one.onlyFirst, one.onlySecond);
  expect(wrong([exact.statistic, exact.pValue], [one.exact.statistic, one.exact.pValue])).toEqual(
    [],
  );
  // without a difference statsmodels' correction makes one of −1; here it ends at 0
  if (one.onlyFirst === one.onlySecond) expect(square).toEqual({ statistic: 0, pValue: 1 });
  else
    expect(
      wrong([square.statistic, square.pValue], [one.chiSquare.statistic, one.chiSquare.pValue]),
    ).toEqual([]);
});

it.each(golden.wilcoxon)('Wilcoxon as scipy: $name', ({ differences, statistic, pValue }) => {
  const test = wilcoxonSignedRank(differences);
  expect(wrong([test.statistic, test.pValue], [statistic, pValue])).toEqual([]);
});

it.each(golden.friedman)('Friedman and Nemenyi as scipy and scikit-posthocs: $name', (one) => {
  const test = friedmanTest(one.blocks)!;
  expect(
    wrong([test.statistic, test.pValue, ...test.ranks], [one.statistic, one.pValue, ...one.ranks]),
  ).toEqual([]);
  const k = one.ranks.length;
  const n = one.blocks.length;
  expect(wrong([criticalDifference(k, n)], [one.criticalDifference])).toEqual([]);
  const p = test.ranks.flatMap((a) => test.ranks.map((b) => nemenyiP(a - b, k, n)));
  expect(wrong(p, one.nemenyi.flat())).toEqual([]);
});

it('the studentized range as scipy', () => {
  const { studentizedRange: cases } = golden;
  expect(
    wrong(
      cases.map(({ q, k }) => studentizedRangeSf(q, k)),
      cases.map(({ pValue }) => pValue),
    ),
  ).toEqual([]);
});

it.each(golden.folds)('corrected t and equivalence as baycomp: $name', (one) => {
  const { testShare, rope } = one;
  const apart = one.first.map((value, i) => value - one.second[i]!);
  const test = correctedResampledT(apart, testShare)!;
  const { low, high } = correctedInterval(apart, testShare)!;
  const { above, within, below } = correlatedEquivalence(apart, { testShare, rope })!;
  expect(
    wrong(
      [test.statistic, test.pValue, low, high, above, within, below],
      [one.statistic, one.pValue, one.low, one.high, one.above, one.within, one.below],
    ),
  ).toEqual([]);
});

it.each(golden.delong)('paired DeLong as its definition: $name', (one) => {
  const test = delongTest(
    Int32Array.from(one.y),
    Float64Array.from(one.first),
    Float64Array.from(one.second),
  )!;
  const { value, low, high } = test.difference;
  expect(
    wrong(
      [value, low, high, test.statistic, test.pValue],
      [one.difference, one.low, one.high, one.statistic, one.pValue],
    ),
  ).toEqual([]);
});

it('Holm as statsmodels', () => {
  expect(wrong(holmAdjust(golden.holm.pValues), golden.holm.adjusted)).toEqual([]);
});
