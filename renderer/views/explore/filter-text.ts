import type { ColumnType } from '../../../core/contract/common.ts';
import type { VersionColumn } from '../../../core/contract/data.ts';

/** One condition on one column; those of a selection hold together. */
export type Term =
  | {
      readonly kind: 'between';
      readonly column: VersionColumn;
      readonly low: number;
      readonly high: number;
    }
  | {
      readonly kind: 'in';
      readonly column: VersionColumn;
      readonly values: readonly string[];
      /** All values but these. */
      readonly not?: boolean;
    };

const keywords = /^(and|or|not|in|between|contains|starts|ends|with|is|missing|null|true|false)$/i;

/** A column as filters name it: bare where that is safe, else in backticks. */
export function quoteName(name: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !keywords.test(name)) return name;
  return `\`${name.replaceAll('`', '``')}\``;
}

export function quoteText(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** The step to which the ends of a range are rounded: a thousandth of its width or so. */
function stepOf(low: number, high: number): number {
  const width = high - low || Math.abs(high) || 1;
  return 10 ** (Math.floor(Math.log10(width)) - 2);
}

/** Rounds down or up to a step, but never past the value where doubles are too coarse for it. */
function outward(value: number, step: number, side: 'down' | 'up'): number {
  const steps = value / step;
  if (!(step > 0) || !Number.isFinite(step) || Math.abs(steps) > 1e14) return value;
  const whole = side === 'down' ? Math.floor(steps) : Math.ceil(steps);
  const rounded = Number((whole * step).toPrecision(15));
  return side === 'down' ? Math.min(rounded, value) : Math.max(rounded, value);
}

const timeSteps = [86_400_000, 3_600_000, 60_000, 1000] as const;

/** Whole days in a range of months, whole hours in one of days. */
function timeStepOf(width: number): number {
  return timeSteps.find((step) => width >= 30 * step) ?? 1000;
}

/**
 * A range of an axis as a condition: whole numbers for integers, days down to seconds for dates, a
 * thousandth of its width for numbers. The condition is what selects, so that it says exactly what is selected.
 */
export function betweenTerm(column: VersionColumn, low: number, high: number): Term {
  const at = { kind: 'between', column } as const;
  if (column.type === 'integer') return { ...at, low: Math.ceil(low), high: Math.floor(high) };
  const step = column.type === 'datetime' ? timeStepOf(high - low) : stepOf(low, high);
  return { ...at, low: outward(low, step, 'down'), high: outward(high, step, 'up') };
}

function bound(type: ColumnType, value: number): string {
  return type === 'datetime'
    ? `"${new Date(value).toISOString().replace('.000Z', 'Z').replace('T00:00:00Z', '')}"`
    : String(value);
}

function termText(term: Term): string {
  const name = quoteName(term.column.name);
  if (term.kind === 'between') {
    const { type } = term.column;
    return `${name} between ${bound(type, term.low)} and ${bound(type, term.high)}`;
  }
  const literal = (value: string): string =>
    term.column.type === 'boolean' ? value : quoteText(value);
  if (term.values.length === 1)
    return `${name} ${term.not ? '!=' : '='} ${literal(term.values[0]!)}`;
  return `${name} ${term.not ? 'not in' : 'in'} (${term.values.map(literal).join(', ')})`;
}

/** The terms as one filter expression. */
export function filterText(terms: readonly Term[]): string {
  return terms.map(termText).join(' and ');
}
