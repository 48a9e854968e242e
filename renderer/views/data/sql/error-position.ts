import type { Failure } from '../../../../core/contract/failure.ts';

export interface TextRange {
  readonly from: number;
  readonly to: number;
}

const named = [
  /at or near "([^"]+)"/,
  /column "([^"]+)"/i,
  /table with name "?([^"]+?)"? does not/i,
  /function with name "?([^"\s]+?)"? does not/i,
  /name "?([^"\s]+?)"? does not/i,
];

function lineRange(sql: string, line: number): TextRange {
  let from = 0;
  for (let n = 1; n < line; n++) {
    const end = sql.indexOf('\n', from);
    if (end < 0) break;
    from = end + 1;
  }
  const end = sql.indexOf('\n', from);
  return { from, to: end < 0 ? sql.length : end };
}

function find(sql: string, word: string, within: TextRange): TextRange | null {
  const text = sql.slice(within.from, within.to).toLowerCase();
  const wanted = word.toLowerCase();
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const beside = `${text[at - 1] ?? ' '}${text[at + wanted.length] ?? ' '}`;
    // A name inside a longer one is another name.
    if (/^\w/.test(wanted) && /\w/.test(beside)) continue;
    return { from: within.from + at, to: within.from + at + wanted.length };
  }
  return null;
}

/**
 * The part of a query that an error is about, told from the line and the name that the engine
 * gives; the whole line where the name is not in it. Null when neither is told.
 */
export function errorPosition(sql: string, failure: Failure): TextRange | null {
  const words = `${failure.message}\n${failure.hint ?? ''}`;
  const line = /\bLINE (\d+):/.exec(words)?.[1];
  const whole = { from: 0, to: sql.length };
  const place = line === undefined ? whole : lineRange(sql, Number(line));
  for (const pattern of named) {
    const word = pattern.exec(failure.message)?.[1];
    const found = word === undefined ? null : (find(sql, word, place) ?? find(sql, word, whole));
    if (found) return found;
  }
  if (/end of input/.test(failure.message)) return { from: sql.trimEnd().length, to: sql.length };
  return line === undefined || place.from === place.to ? null : place;
}

/** Where a position is, as people count: from 1. */
export function lineAndColumn(sql: string, at: number): { line: number; column: number } {
  const before = sql.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** The failure without what the mark in the editor tells better. */
export function queryFailure({ code, message, hint }: Failure): Failure {
  const rest = hint?.replace(/\s*LINE \d+:[\s\S]*$/, '').trim();
  return { code, message, ...(rest ? { hint: rest } : {}) };
}
