import type { SourceCell } from '../formats/row-source.ts';

/** Object ids of PostgreSQL's built-in types, from its pg_type.dat. */
const integers: ReadonlySet<number> = new Set([20, 21, 23, 26]);
const numbers: ReadonlySet<number> = new Set([700, 701, 1700]);
const times: ReadonlySet<number> = new Set([1082, 1114, 1184]);
const nested: ReadonlySet<number> = new Set([114, 3802, 142]);
const boolean = 16;
const bytea = 17;
const numeric = 1700;

/** What a person should know of a column of that type, or null. */
export function typeNote(oid: number): { readonly kind: string; readonly what: string } | null {
  if (oid === numeric) {
    return { kind: 'decimal_rounded', what: 'decimals; those of more than 15 digits are rounded' };
  }
  if (oid === bytea)
    return { kind: 'binary_as_text', what: 'binary values, kept as hexadecimal text' };
  if (nested.has(oid)) return { kind: 'nested_as_text', what: 'documents, kept as text' };
  return null;
}

/**
 * The value of a text as the server writes it, with dates as ISO and times in UTC. Infinite dates and
 * those before the year 1 are missing.
 */
export function postgresCell(text: string | null, oid: number): SourceCell {
  if (text === null) return null;
  if (integers.has(oid)) return text.length < 16 ? Number(text) : BigInt(text);
  if (oid === numeric && /^-?\d{16,}$/.test(text)) return BigInt(text);
  if (numbers.has(oid)) return Number(text);
  if (oid === boolean) return text === 't';
  if (oid === bytea) return text.replace(/^\\x/, '');
  if (times.has(oid)) return timeCell(text);
  return text;
}

function timeCell(text: string): Date | null {
  const parts = /^(\d{4,6})-(\d\d-\d\d)(?: (\d\d:\d\d:\d\d(?:\.\d+)?))?(?:\+00)?$/.exec(text);
  if (!parts) return null;
  const [, year = '', day, time = '00:00:00'] = parts;
  const signed = year.length === 4 ? year : `+${year.padStart(6, '0')}`;
  return new Date(`${signed}-${day}T${time}Z`);
}
