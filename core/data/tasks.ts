import { declareTask } from '../jobs/task.ts';
import type { ConvertedSource, SourceInput } from './formats/convert-source.ts';
import type { ColumnRef } from './read-table.ts';

export interface ExportTaskInput {
  readonly parquetPath: string;
  readonly rows: number;
  readonly columns: readonly ColumnRef[];
  readonly format: 'csv' | 'parquet' | 'xlsx' | 'json' | 'jsonl';
  /** The file to write. */
  readonly path: string;
  readonly escapeFormulas: boolean;
}

/** Writes a version to a file. */
export const exportTask = declareTask<ExportTaskInput, { bytes: number }>('data.export');

/** Turns a file that is no delimited text into Parquet. */
export const convertTask = declareTask<SourceInput, ConvertedSource>('data.convert');
