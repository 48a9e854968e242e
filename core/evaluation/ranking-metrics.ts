import { createRng } from '../base/rng.ts';
import type { Evaluation } from '../contract/evaluation.ts';
import { orderDescending, rankingScores } from './ranking.ts';
import type { Metrics } from './metrics.ts';

type Interval = Evaluation['intervals'][string];

/** Rows of one query: how relevant each is (≥ 0; above 0 counts as relevant) and how it is scored. */
export interface RankedQuery {
  readonly relevance: Float64Array;
  readonly scores: Float64Array;
}

const discount = (place: number): number => 1 / Math.log2(place + 2);

/** Discounted gain where rows of equal score share their places (McSherry & Najork 2008). */
function discountedGain({ relevance, scores }: RankedQuery, k: number): number {
  const order = orderDescending(scores);
  let sum = 0;
  for (let from = 0; from < order.length && from < k;) {
    const score = scores[order[from]!]!;
    let gain = 0;
    let places = 0;
    let to = from;
    for (; to < order.length && scores[order[to]!] === score; to++) {
      gain += relevance[order[to]!]!;
      if (to < k) places += discount(to);
    }
    sum += (gain / (to - from)) * places;
    from = to;
  }
  return sum;
}

/** Järvelin & Kekäläinen 2002 with plain gains, as scikit-learn's ndcg_score; null without relevance. */
export function ndcg(query: RankedQuery, k = Infinity): number | null {
  const best = discountedGain({ ...query, scores: query.relevance }, k);
  return best > 0 ? discountedGain(query, k) / best : null;
}

/** Discounted cumulative gain, as scikit-learn's dcg_score; null where no row is relevant. */
export function dcg(query: RankedQuery, k = Infinity): number | null {
  return query.relevance.some((gain) => gain > 0) ? discountedGain(query, k) : null;
}

/** Average precision; with `k` that of the best k rows over min(k, relevant rows), ties in row order. */
export function averagePrecision({ relevance, scores }: RankedQuery, k?: number): number | null {
  const order = orderDescending(scores);
  const y = Int32Array.from(relevance, (gain) => (gain > 0 ? 1 : 0));
  if (k === undefined) return rankingScores({ y, positive: 1, scores, order }, null).prAuc;
  const relevant = y.reduce((a, b) => a + b, 0);
  if (relevant === 0) return null;
  let hits = 0;
  let sum = 0;
  for (let place = 0; place < Math.min(k, order.length); place++) {
    if (y[order[place]!] === 0) continue;
    hits++;
    sum += hits / (place + 1);
  }
  return sum / Math.min(k, relevant);
}

/** 1 ÷ place of the first relevant row, 0 where it is not among the best k; ties in row order. */
export function reciprocalRank({ relevance, scores }: RankedQuery, k = Infinity): number | null {
  const place = orderDescending(scores).findIndex((row) => relevance[row]! > 0);
  if (place < 0) return null;
  return place < k ? 1 / (place + 1) : 0;
}

const resamples = 1000;

/** Mean over queries with the percentile bootstrap over them; bounds need two queries. */
function meanOfQueries(values: readonly number[], seed: number): Interval {
  if (values.length === 0) return { value: null, low: null, high: null };
  const mean = (pick: (i: number) => number): number => {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += pick(i);
    return sum / values.length;
  };
  const value = mean((i) => values[i]!);
  if (values.length < 2) return { value, low: null, high: null };
  const rng = createRng(seed).fork('evaluation.ranking');
  const drawn = Float64Array.from({ length: resamples }, () =>
    mean(() => values[rng.integer(values.length)]!),
  ).sort();
  const at = (p: number): number => drawn[Math.round(p * (resamples - 1))]!;
  return { value, low: at(0.025), high: at(0.975), method: 'bootstrap' };
}

/** DCG, NDCG, mean average precision and mean reciprocal rank over the queries that have a relevant row. */
export function rankingMetrics(
  queries: readonly RankedQuery[],
  { k, seed }: { readonly k?: number | undefined; readonly seed: number },
): Record<string, Interval> {
  const scored = queries.map((query): Metrics => ({
    dcg: dcg(query, k),
    ndcg: query.relevance.some((gain) => gain < 0) ? null : ndcg(query, k),
    map: averagePrecision(query, k),
    mrr: reciprocalRank(query, k),
  }));
  return Object.fromEntries(
    ['dcg', 'ndcg', 'map', 'mrr'].map((id) => {
      const values = scored.flatMap((metrics) => metrics[id] ?? []);
      return [id, meanOfQueries(values, seed)];
    }),
  );
}
