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

/** Six significant digits read well; `outward` keeps what was enclosed inside. */
function roundOutward(value: number, outward: 'down' | 'up'): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  const step = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 5);
  const steps = value / step;
  return Number(
    ((outward === 'down' ? Math.floor(steps) : Math.ceil(steps)) * step).toPrecision(7),
  );
}

const second = 1000;

/**
 * A range of an axis as a condition: whole numbers for integers, whole seconds for dates, six
 * significant digits for numbers. The condition is what selects, so that it says exactly what is
 * selected.
 */
export function betweenTerm(column: VersionColumn, low: number, high: number): Term {
  const at = { kind: 'between', column } as const;
  if (column.type === 'integer') return { ...at, low: Math.ceil(low), high: Math.floor(high) };
  if (column.type === 'datetime')
    return {
      ...at,
      low: Math.floor(low / second) * second,
      high: Math.ceil(high / second) * second,
    };
  return { ...at, low: roundOutward(low, 'down'), high: roundOutward(high, 'up') };
}

function bound(type: ColumnType, value: number): string {
  return type === 'datetime'
    ? `"${new Date(value).toISOString().replace('.000Z', 'Z')}"`
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
