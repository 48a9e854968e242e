import { AppError } from '../base/app-error.ts';
import type { Warning } from '../contract/common.ts';
import type { VersionColumn } from '../contract/data.ts';
import { castExpression, castFailure, misfits, physicalType } from './cast-sql.ts';
import type { ColumnPlan } from './column-plan.ts';
import {
  openDuckdb,
  sqlName,
  sqlText,
  type Duck,
  type DuckOptions,
  type DuckRow,
} from './duckdb.ts';
import { missingAmongTexts } from './sniff/cell-kind.ts';
import { isCategory } from './sniff/column-type.ts';
import type { Dialect } from './tokenizer.ts';

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
}

/** The file has rows that do not fit the dialect; the message is the engine's. */
export class MalformedFile extends Error {}

/**
 * Reads a delimited file into a Parquet file. Types were planned on a sample: they are checked on
 * every cell in the pass that writes. A column with a cell that does not fit gets a wider type and
 * the pass is done again, with a warning that tells how many cells and an example.
 */
export async function ingest(
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
      const widened = await widen(duck, reader, plans);
      plans = widened.plans;
      warnings.push(...widened.warnings);
    }
  }
  warnings.push(...(await forcedMisfits(duck, reader, plans)));
  const rows = Number(written['count']);
  const missing = countMissing(written, plans);
  if (!source.plansComplete) {
    plans = await settleCategories(duck, target, { plans, rows, missing });
  }
  const columns = plans.map((plan, index) => ({
    name: plan.name,
    type: plan.type,
    missing: missing[index]!,
  }));
  return { rows, columns, warnings };
}

/** The engine plans a query in time that grows with the square of its expressions: more go in groups. */
const mostTogether = 128;

/** What to select from: the file, or for wide files a table of its texts, which is read many times. */
async function openReader(duck: Duck, source: IngestSource): Promise<string> {
  const reader = csvReader(source);
  if (source.plans.length <= mostTogether) return reader;
  await duck.run(`CREATE TABLE texts AS SELECT * FROM ${reader}`);
  return 'texts';
}

function inGroups<T>(items: readonly T[]): T[][] {
  const groups: T[][] = [];
  for (let at = 0; at < items.length; at += mostTogether) {
    groups.push(items.slice(at, at + mostTogether));
  }
  return groups;
}

/** One row of facts about columns, asked for in groups. */
async function askFacts(
  duck: Duck,
  from: string,
  made: { readonly columns: readonly number[]; readonly select: (column: number) => string[] },
): Promise<DuckRow> {
  const facts: DuckRow = {};
  for (const group of inGroups(made.columns)) {
    const [row] = await duck.rows(`SELECT ${group.flatMap(made.select).join(',\n')} FROM ${from}`);
    Object.assign(facts, row);
  }
  return facts;
}

