import { isoTime } from '../../data/cells.ts';
import { isCoded, type Column } from '../../table/table.ts';

/** A column's name as filters take it. */
function nameText(name: string): string {
  const plain = /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name);
  const word = /^(and|or|not|in|is|between|contains|true|false|missing|starts|ends)$/i.test(name);
  return plain && !word ? name : `\`${name.replaceAll('`', '``')}\``;
}

function valueText(column: Column, value: number): string {
  if (isCoded(column)) {
    const label = column.dictionary[value]!;
    return `"${label.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  }
  if (column.type === 'boolean') return value === 1 ? 'true' : 'false';
  if (column.type === 'datetime') return `"${isoTime(value)}"`;
  return String(value);
}

/** Conditions on one cell as filters take them; numbers are as `cellNumber` gives them. */
export const condition = {
  atMost: (column: Column, value: number): string =>
    `${nameText(column.name)} <= ${valueText(column, value)}`,
  above: (column: Column, value: number): string =>
    `${nameText(column.name)} > ${valueText(column, value)}`,
  between: (column: Column, low: number, high: number): string =>
    `${nameText(column.name)} > ${valueText(column, low)} and ${nameText(column.name)} <= ${valueText(column, high)}`,
  equals: (column: Column, value: number): string =>
    `${nameText(column.name)} = ${valueText(column, value)}`,
  among: (column: Column, values: readonly number[]): string =>
    `${nameText(column.name)} in (${values.map((value) => valueText(column, value)).join(', ')})`,
  missing: (column: Column): string => `${nameText(column.name)} is missing`,
};
