import type { RuleColumn } from './define-expectation.ts';
import { columnSql } from './value-sql.ts';
import type { VersionRows } from './version-rows.ts';

/** Longer texts have no pattern that people would read. */
const longestPattern = 60;

/** Every upper letter becomes A, every lower one a, every digit 9. */
function maskSql(value: string, runs: boolean): string {
  const plus = runs ? '+' : '';
  return ['[A-Z]', '[a-z]', '[0-9]'].reduce((sql, set, at) => {
    const mark = ['A', 'a', '9'][at]!;
    return `regexp_replace(${sql}, '${set}${plus}', '${mark}', 'g')`;
  }, value);
}

/**
 * A pattern that all texts of the column share: the same kinds of characters at the same places, or
 * in runs of any length. Null when they share none, or when it would say nothing.
 */
export async function suggestPattern(
  rows: VersionRows,
  column: RuleColumn,
): Promise<string | null> {
  const name = columnSql(column);
  for (const runs of [false, true]) {
    const found = await rows.duck.rows(
      `SELECT DISTINCT ${maskSql(name, runs)} AS mask FROM ${rows.from} WHERE ${name} IS NOT NULL LIMIT 2`,
    );
    const mask = found.length === 1 ? String(found[0]!['mask']) : '';
    if (mask.length === 0 || mask.length > longestPattern) continue;
    // letters alone, or words with blanks, are no pattern
    if (/^[Aa\s]*$/.test(mask)) return null;
    return `^${maskToRegex(mask, runs)}$`;
  }
  return null;
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
