import type { CodedColumn, NumericColumn } from '../../../../core/table/table.ts';

export function numeric(
  name: string,
  values: readonly (number | null)[],
  type: NumericColumn['type'] = 'number',
): NumericColumn {
  return { name, type, values: Float64Array.from(values, (value) => value ?? Number.NaN) };
}

export function coded(
  name: string,
  labels: readonly (string | null)[],
  type: CodedColumn['type'] = 'category',
): CodedColumn {
  const dictionary = [...new Set(labels.filter((label) => label !== null))];
  const codes = Int32Array.from(labels, (l) => (l === null ? -1 : dictionary.indexOf(l)));
  return { name, type, codes, dictionary };
}

export function range(rows: number): number[] {
  return Array.from({ length: rows }, (_, i) => i);
}
