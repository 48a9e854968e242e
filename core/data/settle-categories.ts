import { physicalType } from './cast-sql.ts';
import { askFacts } from './column-facts.ts';
import type { ColumnPlan } from './column-plan.ts';
import { sqlName, sqlText, type Duck } from './duckdb.ts';
import { isCategory } from './sniff/column-type.ts';

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
