import { isCoded, type Column, type Table } from '../../../table/table.ts';
import { cellNumber } from '../replace-column.ts';

function levelRows(column: Column, rows: number): Map<number, number[]> {
  const byLevel = new Map<number, number[]>();
  for (let i = 0; i < rows; i++) {
    const level = cellNumber(column, i);
    if (Number.isNaN(level)) continue;
    const held = byLevel.get(level);
    if (held) held.push(i);
    else byLevel.set(level, [i]);
  }
  return byLevel;
}

/** Largest difference of two distributions of numbers (Kolmogorov and Smirnov). */
function largestGap(a: Float64Array, b: Float64Array): number {
  let [i, j, gap] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i]!, b[j]!);
    while (i < a.length && a[i]! <= value) i++;
    while (j < b.length && b[j]! <= value) j++;
    gap = Math.max(gap, Math.abs(i / a.length - j / b.length));
  }
  return gap;
}

/** Half the sum of the differences of two distributions of categories. */
function totalVariation(a: Float64Array, b: Float64Array): number {
  const shares = (cells: Float64Array) => {
    const counts = new Map<number, number>();
    for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1 / cells.length);
    return counts;
  };
  const [p, q] = [shares(a), shares(b)];
  const seen = new Set([...p.keys(), ...q.keys()]);
  return [...seen].reduce((sum, c) => sum + Math.abs((p.get(c) ?? 0) - (q.get(c) ?? 0)), 0) / 2;
}

/** Distances of levels, summed over the other columns. */
function levelDistances(
  table: Table,
  at: number,
  groups: readonly (readonly number[])[],
): Float64Array[] {
  const distances = groups.map(() => new Float64Array(groups.length));
  table.columns.forEach((column, j) => {
    if (j === at) return;
    const nominal = isCoded(column) || column.type === 'boolean';
    const parts = groups.map((rows) =>
      Float64Array.from(rows, (i) => cellNumber(column, i))
        .filter((cell) => !Number.isNaN(cell))
        .sort(),
    );
    const differ = nominal ? totalVariation : largestGap;
    for (let a = 0; a < parts.length; a++) {
      for (let b = 0; b < a; b++) {
        if (parts[a]!.length === 0 || parts[b]!.length === 0) continue;
        const d = differ(parts[a]!, parts[b]!);
        distances[a]![b]! += d;
        distances[b]![a]! += d;
      }
    }
  });
  return distances;
}

/** First coordinate of classical scaling of distances, by power iteration. */
function firstCoordinate(distances: readonly Float64Array[]): Float64Array {
  const k = distances.length;
  const squared = distances.map((row) => row.map((d) => (d * d) / 2));
  const rowMeans = squared.map((row) => row.reduce((s, d) => s + d, 0) / k);
  const mean = rowMeans.reduce((s, d) => s + d, 0) / k;
  const inner = squared.map((row, a) => row.map((d, b) => rowMeans[a]! + rowMeans[b]! - d - mean));
  // The largest entry bounds no eigenvalue below: the shift makes the largest one dominant.
  const shift = Math.max(...inner.map((row) => row.reduce((s, d) => s + Math.abs(d), 0)));
  let vector = Float64Array.from({ length: k }, (_, i) => Math.sin(i + 1));
  for (let step = 0; step < 500; step++) {
    const next = vector.map(
      (value, a) => shift * value + inner[a]!.reduce((s, d, b) => s + d * vector[b]!, 0),
    );
    const norm = Math.hypot(...next) || 1;
    vector = next.map((value) => value / norm);
  }
  return vector;
}

/**
 * The categories (codes, or 0 and 1) of a column in the order of how alike their rows are in the other
 * columns, as ALEPlot orders them; two stay in the order of their codes. Ends are told apart by code.
 */
export function orderLevels(table: Table, at: number): Int32Array {
  const byLevel = levelRows(table.columns[at]!, table.rows);
  const levels = [...byLevel.keys()].toSorted((a, b) => a - b);
  if (levels.length <= 2) return Int32Array.from(levels);
  const groups = levels.map((level) => byLevel.get(level)!);
  const coordinate = firstCoordinate(levelDistances(table, at, groups));
  const order = [...levels.keys()].toSorted((a, b) => coordinate[a]! - coordinate[b]! || a - b);
  const turned = order[0]! > order.at(-1)! ? order.toReversed() : order;
  return Int32Array.from(turned, (i) => levels[i]!);
}
