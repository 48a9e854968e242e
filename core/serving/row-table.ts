import { AppError } from '../base/app-error.ts';
import type { Cell, Warning } from '../contract/common.ts';
import type { FittedPipeline } from '../models/pipeline.ts';
import type { Table } from '../table/table.ts';
import { parseCell } from './parse-cell.ts';

/**
 * A row of JSON as a table of one row, in the types that training saw. SCHEMA_MISMATCH names the
 * columns that were not given; INVALID_INPUT (path `row.<name>`) a cell that is no value of its type.
 */
export function rowTable(
  pipeline: Pick<FittedPipeline, 'features'>,
  row: Readonly<Record<string, Cell>>,
): Table {
  const absent = pipeline.features.filter(({ name }) => !Object.hasOwn(row, name));
  if (absent.length > 0) {
    const names = absent.map(({ name }) => name).join(', ');
    throw new AppError('SCHEMA_MISMATCH', `The row lacks what the model reads: ${names}.`, {
      path: 'row',
      hint: 'Give every column; null stands for a value that is unknown',
    });
  }
  return {
    rows: 1,
    columns: pipeline.features.map((feature) => parseCell(feature, row[feature.name]!)),
  };
}

/** Says of columns of the row that the model does not read. */
export function unknownColumns(pipeline: Pick<FittedPipeline, 'features'>, row: object): Warning[] {
  const known = new Set(pipeline.features.map((feature) => feature.name));
  return Object.keys(row)
    .filter((name) => !known.has(name))
    .map((name) => ({
      kind: 'unknown_column',
      column: name,
      message: `The model does not read '${name}'; it was left out.`,
    }));
}
