import type { Cell } from '../../../core/contract/common.ts';
import type { OutputOf } from '../../../core/contract/contract.ts';

export type PredictField = OutputOf<'serving.schema'>['fields'][number];
export type Row = Readonly<Record<string, Cell>>;

/** The most ordinary row: median or most frequent value of every field. */
export function typicalRow(fields: readonly PredictField[]): Row {
  return Object.fromEntries(fields.map((field) => [field.name, field.typical]));
}

/** A row of the data cut to the fields of the model; what the data lacks is missing. */
export function rowFromData(
  fields: readonly PredictField[],
  columns: readonly string[],
  cells: readonly Cell[],
): Row {
  return Object.fromEntries(
    fields.map((field) => {
      const at = columns.indexOf(field.name);
      return [field.name, at < 0 ? null : (cells[at] ?? null)];
    }),
  );
}

/** A word on a value training never saw; null when it did. */
export function unusual(field: PredictField, value: Cell): string | null {
  if (value === null) return null;
  if (typeof value === 'number') {
    if (field.min !== null && value < field.min) return 'Below what training saw';
    if (field.max !== null && value > field.max) return 'Above what training saw';
    return null;
  }
  if (field.categories && !field.categories.includes(String(value))) return 'Not seen in training';
  return null;
}
