import { isoTime } from '../../data/cells.ts';
import { asCoded } from '../../monitoring/category-counts.ts';
import { numericSample } from '../../monitoring/numeric-sample.ts';
import { isCoded, type CodedColumn, type Column, type NumericColumn } from '../../table/table.ts';

/** A column as few levels; −1 is missing. Every level has rows. */
export interface Binned {
  readonly codes: Int32Array;
  /** Of the levels; the last may stand for all the rarer ones. */
  readonly labels: readonly string[];
  /** Values or bins, also where the last level takes several together. */
  readonly distinct: number;
}

const quantileBins = 10;
/** Rows that a bin should have at least. */
const leastRows = 5;
/** Levels of a category that count each for itself; rarer ones are one level together. */
const mostLevels = 100;

/**
 * Numbers and dates in at most ten bins of about as many rows, at least five, or one for each value when
 * they have ten at most; the 100 most frequent levels of anything else, by size. Infinite values are missing.
 */
export function binColumn(column: Column): Binned {
  return isCoded(column) || column.type === 'boolean'
    ? frequentLevels(asCoded(column))
    : quantiles(column);
}

function frequentLevels({ codes, dictionary }: CodedColumn): Binned {
  const counts = new Float64Array(dictionary.length);
  for (const code of codes) if (code >= 0) counts[code]!++;
  const order = dictionary
    .map((_, code) => code)
    .filter((code) => counts[code]! > 0)
    .sort((a, b) => counts[b]! - counts[a]! || a - b);
  const level = new Int32Array(dictionary.length);
  for (const [at, code] of order.entries()) level[code] = Math.min(at, mostLevels);
  const labels = order.slice(0, mostLevels).map((code) => dictionary[code]!);
  if (order.length > mostLevels) labels.push(othersLabel(order.length - mostLevels));
  return {
    codes: codes.map((code) => (code < 0 ? -1 : level[code]!)),
    labels,
    distinct: order.length,
  };
}

/**
 * The same levels with those of fewer than five rows as one, the last: values that hardly repeat must
 * not seem to tell anything.
 */
export function mergeRare(
  codes: Int32Array,
  levels: number,
): { codes: Int32Array; levels: number } {
  const counts = new Float64Array(levels);
  for (const code of codes) if (code >= 0) counts[code]!++;
  const merged = new Int32Array(levels).fill(-1);
  let kept = 0;
  for (let level = 0; level < levels; level++)
    if (counts[level]! >= leastRows) merged[level] = kept++;
  const place = (code: number) => (merged[code]! < 0 ? kept : merged[code]!);
  return { codes: codes.map((code) => (code < 0 ? -1 : place(code))), levels: kept + 1 };
}

export function othersLabel(count: number): string {
  return count === 1 ? '1 other' : `${count} others`;
}

function quantiles(column: NumericColumn): Binned {
  const { values: sorted, distinct } = numericSample(column.values);
  const single = distinct <= quantileBins;
  const starts = single ? [...new Set(sorted)] : quantileStarts(sorted);
  const codes = new Int32Array(column.values.length);
  for (let row = 0; row < codes.length; row++) {
    const value = column.values[row]!;
    if (!Number.isFinite(value)) {
      codes[row] = -1;
      continue;
    }
    let code = starts.length - 1;
    while (code > 0 && value < starts[code]!) code--;
    codes[row] = code;
  }
  const labels = labelsOf(column, starts, single ? null : sorted.at(-1)!);
  return { codes, labels, distinct: labels.length };
}

/** Where the bins begin: the minimum and the values at the deciles, each once, so that none is empty. */
function quantileStarts(sorted: Float64Array): number[] {
  const bins = Math.max(2, Math.min(quantileBins, Math.floor(sorted.length / leastRows)));
  const starts = [sorted[0]!];
  for (let bin = 1; bin < bins; bin++) {
    const start = sorted[Math.ceil((bin * (sorted.length - 1)) / bins)]!;
    if (start > starts.at(-1)!) starts.push(start);
  }
  return starts;
}

function labelsOf(
  { type }: NumericColumn,
  starts: readonly number[],
  end: number | null,
): string[] {
  const edges = end === null ? starts : [...starts, end];
  const texts = distinctTexts(type, edges);
  if (end === null) return texts;
  return starts.map(
    (_, i) => `[${texts[i]!}, ${texts[i + 1]!}${i === starts.length - 1 ? ']' : ')'}`,
  );
}

/** As short as keeps neighbours apart. */
function distinctTexts(type: NumericColumn['type'], edges: readonly number[]): string[] {
  const written = (length: number) =>
    edges.map((edge) =>
      type === 'datetime'
        ? (isoTime(edge) ?? String(edge)).slice(0, length < 6 ? 10 : length < 9 ? 16 : 24)
        : String(Number(edge.toPrecision(length))),
    );
  for (let length = 4; length < 17; length++) {
    const texts = written(length);
    const apart = texts.every(
      (text, i) => i === 0 || text !== texts[i - 1] || edges[i] === edges[i - 1],
    );
    if (apart) return texts;
  }
  return edges.map(String);
}
