import { requireNumeric } from '../preprocessing/coded.ts';
import type { Matrix } from '../table/matrix.ts';
import type { Table } from '../table/table.ts';
import type { FittedPipeline } from './pipeline.ts';

/** The named columns of an encoded table as the matrix that estimators see. Shares the values. */
export function toMatrix(table: Table, encoded: FittedPipeline['encoded']): Matrix {
  const { names, categories } = encoded;
  const columns = names.map((name) => requireNumeric(table, name).values);
  return { rows: table.rows, names, columns, ...(categories ? { categories } : {}) };
}
