import type { Warning } from '../contract/common.ts';
import { misfits, physicalType } from './cast-sql.ts';
import { askFacts } from './column-facts.ts';
import type { ColumnPlan } from './column-plan.ts';
import type { Duck } from './duckdb.ts';
import { missingAmongTexts } from './sniff/cell-kind.ts';

export interface Widened {
  readonly plans: ColumnPlan[];
  readonly warnings: Warning[];
}

/** Finds every column with cells that do not fit, and plans those anew. */
export async function widenTypes(
  duck: Duck,
  reader: string,
  plans: readonly ColumnPlan[],
): Promise<Widened> {
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
export async function forcedMisfits(
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
