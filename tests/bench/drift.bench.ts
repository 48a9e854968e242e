import { createRng } from '../../core/base/rng.ts';
import { compareColumn } from '../../core/monitoring/drift.ts';
import type { Column } from '../../core/table/table.ts';

const ROWS = 1_000_000;
const COLUMNS = 50;

/** Every fifth column of each sort: normal, heavy-tailed, few decimals, integer, category. */
function makeColumn(index: number, seed: number, shift: number): Column {
  const rng = createRng(seed * 1000 + index);
  const name = `c${index}`;
  if (index % 5 === 4) {
    const codes = Int32Array.from({ length: ROWS }, () => rng.integer(12 + index));
    return {
      name,
      type: 'category',
      codes,
      dictionary: Array.from({ length: 62 }, (_, i) => `v${i}`),
    };
  }
  const draw = [
    () => rng.normal() + shift,
    () => Math.exp(3 * rng.normal() + shift),
    () => Math.round(1000 * rng.next()) / 10,
    () => rng.integer(5000),
  ][index % 5]!;
  const values = new Float64Array(ROWS);
  for (let i = 0; i < ROWS; i++) values[i] = rng.next() < 0.01 ? Number.NaN : draw();
  return { name, type: index % 5 === 3 ? 'integer' : 'number', values };
}

/** Time of a drift report on two versions of 1,000,000 × 50 in memory, by sort of column. One thread. */
function run(): void {
  const kinds = ['normal', 'heavy-tailed', 'decimal', 'integer', 'category'];
  const spent = kinds.map(() => 0);
  for (let index = 0; index < COLUMNS; index++) {
    const reference = makeColumn(index, 1, 0);
    const current = makeColumn(index, 2, 0.1);
    const start = performance.now();
    compareColumn(reference, current, { test: 'auto', threshold: null });
    spent[index % 5]! += performance.now() - start;
  }
  // oxlint-disable-next-line no-console -- what the benchmark is for
  console.table(
    kinds.map((kind, i) => ({ kind, columns: COLUMNS / 5, ms: Math.round(spent[i]!) })),
  );
  // oxlint-disable-next-line no-console -- what the benchmark is for
  console.log(`total ${Math.round(spent.reduce((sum, ms) => sum + ms, 0))} ms`);
}

run();
