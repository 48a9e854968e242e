import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Matrix } from '../../core/table/matrix.ts';

/** A file of datasets/ with numbers only, its last column the target; class labels sorted become 0, 1, ... */
export interface BundledDataset {
  readonly x: Matrix;
  readonly y: Float64Array;
  /** 0 when the target is a number. */
  readonly classes: number;
}

export function readBundled(name: string): BundledDataset {
  const file = join(import.meta.dirname, '../../datasets', `${name}.csv`);
  const [header, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  const names = header!.split(',').slice(0, -1);
  const rows = lines.map((line) => line.split(','));
  const columns = names.map((_, j) => Float64Array.from(rows, (row) => Number(row[j])));
  const targets = rows.map((row) => row.at(-1)!);
  const numeric = targets.every((target) => Number.isFinite(Number(target)));
  const labels = [...new Set(targets)].toSorted();
  return {
    x: { rows: rows.length, names, columns },
    y: Float64Array.from(targets, (t) => (numeric ? Number(t) : labels.indexOf(t))),
    classes: numeric ? 0 : labels.length,
  };
}

/** Columns less their mean, divided by their (population) standard deviation. */
export function standardise(x: Matrix): Matrix {
  const columns = x.columns.map((column) => {
    const mean = column.reduce((sum, value) => sum + value, 0) / x.rows;
    const squares = column.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return column.map((value) => (value - mean) / Math.sqrt(squares / x.rows));
  });
  return { ...x, columns };
}

/** Columns as whole numbers from 0 to bins − 1, in equal steps of their range. */
export function discretise(x: Matrix, bins: number): Matrix {
  const columns = x.columns.map((column) => {
    const low = Math.min(...column);
    const width = Math.max(...column) - low;
    return column.map((value) => Math.min(Math.floor(((value - low) / width) * bins), bins - 1));
  });
  return { ...x, columns, categories: columns.map(() => bins) };
}

/** Rows to learn from: all but every third. */
export function trainingRows(rows: number): Int32Array {
  return Int32Array.from({ length: rows }, (_, i) => i).filter((i) => i % 3 !== 0);
}

/** Every third row: predicted. */
export function testRows(rows: number): Int32Array {
  return Int32Array.from({ length: rows }, (_, i) => i).filter((i) => i % 3 === 0);
}

/** Weights of rows in golden cases: 0.5, 1.5, 2.5, 3.5 and again. */
export function cyclicWeights(rows: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => 0.5 + (i % 4));
}
