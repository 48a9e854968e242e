import type { CodedColumn, Column, NumericColumn } from '../table/table.ts';
import { cellText, findColumn, isCoded, type Table } from '../table/table.ts';
import { AppError } from '../base/app-error.ts';

/** The column as text values with a dictionary in order of first appearance. O(rows). */
export function asCoded(column: Column, type: CodedColumn['type'] = 'category'): CodedColumn {
  if (isCoded(column)) return column.type === type ? column : { ...column, type };
  const codes = new Int32Array(column.values.length);
  const dictionary: string[] = [];
  const codeOf = new Map<number, number>();
  for (let row = 0; row < codes.length; row++) {
    const value = column.values[row]!;
    if (Number.isNaN(value)) {
      codes[row] = -1;
      continue;
    }
    let code = codeOf.get(value);
    if (code === undefined) {
      code = dictionary.length;
      dictionary.push(cellText(column, row)!);
      codeOf.set(value, code);
    }
    codes[row] = code;
  }
  return { name: column.name, type, codes, dictionary };
}

/** Occurrences of each dictionary entry. O(rows). */
export function countCodes(column: CodedColumn): Int32Array {
  const counts = new Int32Array(column.dictionary.length);
  for (const code of column.codes) if (code >= 0) counts[code]!++;
  return counts;
}

/** The column of that name; SCHEMA_MISMATCH tells which ones there are. */
export function requireColumn(table: Table, name: string): Column {
  const column = findColumn(table, name);
  if (column) return column;
  throw new AppError('SCHEMA_MISMATCH', `There is no column '${name}'.`, {
    hint: `Columns: ${listNames(table.columns.map((c) => c.name))}`,
  });
}

/** The numeric column of that name; SCHEMA_MISMATCH when it holds text. */
export function requireNumeric(table: Table, name: string): NumericColumn {
  const column = requireColumn(table, name);
  if (!isCoded(column)) return column;
  throw new AppError('SCHEMA_MISMATCH', `Column '${name}' holds ${column.type} values.`, {
    hint: 'Encode it first, or choose a numeric column.',
  });
}

/** Names as a list for messages, at most 40 of them. */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, 40).join(', ');
  return names.length > 40 ? `${shown} and ${names.length - 40} more` : shown;
}
