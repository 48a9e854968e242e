import { declareTask } from '../jobs/task.ts';
import type { ColumnRef } from './read-table.ts';

export interface ExportTaskInput {
  readonly parquetPath: string;
  readonly rows: number;
  readonly columns: readonly ColumnRef[];
  readonly format: 'csv' | 'json' | 'parquet';
  /** The file to write. */
  readonly path: string;
  readonly escapeFormulas: boolean;
}

/** Writes a version to a file. */
export const exportTask = declareTask<ExportTaskInput, { bytes: number }>('data.export');
