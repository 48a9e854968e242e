import { readTable } from '../data/read-table.ts';
import type { ColumnRef } from '../data/read-table.ts';
import { alignTable } from '../models/align-table.ts';
import type { FittedPipeline } from '../models/pipeline.ts';
import { isCodedType } from '../table/table.ts';
import type { Column, Table } from '../table/table.ts';

/** A model and a version as files, for tasks on worker threads. */
export interface ModelOnVersion {
  readonly jsonPath: string;
  readonly binaryPath: string;
  readonly parquetPath: string;
  /** Columns of the version. */
  readonly columns: readonly ColumnRef[];
}

function emptyColumn({ name, type }: ColumnRef): Column {
  return isCodedType(type)
    ? { name, type, codes: new Int32Array(0), dictionary: [] }
    : { name, type, values: new Float64Array(0) };
}

/**
 * The columns of a version that `wanted` asks for, after checking that all that the model reads are
 * among them: SCHEMA_MISMATCH names those that are missing.
 */
export async function readModelRows(
  pipeline: FittedPipeline,
  source: Pick<ModelOnVersion, 'parquetPath' | 'columns'>,
  options: {
    readonly wanted: (column: ColumnRef) => boolean;
    readonly limit?: number;
    readonly offset?: number;
    /** Only these rows, ascending. */
    readonly only?: readonly number[] | undefined;
  },
): Promise<Table> {
  alignTable(pipeline, { rows: 0, columns: source.columns.map(emptyColumn) });
  const columns = source.columns.filter(options.wanted);
  const { limit, offset, only } = options;
  return readTable(source.parquetPath, columns, {
    ...(limit === undefined ? {} : { limit }),
    ...(offset === undefined ? {} : { offset }),
    only,
  });
}
