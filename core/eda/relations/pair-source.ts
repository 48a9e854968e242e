import { openDuckdb, sqlName, sqlText, type Duck } from '../../data/duckdb.ts';
import type { VersionColumn } from '../../contract/data.ts';
import type { FilterSql } from '../../data/filter-sql.ts';
import type { VersionRecord } from '../../data/versions.ts';
import { isCodedType } from '../../table/table.ts';

/** Two columns of one version, and the rows to look at. */
export interface Pair {
  readonly record: VersionRecord;
  readonly x: VersionColumn;
  readonly y: VersionColumn;
  readonly segment: FilterSql | null;
  readonly signal?: AbortSignal | undefined;
}

/** Numbers and dates are quantities; everything else names groups. */
export function isQuantity({ type }: Pick<VersionColumn, 'type'>): boolean {
  return !isCodedType(type) && type !== 'boolean';
}

/** The column as a double: dates as UTC milliseconds. */
export function quantitySql({ name, type }: VersionColumn): string {
  return type === 'datetime' ? `epoch_ms(${sqlName(name)})::DOUBLE` : `${sqlName(name)}::DOUBLE`;
}

function valueSql(column: VersionColumn): string {
  return isQuantity(column) ? quantitySql(column) : `CAST(${sqlName(column.name)} AS VARCHAR)`;
}

function presentSql(column: VersionColumn): string {
  const present = `${sqlName(column.name)} IS NOT NULL`;
  return isQuantity(column) ? `(${present} AND isfinite(${quantitySql(column)}))` : `(${present})`;
}

/**
 * Opens an engine with the table `pairs` (row, x, y) of the rows that have both values, in their order;
 * its rowid counts from 0. Quantities are finite doubles, everything else text.
 */
export async function openPairs({ record, x, y, segment, signal }: Pair): Promise<Duck> {
  const duck = await openDuckdb({ folders: [], files: [record.parquetPath], signal });
  try {
    const where = [presentSql(x), presentSql(y), ...(segment ? [segment.where] : [])];
    await duck.run(
      `CREATE TEMP TABLE pairs AS
       SELECT file_row_number::INTEGER AS row, ${valueSql(x)} AS x, ${valueSql(y)} AS y
       FROM read_parquet(${sqlText(record.parquetPath)}, file_row_number = true)
       WHERE ${where.join(' AND ')}`,
      segment?.values ?? [],
    );
    return duck;
  } catch (error) {
    duck[Symbol.dispose]();
    throw error;
  }
}
