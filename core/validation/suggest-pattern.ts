import type { RuleColumn } from './define-expectation.ts';
import { columnSql } from './value-sql.ts';
import type { VersionRows } from './version-rows.ts';

/** Longer texts have no pattern that people would read. */
const longestPattern = 60;

/** Texts that a pattern is found from, spread over the rows; whether all keep it is checked later. */
const sampleSize = 1000;

/** Every upper letter as A, every lower one as a, every digit as 9. */
function maskOf(text: string): string {
  return text.replace(/[A-Z]/g, 'A').replace(/[a-z]/g, 'a').replace(/[0-9]/g, '9');
}

/**
 * A pattern that a sample of the column's texts share: the same kinds of characters at the same
 * places, or in runs of any length. Null when they share none, or when it would say nothing.
 */
export async function suggestPattern(
  rows: VersionRows,
  column: RuleColumn,
  count: number,
): Promise<string | null> {
  const name = columnSql(column);
  const step = Math.max(1, Math.floor(count / sampleSize));
  const found = await rows.duck.rows(
    `SELECT ${name} AS value FROM ${rows.from}
     WHERE ${name} IS NOT NULL AND ${rows.rowNumber} % ${step} = 0 LIMIT ${2 * sampleSize}`,
  );
  const masks = new Set(found.map((row) => maskOf(String(row['value']))));
  const runs = masks.size > 1;
  const shapes = runs
    ? new Set([...masks].map((mask) => mask.replace(/A+|a+|9+/g, (run) => run[0]!)))
    : masks;
  const [shape] = shapes;
  if (shapes.size !== 1 || shape === undefined) return null;
  if (shape.length === 0 || shape.length > longestPattern) return null;
  // letters alone, or words with blanks, are no pattern
  return /^[Aa\s]*$/.test(shape) ? null : `^${maskToRegex(shape, runs)}$`;
}

const sets: Readonly<Record<string, string>> = { A: '[A-Z]', a: '[a-z]', '9': '[0-9]' };

function maskToRegex(mask: string, runs: boolean): string {
  return mask.replace(/A+|a+|9+|[^Aa9]/gsu, (part) => {
    const set = sets[part[0]!];
    if (set === undefined) return part.replace(/[\\^$.|?*+()[\]{}]/, '\\$&');
    if (runs) return `${set}+`;
    return part.length === 1 ? set : `${set}{${part.length}}`;
  });
}