/** Physical columns are c0, c1 ..., so that no name of a file reaches the reader's options. */
function csvReader(source: IngestSource): string {
  const columns = source.plans.map((_, index) => `c${index}: 'VARCHAR'`).join(', ');
  const longest = Math.max(2 ** 21, 2 * (source.longestRow ?? 0));
  return `read_csv(${sqlText(source.path)}, auto_detect = false, columns = {${columns}},
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
    `COPY (${from}) TO ${sqlText(made.target)} (FORMAT parquet, RETURN_STATS)`,
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

/** Null counts as the writer reports them, by position. */
function countMissing(written: DuckRow, plans: readonly ColumnPlan[]): number[] {
  const statistics = written['column_statistics'] as readonly StatisticsEntry[];
  const byName = new Map(
    statistics.map(({ key, value }) => [
      key,
      Number(value.find((entry) => entry.key === 'null_count')?.value ?? Number.NaN),
    ]),
  );
  return plans.map((plan) => {
    const missing = byName.get(sqlName(plan.name));
    if (missing === undefined || Number.isNaN(missing)) {
      throw new Error(`The writer told no missing count of ${plan.name}`);
    }
    return missing;
  });
}

interface StatisticsEntry {
  readonly key: string;
  readonly value: readonly { readonly key: string; readonly value: string }[];
}

interface Widened {
  readonly plans: ColumnPlan[];
  readonly warnings: Warning[];
}

/** Finds every column with cells that do not fit, and plans those anew. */
async function widen(duck: Duck, reader: string, plans: readonly ColumnPlan[]): Promise<Widened> {
  const checked = plans.flatMap((plan, index) =>
    plan.forced || physicalType(plan) === 'VARCHAR' ? [] : [index],
  );
  const found = await askFacts(duck, reader, {
    columns: checked,
    select: (index) => {
      const plan = plans[index]!;
      const wrong = misfits(plan, `c${index}`);
      const asNumber = misfits({ ...plan, type: 'number' }, `c${index}`);
      const zeros = `regexp_matches(trim(c${index}), '^[+-]?0[0-9]+$|^[+-]?[0-9]{16,}$')`;
      return [
        `count(*) FILTER (WHERE ${wrong}) AS n${index}`,
        `min(c${index}) FILTER (WHERE ${wrong}) AS e${index}`,
        `count(*) FILTER (WHERE ${asNumber} OR (${wrong} AND ${zeros})) AS w${index}`,
      ];
    },
  });
  const warnings: Warning[] = [];
  const widened = plans.map((plan, index): ColumnPlan => {
    const cells = Number(found[`n${index}`] ?? 0);
    if (!checked.includes(index) || cells === 0) return plan;
    const toNumber = plan.type === 'integer' && Number(found[`w${index}`]) === 0;
    const type = toNumber ? 'number' : 'text';
    const example = String(found[`e${index}`]).slice(0, 80);
    warnings.push({
      kind: 'type_widened',
      message: `${plan.name} began as ${plan.type}, but ${cells} of its cells are not (such as "${example}"); it is ${type}`,
      column: plan.name,
    });
    return toNumber
      ? { ...plan, type }
      : { ...plan, type, missingWords: [...missingAmongTexts], confidence: 0.6 };
  });
  if (warnings.length === 0) throw new Error('A cell did not fit, but no column says so');
  return { plans: widened, warnings };
}

/** Cells of columns whose type the caller fixed that did not fit it and are missing now. */
async function forcedMisfits(
  duck: Duck,
  reader: string,
  plans: readonly ColumnPlan[],
): Promise<Warning[]> {
  const forced = plans.flatMap((plan, index) =>
    plan.forced && physicalType(plan) !== 'VARCHAR' ? [index] : [],
  );
  if (forced.length === 0) return [];
  const found = await askFacts(duck, reader, {
    columns: forced,
    select: (index) => {
      const wrong = misfits(plans[index]!, `c${index}`);
      return [
        `count(*) FILTER (WHERE ${wrong}) AS n${index}`,
        `min(c${index}) FILTER (WHERE ${wrong}) AS e${index}`,
      ];
    },
  });
  return forced.flatMap((index): Warning[] => {
    const cells = Number(found[`n${index}`]);
    if (cells === 0) return [];
    const { name, type } = plans[index]!;
    const example = String(found[`e${index}`]).slice(0, 80);
    return [
      {
        kind: 'forced_type',
        message: `${name} was read as ${type} as asked; ${cells} cells are not (such as "${example}") and are missing now`,
        column: name,
      },
    ];
  });
}

/** Category or text, decided on all rows. Both are stored the same way. */
async function settleCategories(
  duck: Duck,
  path: string,
  made: {
    readonly plans: readonly ColumnPlan[];
    readonly rows: number;
    readonly missing: readonly number[];
  },
): Promise<readonly ColumnPlan[]> {
  const texts = made.plans.flatMap((plan, index) =>
    !plan.forced && physicalType(plan) === 'VARCHAR' ? [index] : [],
  );
  if (texts.length === 0) return made.plans;
  const from = `read_parquet(${sqlText(path)})`;
  const name = (index: number) => sqlName(made.plans[index]!.name);
  const rough = await askFacts(duck, from, {
    columns: texts,
    select: (index) => [`approx_count_distinct(${name(index)}) AS d${index}`],
  });
  const counted = await askFacts(duck, from, {
    columns: texts.filter((index) => Number(rough[`d${index}`]) < 1500),
    select: (index) => [`count(DISTINCT ${name(index)}) AS d${index}`],
  });
  return made.plans.map((plan, index) => {
    if (!texts.includes(index)) return plan;
    const distinct = counted[`d${index}`];
    const category =
      distinct !== undefined && isCategory(Number(distinct), made.rows - made.missing[index]!);
    return { ...plan, type: category ? 'category' : 'text' };
  });
}

/** When no row of a file could be read at all. */
export function nothingRead(name: string, rejected: number): AppError {
  return new AppError(
    'PARSE_FAILED',
    `${name} has no row that could be read; ${rejected} were rejected`,
    { hint: 'Check the delimiter, the quote and the encoding' },
  );
}
