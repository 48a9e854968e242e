import type { Tick } from '../base/tick.ts';
import type { Warning } from '../contract/common.ts';
import { countMissing, isCoded, type Column } from '../table/table.ts';
import { takeTrainingRows, type TrainingData } from './training-data.ts';

/** Above this AUC, |r| or accuracy a single column predicts the target too well to be true. */
const suspicious = 0.99;
/** Whether a value is there at all rarely tells the outcome; above this AUC it is suspicious. */
const suspiciousPresence = 0.9;
/** Above this R² a target is as good as computed from its features. */
const computedR2 = 0.9999;
/** A category needs this many rows on average before its mean says anything. */
const fewestRowsPerValue = 10;
/** Numbers are cut into at most this many groups to see whether they separate many classes. */
const mostGroups = 64;

/** More rows are judged by so many of them, evenly drawn. */
const mostRows = 50_000;

/** Area under the ROC curve of a score for class 1, ties counting half (Mann & Whitney 1947). */
function rankAuc(scores: Float64Array, y: Float64Array): number {
  const order = Uint32Array.from(scores, (_, row) => row).sort((a, b) => scores[a]! - scores[b]!);
  let below = 0;
  let wins = 0;
  let positives = 0;
  for (let start = 0; start < order.length;) {
    let end = start;
    let tiedPositives = 0;
    while (end < order.length && scores[order[end]!] === scores[order[start]!]) {
      tiedPositives += y[order[end]!]!;
      end++;
    }
    const tiedNegatives = end - start - tiedPositives;
    wins += tiedPositives * (below + tiedNegatives / 2);
    below += tiedNegatives;
    positives += tiedPositives;
    start = end;
  }
  return positives > 0 && below > 0 ? wins / (positives * below) : 0.5;
}

function correlation(a: Float64Array, b: Float64Array): number {
  let n = 0;
  let meanA = 0;
  let meanB = 0;
  let squareA = 0;
  let squareB = 0;
  let product = 0;
  for (let i = 0; i < a.length; i++) {
    if (Number.isNaN(a[i]!)) continue;
    n++;
    const da = a[i]! - meanA;
    const db = b[i]! - meanB;
    meanA += da / n;
    meanB += db / n;
    squareA += da * (a[i]! - meanA);
    squareB += db * (b[i]! - meanB);
    product += da * (b[i]! - meanB);
  }
  return n > 2 && squareA > 0 && squareB > 0 ? product / Math.sqrt(squareA * squareB) : 0;
}

/** Group of each row: its category, or a quantile of its number; missing values are a group. */
function groupsOf(column: Column): { groups: Int32Array; count: number } {
  if (isCoded(column)) {
    return { groups: column.codes.map((code) => code + 1), count: column.dictionary.length + 1 };
  }
  const { values } = column;
  const present = values.filter((value) => !Number.isNaN(value)).sort();
  const bounds = [
    ...new Set(
      Array.from({ length: mostGroups - 1 }, (_, b) => {
        return present[Math.floor(((b + 1) / mostGroups) * present.length)] ?? 0;
      }),
    ),
  ];
  const groups = Int32Array.from(values, (value) => {
    if (Number.isNaN(value)) return 0;
    const at = bounds.findIndex((bound) => value < bound);
    return at < 0 ? bounds.length + 1 : at + 1;
  });
  return { groups, count: bounds.length + 2 };
}

function distinctGroups(groups: Int32Array): number {
  return new Set(groups).size;
}

/** Share of rows that the majority class of their group gets right. */
function majorityAccuracy(column: Column, { y, classes }: TrainingData): number {
  const { groups, count } = groupsOf(column);
  if (distinctGroups(groups) * fewestRowsPerValue > y.length) return 0;
  const table = new Int32Array(count * classes.length);
  for (let i = 0; i < y.length; i++) table[groups[i]! * classes.length + y[i]!]!++;
  let right = 0;
  for (let g = 0; g < count; g++) {
    right += Math.max(...table.subarray(g * classes.length, (g + 1) * classes.length));
  }
  return right / y.length;
}

