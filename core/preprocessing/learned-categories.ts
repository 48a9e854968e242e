import type { CodedColumn } from '../table/table.ts';
import { countCodes } from './coded.ts';

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Categories of a column that occur, by label. */
export function occurringCategories(column: CodedColumn): string[] {
  const counts = countCodes(column);
  return column.dictionary.filter((_, code) => counts[code]! > 0).toSorted(compare);
}

/** As occurringCategories, in two parts: those to tell apart, and the rarest when there are more than `most`. */
export function splitRare(
  column: CodedColumn,
  most: number,
): { kept: readonly string[]; rare: readonly string[] } {
  const counts = countCodes(column);
  const seen = column.dictionary
    .map((label, code) => ({ label, count: counts[code]! }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count || compare(a.label, b.label))
    .map(({ label }) => label);
  const count = seen.length > most ? most - 1 : seen.length;
  return { kept: seen.slice(0, count).toSorted(compare), rare: seen.slice(count) };
}

/** For each row the slot of its category, `missing` where it has none, `unseen` where training had not seen it. */
export function slotsOf(
  column: CodedColumn,
  slotOf: ReadonlyMap<string, number>,
  { missing, unseen }: { readonly missing: number; readonly unseen: number },
): Int32Array {
  const slots = Int32Array.from(column.dictionary, (label) => slotOf.get(label) ?? unseen);
  return column.codes.map((code) => (code < 0 ? missing : slots[code]!));
}
