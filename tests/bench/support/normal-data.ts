import { createRng } from '../../../core/base/rng.ts';
import type { BenchData } from './bench-data.ts';

/** Standard normal columns and two classes, told apart by a curve through the first three, with noise. */
export function makeNormals(
  rows: number,
  testRows: number,
  { columns, seed = 1 }: { columns: number; seed?: number },
): BenchData {
  const rng = createRng(seed);
  const total = rows + testRows;
  const data = Array.from({ length: columns }, () =>
    Float64Array.from({ length: total }, () => rng.normal()),
  );
  const [a, b, c] = data;
  const y = Float64Array.from({ length: total }, (_, i) =>
    a![i]! * b![i]! + c![i]! + 0.5 * rng.normal() > 0 ? 1 : 0,
  );
  return { task: 'classification', classes: 2, rows, testRows, columns: data, y };
}
