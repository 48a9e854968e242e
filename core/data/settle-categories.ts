import { physicalType } from './cast-sql.ts';
import { askFacts } from './column-facts.ts';
import type { ColumnPlan } from './column-plan.ts';
import { sqlName, sqlText, type Duck } from './duckdb.ts';
import { isCategory, mostInCategory } from './sniff/column-type.ts';

/** Category or text, decided on all rows. Both are stored the same way. */
export async function settleCategories(
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
  const few = await withFewValues(duck, path, { columns: texts, name });
  const counted = await askFacts(duck, from, {
    columns: few,
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

/**
 * Columns whose values can be counted in little memory. Most are told by the writer, which lists the
 * values of a column once in each row group where they are few and short; the others are estimated.
 */
async function withFewValues(
  duck: Duck,
  path: string,
  { columns, name }: { readonly columns: readonly number[]; name(index: number): string },
): Promise<number[]> {
  const from = `read_parquet(${sqlText(path)})`;
  const told = new Map(
    (
      await duck.rows(
        `SELECT column_id, max(stats_distinct_count) AS most,
        count(*) FILTER (stats_distinct_count IS NULL AND stats_null_count < num_values) AS untold
        FROM parquet_metadata(${sqlText(path)}) GROUP BY ALL`,
      )
    ).map(({ column_id, most, untold }) => [
      Number(column_id),
      Number(untold) > 0 ? null : Number(most),
    ]),
  );
  const listed = columns.filter((index) => (told.get(index) ?? Infinity) <= mostInCategory);
  const started = columns.filter((index) => told.get(index) === null);
  const first = await askFacts(duck, `(FROM ${from} LIMIT 20000)`, {
    columns: started,
    select: (index) => [`count(DISTINCT ${name(index)}) AS d${index}`],
  });
  const unsure = started.filter((index) => Number(first[`d${index}`]) <= mostInCategory);
  const rough = await askFacts(duck, from, {
    columns: unsure,
    select: (index) => [`approx_count_distinct(${name(index)}) AS d${index}`],
  });
  return [
    ...listed,
    ...unsure.filter((index) => Number(rough[`d${index}`]) < 1.5 * mostInCategory),
  ];
}
