import { AppError, isAppError } from '../../base/app-error.ts';
import { sqlName, sqlText, type Duck } from '../duckdb.ts';
import { chooseTable } from './read-sqlite.ts';
import type { SourceTable } from './row-source.ts';

/** A file that the engine reads by itself. */
export interface EngineSource {
  /** SQL to select from. */
  readonly relation: string;
  readonly tables: readonly SourceTable[];
}

/** A Parquet file as a relation. Throws PARSE_FAILED when its footer cannot be read. */
export async function openParquet(duck: Duck, path: string): Promise<EngineSource> {
  return readable('Parquet', async () => {
    const relation = `read_parquet(${sqlText(path)})`;
    await duck.rows(`DESCRIBE SELECT * FROM ${relation}`);
    return { relation, tables: [] };
  });
}

/**
 * A table of a DuckDB file, attached read-only to an engine that may touch nothing else. Views are not
 * offered. Throws PARSE_FAILED, NOT_FOUND, FILE_EMPTY when it has no table.
 */
export async function openDuckdbFile(
  duck: Duck,
  path: string,
  table: string | undefined,
): Promise<EngineSource> {
  return readable('DuckDB', async () => {
    await duck.run(`ATTACH ${sqlText(path)} AS source_file (READ_ONLY)`);
    const found = await duck.rows(
      `SELECT schema_name, table_name, estimated_size FROM duckdb_tables()
       WHERE database_name = 'source_file' AND NOT internal ORDER BY schema_name <> 'main', schema_name, table_oid`,
    );
    const tables = found.map((row) => ({
      schema: String(row['schema_name']),
      table: String(row['table_name']),
      name:
        row['schema_name'] === 'main'
          ? String(row['table_name'])
          : `${String(row['schema_name'])}.${String(row['table_name'])}`,
      rows: Number(row['estimated_size']),
    }));
    const chosen = chooseTable(
      tables.map((each) => each.name),
      table,
    );
    const { schema, table: name } = tables.find((each) => each.name === chosen)!;
    return {
      relation: `source_file.${sqlName(schema)}.${sqlName(name)}`,
      tables: tables.map((each) => ({ name: each.name, rows: each.rows })),
    };
  });
}

/** Engine errors while a foreign file is read are about its bytes. */
export async function readable<T>(format: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isAppError(error) || !(error instanceof Error)) throw error;
    const reason = error.message.split('\n', 1)[0]!.slice(0, 300);
    throw new AppError('PARSE_FAILED', `The ${format} file cannot be read: ${reason}`, {
      hint: 'It may be cut off, damaged, encrypted or from a newer program; write it again',
    });
  }
}
