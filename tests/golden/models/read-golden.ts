import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Matrix } from '../../../core/table/matrix.ts';

export function readGolden(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, `${name}.json`), 'utf8'));
}

/** A matrix of [column][row]; null is missing. */
export function toMatrix(columns: readonly (readonly (number | null)[])[]): Matrix {
  return {
    rows: columns[0]!.length,
    names: columns.map((_, j) => `x${j}`),
    columns: columns.map((column) => Float64Array.from(column, (value) => value ?? Number.NaN)),
  };
}

/** The largest difference, as a share of the largest expected magnitude. */
export function relativeError(actual: ArrayLike<number>, expected: readonly number[]): number {
  const scale = Math.max(...expected.map(Math.abs), 1e-12);
  return Math.max(...expected.map((value, i) => Math.abs(actual[i]! - value))) / scale;
}
