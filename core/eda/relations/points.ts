import type { Cell, ColumnType } from '../../contract/common.ts';
import type { OutputOf } from '../../contract/contract.ts';
import type { VersionColumn } from '../../contract/data.ts';
import { isoTime } from '../../data/cells.ts';
import { openDuckdb, sqlName, sqlText } from '../../data/duckdb.ts';
import type { FilterSql } from '../../data/filter-sql.ts';
import type { VersionRecord } from '../../data/versions.ts';

/** At most `limit` rows of a version or segment, evenly drawn, in their order. */
export async function evenPoints(
  record: VersionRecord,
  columns: readonly VersionColumn[],
  options: {
    readonly limit: number;
    readonly segment: FilterSql | null;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<OutputOf<'eda.points'>> {
  const { limit, segment, signal } = options;
  using duck = await openDuckdb({ folders: [], files: [record.parquetPath], signal });
  const from = `FROM read_parquet(${sqlText(record.parquetPath)}, file_row_number = true)`;
  let total = record.version.rows;
  let where = total <= limit ? '' : `WHERE (file_row_number * ${limit}) % ${total} < ${limit}`;
  if (segment) {
    await duck.run(
      `CREATE TEMP TABLE segment AS SELECT file_row_number AS row ${from} WHERE ${segment.where}`,
      segment.values,
    );
    const [counted] = await duck.rows('SELECT count(*) AS n FROM segment');
    total = Number(counted!['n']);
    const even = total <= limit ? '' : `WHERE (rowid * ${limit}) % ${total} < ${limit}`;
    where = `WHERE file_row_number IN (SELECT row FROM segment ${even})`;
  }
  const select = columns.map(({ name, type }, index) => {
    const value = type === 'datetime' ? `epoch_ms(${sqlName(name)})` : sqlName(name);
    return `${value} AS v${index}`;
  });
  const rows = await duck.rows(
    `SELECT file_row_number AS row, ${select.join(', ')} ${from} ${where} ORDER BY file_row_number`,
  );
  return {
    row: rows.map((row) => Number(row['row'])),
    columns: columns.map(({ name, type }, index) => ({
      name,
      type,
      values: rows.map((row) => toCell(row[`v${index}`], type)),
    })),
    rows: total,
  };
}

function toCell(value: unknown, type: ColumnType): Cell {
  if (value === null || value === undefined) return null;
  if (type === 'datetime') return isoTime(Number(value));
  if (type === 'number' && !Number.isFinite(value)) return null;
  return value as Cell;
}