/** Mean target of each row's category. */
function categoryMeans(column: Column, y: Float64Array): Float64Array | null {
  const { groups, count } = groupsOf(column);
  if (distinctGroups(groups) * fewestRowsPerValue > y.length) return null;
  const sums = new Float64Array(count);
  const rows = new Float64Array(count);
  for (let i = 0; i < y.length; i++) {
    sums[groups[i]!]! += y[i]!;
    rows[groups[i]!]!++;
  }
  return Float64Array.from(groups, (group) => sums[group]! / rows[group]!);
}

/** How well one column alone tells the target: AUC, accuracy or |r|, named for messages. */
function singleFeatureScore(
  column: Column,
  data: TrainingData,
): { measure: string; score: number } {
  const { task, classes, y } = data;
  const numbers = isCoded(column) ? categoryMeans(column, y) : column.values;
  if (task === 'regression') {
    const r = numbers ? Math.abs(correlation(numbers, y)) : 0;
    return { measure: 'a correlation', score: r };
  }
  if (classes.length > 2) {
    return { measure: 'an accuracy', score: majorityAccuracy(column, data) };
  }
  if (!numbers) return { measure: 'an AUC', score: 0.5 };
  const scores = numbers.map((value) => (Number.isNaN(value) ? -Infinity : value));
  const auc = rankAuc(scores, y);
  return { measure: 'an AUC', score: Math.max(auc, 1 - auc) };
}

function evenlyDrawn(data: TrainingData): TrainingData {
  const { rows } = data.table;
  if (rows <= mostRows) return data;
  const step = rows / mostRows;
  return takeTrainingRows(
    data,
    Int32Array.from({ length: mostRows }, (_, i) => Math.floor(i * step)),
  );
}

/** AUC of whether a column has a value, for two classes; missing after the outcome is the usual leak. */
function presenceScore(column: Column, { task, classes, y }: TrainingData): number {
  if (task === 'regression' || classes.length !== 2 || countMissing(column) === 0) return 0.5;
  const present = Float64Array.from({ length: y.length }, (_, row) => {
    const missing = isCoded(column) ? column.codes[row]! < 0 : Number.isNaN(column.values[row]!);
    return missing ? 0 : 1;
  });
  const auc = rankAuc(present, y);
  return Math.max(auc, 1 - auc);
}

/** A warning when a regression is too good to be true: the target may be computed from the features. */
export function warnOfComputedTarget(target: string, r2: number | null): Warning[] {
  if (r2 === null || r2 < computedR2) return [];
  const message = `The model gives '${target}' almost exactly (R² ${r2.toFixed(6)}). Is it computed from the features?`;
  return [{ kind: 'leakage', message }];
}

/**
 * A warning for each column that alone, or by being filled in at all, predicts the target almost
 * perfectly on the training rows: it may have been recorded after the outcome. Categories with few rows each are not judged.
 */
export function warnOfLeakage(all: TrainingData, tick: Tick): Warning[] {
  const data = evenlyDrawn(all);
  const { columns } = data.table;
  return columns.flatMap((column, j): Warning[] => {
    tick(j / columns.length);
    const { measure, score } = singleFeatureScore(column, data);
    const presence = presenceScore(column, data);
    const target = `'${data.target.name}'`;
    const advice = 'If it is known only after the outcome, exclude it.';
    const warn = (what: string): Warning[] => [
      { kind: 'leakage', column: column.name, message: `${what} ${advice}` },
    ];
    if (score > suspicious) {
      return warn(
        `'${column.name}' alone predicts ${target} with ${measure} of ${score.toFixed(4)}.`,
      );
    }
    if (!(presence > suspiciousPresence)) return [];
    const auc = presence.toFixed(4);
    return warn(`Whether '${column.name}' has a value predicts ${target} with an AUC of ${auc}.`);
  });
}
