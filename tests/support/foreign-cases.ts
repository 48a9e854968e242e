import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Table } from '../../core/table/table.ts';

export interface GoldenColumn {
  name: string;
  type: 'number' | 'integer' | 'category';
  values: (number | string | null)[];
}

/** A model that another library trained, and what it says of the rows of a table. */
export interface ForeignCase {
  name: string;
  text?: string;
  base64?: string;
  table: string;
  task: string;
  target: string;
  classes: string[] | null;
  /** [row], or [row][class]. */
  predictions: number[] | number[][];
  /** [row][feature, then base value], of the margin of the last class. */
  shap: number[][] | null;
}

function read(name: string): unknown {
  return JSON.parse(
    readFileSync(join(import.meta.dirname, '../golden/registry', `foreign-${name}.json`), 'utf8'),
  );
}

export const { tables: foreignTables, tolerance } = read('tables') as {
  tables: Record<string, GoldenColumn[]>;
  tolerance: number;
};

export const foreignCases = ['lightgbm', 'xgboost', 'onnx'].flatMap(
  (library) => (read(library) as { cases: ForeignCase[] }).cases,
);

export function foreignCase(name: string): ForeignCase {
  const found = foreignCases.find((one) => one.name === name);
  if (!found) throw new Error(`No case ${name}`);
  return found;
}

/** The bytes of the model file. */
export function foreignBytes({ text, base64 }: ForeignCase): Uint8Array {
  return text === undefined
    ? new Uint8Array(Buffer.from(base64!, 'base64'))
    : new TextEncoder().encode(text);
}

export function foreignTable({ table }: ForeignCase): Table {
  const columns = foreignTables[table]!;
  return {
    rows: columns[0]!.values.length,
    columns: columns.map(({ name, type, values }) => {
      if (type !== 'category') {
        const numbers = values.map((value) => (value === null ? Number.NaN : Number(value)));
        return { name, type, values: Float64Array.from(numbers) };
      }
      const dictionary = [...new Set(values.filter((value) => value !== null).map(String))];
      const code = (value: number | string | null): number =>
        value === null ? -1 : dictionary.indexOf(String(value));
      return { name, type, codes: Int32Array.from(values, code), dictionary };
    }),
  };
}
