import { AppError } from '../../../base/app-error.ts';
import { subTick } from '../../../base/tick.ts';
import { isCoded, takeTableRows, type NumericColumn, type Table } from '../../../table/table.ts';
import { aleEdges, intervalOf, withEnds, type Asking } from './ale.ts';
import { numberGrid, type Grid } from './grid.ts';

export interface JointEffect {
  readonly grids: readonly [Grid, Grid];
  /** [first][second]: the effect of both beyond the sum of their single effects. */
  readonly surface: readonly Float64Array[];
}

function requireNumbers(table: Table, at: number): NumericColumn {
  const column = table.columns[at]!;
  if (!isCoded(column) && column.type !== 'boolean') return column;
  throw new AppError(
    'UNSUPPORTED',
    `'${column.name}' holds categories: their joint effects are not accumulated.`,
    {
      path: 'columns',
      hint: 'Ask for pdp instead, or for two columns of numbers',
    },
  );
}

/** Cells without rows take the mean of the nearest cells that have some. */
function fillEmpty(sums: Float64Array[], counts: readonly Float64Array[]): void {
  const filled = sums.map((row, k) =>
    row.map((sum, m) => (counts[k]![m]! > 0 ? sum / counts[k]![m]! : Number.NaN)),
  );
  const [K, M] = [filled.length, filled[0]!.length];
  for (let k = 0; k < K; k++) {
    for (let m = 0; m < M; m++) {
      if (!Number.isNaN(filled[k]![m]!)) {
        sums[k]![m] = filled[k]![m]!;
        continue;
      }
      let [best, total, found] = [Infinity, 0, 0];
      for (let a = 0; a < K; a++) {
        for (let b = 0; b < M; b++) {
          const value = filled[a]![b]!;
          if (Number.isNaN(value)) continue;
          // In cells, each axis as one unit long.
          const far = Math.round(1e9 * (((a - k) / K) ** 2 + ((b - m) / M) ** 2));
          if (far < best) [best, total, found] = [far, 0, 0];
          if (far === best) {
            total += value;
            found++;
          }
        }
      }
      sums[k]![m] = found > 0 ? total / found : 0;
    }
  }
}

/** Takes away what each column does alone: the accumulated mean change along it. */
function removeMain(surface: Float64Array[], counts: readonly Float64Array[]): void {
  const [K, M] = [counts.length, counts[0]!.length];
  const first = new Float64Array(K + 1);
  for (let k = 0; k < K; k++) {
    let [sum, total] = [0, 0];
    for (let m = 0; m < M; m++) {
      const change =
        (surface[k + 1]![m]! - surface[k]![m]! + surface[k + 1]![m + 1]! - surface[k]![m + 1]!) / 2;
      sum += counts[k]![m]! * change;
      total += counts[k]![m]!;
    }
    first[k + 1] = first[k]! + (total > 0 ? sum / total : 0);
  }
  const second = new Float64Array(M + 1);
  for (let m = 0; m < M; m++) {
    let [sum, total] = [0, 0];
    for (let k = 0; k < K; k++) {
      const change =
        (surface[k]![m + 1]! - surface[k]![m]! + surface[k + 1]![m + 1]! - surface[k + 1]![m]!) / 2;
      sum += counts[k]![m]! * change;
      total += counts[k]![m]!;
    }
    second[m + 1] = second[m]! + (total > 0 ? sum / total : 0);
  }
  for (let k = 0; k <= K; k++) {
    for (let m = 0; m <= M; m++) surface[k]![m]! -= first[k]! + second[m]!;
  }
}

function centre(surface: Float64Array[], counts: readonly Float64Array[]): void {
  let [sum, total] = [0, 0];
  counts.forEach((row, k) =>
    row.forEach((count, m) => {
      const corners =
        surface[k]![m]! + surface[k]![m + 1]! + surface[k + 1]![m]! + surface[k + 1]![m + 1]!;
      sum += (count * corners) / 4;
      total += count;
    }),
  );
  for (const row of surface) for (let m = 0; m < row.length; m++) row[m]! -= sum / total;
}

/**
 * Second-order accumulated local effects of two columns of numbers (Apley & Zhu 2020): what they do
 * together beyond their single effects. Rows where either is missing are left out. O(rows) scores.
 */
export function jointEffects(
  table: Table,
  [one, two]: readonly [number, number],
  bins: number,
  { score, tick }: Asking,
): JointEffect {
  const [a, b] = [requireNumbers(table, one), requireNumbers(table, two)];
  const [edgesA, edgesB] = [aleEdges(a.values, bins), aleEdges(b.values, bins)];
  if (edgesA.length < 2 || edgesB.length < 2) {
    const name = edgesA.length < 2 ? a.name : b.name;
    throw new AppError(
      'NOT_ENOUGH_DATA',
      `'${name}' has one value in these rows: it has no effect.`,
      {
        path: 'columns',
      },
    );
  }
  const rows = Int32Array.from(a.values.keys()).filter(
    (i) => !Number.isNaN(a.values[i]!) && !Number.isNaN(b.values[i]!),
  );
  const there = takeTableRows(table, rows);
  const k = rows.map((i) => intervalOf(edgesA, a.values[i]!));
  const m = rows.map((i) => intervalOf(edgesB, b.values[i]!));
  const corner = (up: 0 | 1, right: 0 | 1, from: number) => {
    const set = withEnds(
      there,
      one,
      edgesA,
      k.map((at) => at + up),
    );
    const both = withEnds(
      set,
      two,
      edgesB,
      m.map((at) => at + right),
    );
    return score.of(both, subTick(tick, from, from + 0.25));
  };
  const [ll, lr, ul, ur] = [
    corner(0, 0, 0),
    corner(0, 1, 0.25),
    corner(1, 0, 0.5),
    corner(1, 1, 0.75),
  ];
  const shape = () =>
    Array.from({ length: edgesA.length - 1 }, () => new Float64Array(edgesB.length - 1));
  const [sums, counts] = [shape(), shape()];
  rows.forEach((_, i) => {
    sums[k[i]!]![m[i]!]! += ur[i]! - ul[i]! - (lr[i]! - ll[i]!);
    counts[k[i]!]![m[i]!]!++;
  });
  fillEmpty(sums, counts);
  const surface = Array.from(edgesA, () => new Float64Array(edgesB.length));
  for (let i = 1; i < edgesA.length; i++) {
    for (let j = 1; j < edgesB.length; j++) {
      surface[i]![j] =
        sums[i - 1]![j - 1]! + surface[i - 1]![j]! + surface[i]![j - 1]! - surface[i - 1]![j - 1]!;
    }
  }
  removeMain(surface, counts);
  centre(surface, counts);
  return { grids: [numberGrid(a, edgesA), numberGrid(b, edgesB)], surface };
}
