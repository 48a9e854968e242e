import { openDuckdb, sqlName, sqlText } from '../../core/data/duckdb.ts';
import type { ColumnType } from '../../core/contract/common.ts';

export interface ParquetColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** In row order; datetimes as ISO text, missing as null. */
  readonly values: readonly (string | number | boolean | null)[];
}

const engineTypes: Readonly<Record<ColumnType, string>> = {
  number: 'DOUBLE',
  integer: 'BIGINT',
  boolean: 'BOOLEAN',
  datetime: 'TIMESTAMP',
  category: 'VARCHAR',
  text: 'VARCHAR',
};

/** Writes columns as a version's Parquet file, with the types a version has. */
export async function writeParquet(
  folder: string,
  path: string,
  columns: readonly ParquetColumn[],
): Promise<void> {
  using duck = await openDuckdb({ folders: [folder] });
  const types = columns.map(({ name, type }) => `${sqlName(name)} ${engineTypes[type]}`);
  await duck.run(`CREATE TABLE t (${types.join(', ')})`);
  const rows = columns[0]?.values.length ?? 0;
  for (let row = 0; row < rows; row++) {
    const places = columns.map(
      ({ type }, at) => `CAST($${at + 1}::VARCHAR AS ${engineTypes[type]})`,
    );
    const values = columns.map(({ values }) => {
      const value = values[row] ?? null;
      return value === null ? null : String(value);
    });
    await duck.run(`INSERT INTO t VALUES (${places.join(', ')})`, values);
  }
  await duck.run(`COPY t TO ${sqlText(path)} (FORMAT parquet)`);
}
