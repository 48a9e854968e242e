import { AppError, isAppError } from '../base/app-error.ts';
import type { StoredArtifact } from '../storage/artifact-store.ts';
import { writeFailure } from '../storage/file-errors.ts';
import { hashFile, syncFile } from '../storage/hash-file.ts';
import type { Warning } from '../contract/common.ts';
import type { VersionColumn } from '../contract/data.ts';
import { castExpression, castFailure, physicalType } from './cast-sql.ts';
import { inGroups, mostTogether } from './column-facts.ts';
import type { ColumnPlan } from './column-plan.ts';
import {
  openDuckdb,
  sqlName,
  sqlText,
  type Duck,
  type DuckOptions,
  type DuckRow,
} from './duckdb.ts';
import { settleCategories } from './settle-categories.ts';
import type { Dialect } from './tokenizer.ts';
import { forcedMisfits, widenTypes } from './widen-types.ts';

export interface IngestSource {
  /** A UTF-8 file that every row of is well formed; else the reader throws MalformedFile. */
  readonly path: string;
  readonly dialect: Dialect;
  readonly header: boolean;
  /** As the engine spells it, with backslashes; else it would guess, also from inside of quotes. */
  readonly newline: '\\n' | '\\r\\n';
  /** Longest row in bytes, when it is known. */
  readonly longestRow: number | null;
  readonly plans: readonly ColumnPlan[];
  /** Whether the plans rest on all rows, so that category and text need no second look. */
  readonly plansComplete: boolean;
}

export interface Ingested {
  readonly rows: number;
  readonly columns: VersionColumn[];
  readonly warnings: Warning[];
  /** Of the Parquet file. */
  readonly content: StoredArtifact;
}

/** Values a row group tries to list once each: where there are more, the try costs time and saves nothing. */
const mostInDictionary = 4096;

/** So that the whole process stays within 1 GB; without a limit, what waits to be written grows with the file. */
const usualMemoryBytes = 400 * 2 ** 20;

/** The file has rows that do not fit the dialect; the message is the engine's. */
export class MalformedFile extends Error {}

/**
 * Reads a delimited file into a Parquet file. Types were planned on a sample: they are checked on
 * every cell in the pass that writes. A column with a cell that does not fit gets a wider type and
 * the pass is done again, with a warning that tells how many cells and an example. Memory is bounded but
 * for tables of very many columns and for texts too long for the bound (default 400 MiB).
 */
export async function ingest(
  source: IngestSource,
  target: string,
  options: DuckOptions,
): Promise<Ingested> {
  const { memoryBytes = usualMemoryBytes, ...free } = options;
  if (source.plans.length > mostTogether) return ingestOnce(source, target, free);
  try {
    return await ingestOnce(source, target, { ...free, memoryBytes });
  } catch (error) {
    if (!isAppError(error) || error.code !== 'OUT_OF_MEMORY') throw error;
    return ingestOnce(source, target, free);
  }
}

async function ingestOnce(
  source: IngestSource,
  target: string,
  options: DuckOptions,
): Promise<Ingested> {
  using duck = await openDuckdb(options);
  try {
    return await ingestWith(duck, source, target);
  } catch (error) {
    throw asMalformed(error);
  }
}

async function ingestWith(duck: Duck, source: IngestSource, target: string): Promise<Ingested> {
  const warnings: Warning[] = [];
  const reader = await openReader(duck, source);
  let { plans } = source;
  let written: DuckRow;
  for (;;) {
    try {
      written = await writeParquet(duck, { reader, plans, target });
      break;
    } catch (error) {
      if (!isMisfit(error)) throw error;
      const widened = await widenTypes(duck, reader, plans);
      plans = widened.plans;
      warnings.push(...widened.warnings);
    }
  }
  warnings.push(...(await forcedMisfits(duck, reader, plans)));
  const rows = Number(written['count']);
  const missing = countMissing(written, plans);
  warnings.push(...warnOfInfinite(written, plans));
  const [content, settled] = await Promise.all([
    hashFile(target),
    source.plansComplete ? plans : settleCategories(duck, target, { plans, rows, missing }),
    // what it takes to keep the file is done meanwhile
    syncFile(target).catch((error: unknown) => {
      throw writeFailure(error, target);
    }),
  ]);
  const columns = settled.map((plan, index) => ({
    name: plan.name,
    type: plan.type,
    missing: missing[index]!,
  }));
  return { rows, columns, warnings, content };
}

