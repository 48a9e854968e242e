import type { Rng } from '../../../base/rng.ts';
import { takeRows, type Table } from '../../../table/table.ts';
import type { Predicate } from './predicates.ts';

/** What rows are drawn from: the training rows, and the explained row as the last of the table. */
export interface DrawSpace {
  readonly joined: Table;
  /** Training rows. */
  readonly rows: number;
  readonly predicates: readonly Predicate[];
  readonly rng: Rng;
}

/** Draws rows that meet conditions, given by their numbers. */
export type DrawRows = (
  rules: readonly { readonly parts: readonly number[] }[],
  each: number,
) => Table;

/** Conditions of a rule on one column: which training rows meet them, and these in order. */
interface Pool {
  readonly meets: Uint8Array;
  readonly rows: Int32Array;
}

function poolOf({ predicates, rows }: DrawSpace, parts: readonly number[]): Pool {
  const meets = Uint8Array.from({ length: rows }, (_, i) =>
    parts.every((part) => predicates[part]!.rows[i] === 1) ? 1 : 0,
  );
  return { meets, rows: Int32Array.from({ length: rows }, (_, i) => i).filter((i) => meets[i]!) };
}

/** Conditions by the column they are on. */
function partsByColumn({ predicates }: DrawSpace, parts: readonly number[]): Map<number, number[]> {
  const columns = new Map<number, number[]>();
  for (const part of parts) {
    const { at } = predicates[part]!;
    columns.set(at, [...(columns.get(at) ?? []), part]);
  }
  return columns;
}

/**
 * A way to draw `each` rows for each of several rules, one rule after the other: random training rows;
 * where one does not meet a column's conditions, that cell is taken from a random training row that
 * does, or from the explained row where none does. O(rows × columns); what meets conditions is kept
 * for the next draw.
 */
export function rowDrawer(space: DrawSpace): DrawRows {
  const { joined, rows, rng } = space;
  const pools = new Map<string, Pool>();
  const pooled = (parts: readonly number[]): Pool => {
    const key = parts.join();
    const pool = pools.get(key) ?? poolOf(space, parts);
    pools.set(key, pool);
    return pool;
  };
  return (rules, each) => {
    const base = Int32Array.from({ length: rules.length * each }, () => rng.integer(rows));
    const taken = new Map<number, Int32Array>();
    rules.forEach(({ parts }, r) => {
      for (const [at, on] of partsByColumn(space, parts)) {
        const pool = pooled(on);
        const cells = taken.get(at) ?? base.slice();
        taken.set(at, cells);
        for (let n = r * each; n < (r + 1) * each; n++) {
          if (pool.meets[base[n]!] === 1) continue;
          cells[n] = pool.rows.length > 0 ? pool.rows[rng.integer(pool.rows.length)]! : rows;
        }
      }
    });
    const columns = joined.columns.map((column, j) => takeRows(column, taken.get(j) ?? base));
    return { rows: base.length, columns };
  };
}
