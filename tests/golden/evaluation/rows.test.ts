import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { clusterAgreement } from '../../../core/patterns/clustering/cluster-agreement.ts';
import {
  averagePrecision,
  dcg,
  ndcg,
  reciprocalRank,
} from '../../../core/evaluation/ranking-metrics.ts';
import {
  breuschPagan,
  durbinWatson,
  jarqueBera,
} from '../../../core/evaluation/residuals/residual-tests.ts';

const golden = JSON.parse(readFileSync(new URL('rows.json', import.meta.url), 'utf8')) as {
  residuals: {
    name: string;
    fitted: number[];
    residual: number[];
    breuschPagan: [number, number];
    jarqueBera: [number, number];
    durbinWatson: number;
  }[];
  rankings: {
    name: string;
    relevance: number[];
    scores: number[];
    ndcg: Record<string, number>;
    dcg: Record<string, number>;
    map?: number;
    mrr?: number;
  }[];
  clusterings: ({ name: string; truth: number[]; labels: number[] } & Record<string, unknown>)[];
};

it.each(golden.residuals)('tests of residuals equal statsmodels: $name', (one) => {
  const residual = Float64Array.from(one.residual);
  const found = [breuschPagan(residual, Float64Array.from(one.fitted)), jarqueBera(residual)];
  for (const [i, expected] of [one.breuschPagan, one.jarqueBera].entries()) {
    expect(found[i]!.statistic).toBeCloseTo(expected[0], 9);
    expect(found[i]!.pValue).toBeCloseTo(expected[1], 9);
  }
  expect(durbinWatson(residual, 'rows').statistic).toBeCloseTo(one.durbinWatson, 9);
});

describe.each(golden.rankings)('rankings equal scikit-learn: $name', (one) => {
  const query = {
    relevance: Float64Array.from(one.relevance),
    scores: Float64Array.from(one.scores),
  };
  it.each(Object.entries(one.ndcg))('NDCG of the best %s', (k, expected) => {
    expect(ndcg(query, k === 'all' ? Infinity : Number(k))).toBeCloseTo(expected, 10);
  });
  it.each(Object.entries(one.dcg))('DCG of the best %s', (k, expected) => {
    expect(dcg(query, k === 'all' ? Infinity : Number(k))).toBeCloseTo(expected, 10);
  });
  it('MAP and MRR', () => {
    if (one.map !== undefined) expect(averagePrecision(query)).toBeCloseTo(one.map, 10);
    if (one.mrr !== undefined) expect(reciprocalRank(query)).toBeCloseTo(one.mrr, 10);
    expect(averagePrecision(query, 1)).toBe(reciprocalRank(query, 1));
  });
});

it.each(golden.clusterings)('agreement of clusterings equals scikit-learn: $name', (one) => {
  const { name, truth, labels, ...expected } = one;
  const found = clusterAgreement(Int32Array.from(truth), Int32Array.from(labels));
  expect(Object.keys(found).toSorted(), name).toEqual(Object.keys(expected).toSorted());
  for (const [id, value] of Object.entries(found)) {
    expect(value, id).toBeCloseTo(expected[id] as number, 9);
  }
});