/** What to select from: the file, or for wide files a table of its texts, which is read many times. */
async function openReader(duck: Duck, source: IngestSource): Promise<string> {
  const reader = csvReader(source);
  if (source.plans.length <= mostTogether) return reader;
  await duck.run(`CREATE TABLE texts AS SELECT * FROM ${reader}`);
  return 'texts';
}

/** Physical columns are c0, c1 ..., so that no name of a file reaches the reader's options. */
function csvReader(source: IngestSource): string {
  const columns = source.plans.map((_, index) => `c${index}: 'VARCHAR'`).join(', ');
  const longest = Math.max(2 ** 21, 2 * (source.longestRow ?? 0));
  return `read_csv(${sqlText(source.path)}, auto_detect = false, columns = {${columns}},
    compression = 'none', hive_partitioning = false,
    delim = ${sqlText(source.dialect.delimiter)}, quote = ${sqlText(source.dialect.quote)},
    escape = ${sqlText(source.dialect.quote)}, header = ${source.header}, new_line = ${sqlText(source.newline)}, max_line_size = ${longest},
    buffer_size = ${Math.max(32_000_000, 4 * longest)})`;
}

async function writeParquet(
  duck: Duck,
  made: { readonly reader: string; readonly plans: readonly ColumnPlan[]; readonly target: string },
): Promise<DuckRow> {
  const select = made.plans.map((plan, index) => {
    const cast = castExpression(plan, `c${index}`, !plan.forced);
    return `CAST(${cast} AS ${physicalType(plan)}) AS ${sqlName(plan.name)}`;
  });
  const from =
    select.length <= mostTogether
      ? `SELECT ${select.join(',\n')} FROM ${made.reader}`
      : `SELECT * FROM ${await castInGroups(duck, select, made.reader)}`;
  const [row] = await duck.rows(
    `COPY (${from}) TO ${sqlText(made.target)} (FORMAT parquet, PARQUET_VERSION v2, RETURN_STATS, DICTIONARY_SIZE_LIMIT ${mostInDictionary})`,
  );
  return row!;
}

/** Tables of some columns each, side by side. */
async function castInGroups(
  duck: Duck,
  select: readonly string[],
  reader: string,
): Promise<string> {
  const names: string[] = [];
  for (const [index, group] of inGroups(select).entries()) {
    names.push(`casts_${index}`);
    await duck.run(
      `CREATE OR REPLACE TABLE casts_${index} AS SELECT ${group.join(',\n')} FROM ${reader}`,
    );
  }
  return names.join(' POSITIONAL JOIN ');
}

function isMisfit(error: unknown): boolean {
  return error instanceof Error && error.message.includes(castFailure);
}

function asMalformed(error: unknown): unknown {
  const message = error instanceof Error ? error.message : '';
  return /CSV Error|CSV Parser|CSV File|Maximum line size|unicode/i.test(message)
    ? new MalformedFile(message)
    : error;
}

/** One statistic of every column as the writer reports them, by position; undefined where it has none. */
function statistic(
  written: DuckRow,
  plans: readonly ColumnPlan[],
  name: string,
): (string | undefined)[] {
  const statistics = written['column_statistics'] as readonly StatisticsEntry[];
  const byName = new Map(
    statistics.map(({ key, value }) => [key, value.find((entry) => entry.key === name)?.value]),
  );
  return plans.map((plan) => byName.get(sqlName(plan.name)));
}

function countMissing(written: DuckRow, plans: readonly ColumnPlan[]): number[] {
  return statistic(written, plans, 'null_count').map((count, index) => {
    if (count !== undefined) return Number(count);
    throw new Error(`The writer told no missing count of ${plans[index]!.name}`);
  });
}

/** Infinite numbers are kept, but statistics leave them out and models take them for missing. */
function warnOfInfinite(written: DuckRow, plans: readonly ColumnPlan[]): Warning[] {
  const least = statistic(written, plans, 'min');
  const most = statistic(written, plans, 'max');
  return plans.flatMap(({ name, type }, index): Warning[] => {
    if (type !== 'number' || (least[index] !== '-inf' && most[index] !== 'inf')) return [];
    const message = `${name} holds infinite numbers, or some too large to be told from them`;
    return [{ kind: 'infinite', message, column: name }];
  });
}

interface StatisticsEntry {
  readonly key: string;
  readonly value: readonly { readonly key: string; readonly value: string }[];
}

/** When no row of a file could be read at all. */
export function nothingRead(name: string, rejected: number): AppError {
  return new AppError(
    'PARSE_FAILED',
    `${name} has no row that could be read; ${rejected} were rejected`,
    { hint: 'Check the delimiter, the quote and the encoding' },
  );
}
