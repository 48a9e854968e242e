import type { OutputOf } from '../contract/contract.ts';
import type { VersionColumn } from '../contract/data.ts';
import { isCodedType } from '../table/table.ts';
import { openDuckdb, sqlName, sqlText, type Duck, type DuckRow } from './duckdb.ts';
import type { VersionRecord } from './versions.ts';

type Summaries = OutputOf<'data.summaries'>;
type ColumnSummary = Summaries['columns'][number];

/** Columns that are looked at in one query. */
const together = 64;
const mostBins = 20;
const topValues = 8;

/** Histogram, frequent values and missing count of every column, for grid headers; scans the file. */
export async function summarise({ version, parquetPath }: VersionRecord): Promise<Summaries> {
  using duck = await openDuckdb({ folders: [], files: [parquetPath] });
  const from = `FROM read_parquet(${sqlText(parquetPath)})`;
  const columns: ColumnSummary[] = [];
  for (let at = 0; at < version.columns.length; at += together) {
    columns.push(...(await summariseColumns(duck, from, version.columns.slice(at, at + together))));
  }
  return { rows: version.rows, columns };
}

async function summariseColumns(
  duck: Duck,
  from: string,
  columns: readonly VersionColumn[],
): Promise<ColumnSummary[]> {
  const [facts] = await duck.rows(
    `SELECT ${columns.map((column, index) => factsSql(column, index)).join(', ')} ${from}`,
  );
  const bins = columns.map((column, index) => planBins(column, facts!, index));
  const binned = bins.flatMap((plan, index) => (plan ? [index] : []));
  const histograms =
    binned.length === 0
      ? {}
      : (
          await duck.rows(
            `SELECT ${binned.map((index) => histogramSql(columns[index]!, bins[index]!, index)).join(', ')} ${from}`,
          )
        )[0]!;
  const summaries: ColumnSummary[] = [];
  for (const [index, column] of columns.entries()) {
    const plan = bins[index];
    summaries.push({
      name: column.name,
      type: column.type,
      missing: column.missing,
      distinct: Number(facts![`d${index}`]),
      min: finite(facts![`lo${index}`]),
      max: finite(facts![`hi${index}`]),
      histogram: plan ? readHistogram(histograms[`h${index}`], plan) : null,
      top: plan || isNumeric(column) ? [] : await frequentValues(duck, from, column),
    });
  }
  return summaries;
}

function isNumeric(column: VersionColumn): boolean {
  return !isCodedType(column.type) && column.type !== 'boolean';
}

/** The column as a finite double, or null. */
function valueSql(column: VersionColumn): string {
  const name = sqlName(column.name);
  if (column.type === 'datetime') return `epoch_ms(${name})::DOUBLE`;
  return `CASE WHEN isfinite(${name}::DOUBLE) THEN ${name}::DOUBLE END`;
}

function factsSql(column: VersionColumn, index: number): string {
  const distinct = `count(DISTINCT ${sqlName(column.name)}) AS d${index}`;
  if (!isNumeric(column)) return distinct;
  const value = valueSql(column);
  return `${distinct}, min(${value}) AS lo${index}, max(${value}) AS hi${index}`;
}

interface Bins {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

function planBins(column: VersionColumn, facts: DuckRow, index: number): Bins | null {
  const low = finite(facts[`lo${index}`]);
  const high = finite(facts[`hi${index}`]);
  if (!isNumeric(column) || low === null || high === null) return null;
  if (low === high) return { low, high, count: 1 };
  // whole numbers in few values get one bin each
  const whole = column.type === 'integer' && high - low < mostBins;
  return whole
    ? { low: low - 0.5, high: high + 0.5, count: high - low + 1 }
    : { low, high, count: Math.min(mostBins, Number(facts[`d${index}`])) };
}

function histogramSql(column: VersionColumn, bins: Bins, index: number): string {
  const value = valueSql(column);
  // halves keep the width finite over the whole range of doubles
  const share = `((${value}) / 2 - ${bins.low / 2}::DOUBLE) / ${bins.high / 2 - bins.low / 2 || 1}::DOUBLE`;
  const bin = `least(${bins.count - 1}, greatest(0, floor(${share} * ${bins.count})))::INTEGER`;
  // least and greatest pass over NULL
  return `histogram(${bin}) FILTER (WHERE (${value}) IS NOT NULL) AS h${index}`;
}

function readHistogram(map: unknown, bins: Bins): ColumnSummary['histogram'] {
  const counts = Array.from({ length: bins.count }, () => 0);
  for (const { key, value } of (map ?? []) as { key: number; value: bigint | number }[]) {
    counts[key] = Number(value);
  }
  const width = bins.high / bins.count - bins.low / bins.count;
  const edges = Array.from({ length: bins.count + 1 }, (_, i) =>
    i === bins.count ? bins.high : bins.low + i * width,
  );
  return { edges, counts };
}

async function frequentValues(
  duck: Duck,
  from: string,
  column: VersionColumn,
): Promise<ColumnSummary['top']> {
  const name = sqlName(column.name);
  const rows = await duck.rows(
    `SELECT CAST(${name} AS VARCHAR) AS value, count(*) AS count ${from} WHERE ${name} IS NOT NULL
     GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${topValues}`,
  );
  return rows.map((row) => ({ value: String(row['value']), count: Number(row['count']) }));
}

function finite(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
