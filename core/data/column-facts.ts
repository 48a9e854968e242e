import type { Duck, DuckRow } from './duckdb.ts';

/** The engine plans a query in time that grows with the square of its expressions: more go in groups. */
export const mostTogether = 128;

/** The items in groups of at most that many. */
export function inGroups<T>(items: readonly T[]): T[][] {
  const groups: T[][] = [];
  for (let at = 0; at < items.length; at += mostTogether) {
    groups.push(items.slice(at, at + mostTogether));
  }
  return groups;
}

/** One row of facts about columns, asked for in groups. */
export async function askFacts(
  duck: Duck,
  from: string,
  made: { readonly columns: readonly number[]; readonly select: (column: number) => string[] },
): Promise<DuckRow> {
  const facts: DuckRow = {};
  for (const group of inGroups(made.columns)) {
    const [row] = await duck.rows(`SELECT ${group.flatMap(made.select).join(',\n')} FROM ${from}`);
    Object.assign(facts, row);
  }
  return facts;
}
