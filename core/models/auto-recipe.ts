import { fitStep, applySteps, type PlannedStep } from '../preprocessing/fit-step.ts';
import type { FittedStep } from '../preprocessing/step.ts';
import { isCoded, type Column, type Table } from '../table/table.ts';
import type { EstimatorTag } from './estimator.ts';

export interface FittedRecipe {
  readonly steps: readonly FittedStep[];
  /** The rows after the steps: numbers throughout. */
  readonly table: Table;
  readonly encoded: { readonly names: readonly string[]; readonly origin: readonly string[] };
}

const named = (columns: readonly Column[]) => columns.map(({ name }) => name);

/** What the next step of each kind would work on; each is planned once its forerunners are fitted. */
function plans(
  tags: readonly EstimatorTag[],
  scaled: ReadonlySet<string>,
): ((table: Table) => PlannedStep)[] {
  const dates = (table: Table): PlannedStep => ({
    step: 'datetime_parts',
    columns: named(table.columns.filter(({ type }) => type === 'datetime')),
  });
  const numbers = (table: Table): PlannedStep => ({
    step: 'simple_imputer',
    columns: named(table.columns.filter((c) => !isCoded(c) && c.type !== 'boolean')),
    params: { strategy: 'median' },
  });
  const booleans = (table: Table): PlannedStep => ({
    step: 'simple_imputer',
    columns: named(table.columns.filter(({ type }) => type === 'boolean')),
    params: { strategy: 'most_frequent' },
  });
  const categories = (table: Table): PlannedStep => ({
    step: 'one_hot_encoder',
    columns: named(table.columns.filter(isCoded)),
  });
  const scale = (table: Table): PlannedStep => ({
    step: 'standard_scaler',
    columns: named(table.columns).filter((name) => scaled.has(name)),
  });
  return [
    dates,
    ...(tags.includes('handles_missing') ? [] : [numbers, booleans]),
    categories,
    ...(tags.includes('needs_scaling') ? [scale] : []),
  ];
}

/** Raw column of each column after the steps. */
function traceOrigin(
  table: Table,
  steps: readonly FittedStep[],
  names: readonly string[],
): string[] {
  let origin = new Map(table.columns.map(({ name }) => [name, name]));
  for (const { outputs } of steps) {
    const next = new Map(origin);
    for (const source of Object.keys(outputs)) next.delete(source);
    for (const [source, made] of Object.entries(outputs)) {
      for (const name of made) next.set(name, origin.get(source)!);
    }
    origin = next;
  }
  return names.map((name) => origin.get(name)!);
}

/**
 * Fits the preparation an estimator needs, told by its tags and the columns' types, on the training
 * rows: dates become parts; for estimators that cannot take missing values numbers get the median and
 * booleans the most frequent value; categories become columns of zeros and ones; where it matters,
 * what was numeric is standardised. Whole numbers stay numbers.
 */
export function fitAutoRecipe(table: Table, tags: readonly EstimatorTag[]): FittedRecipe {
  const steps: FittedStep[] = [];
  const scaled = new Set(named(table.columns.filter((column) => !isCoded(column))));
  let current = table;
  for (const plan of plans(tags, scaled)) {
    const planned = plan(current);
    if (planned.columns.length === 0) continue;
    const fitted = fitStep(current, planned);
    if (fitted.step === 'datetime_parts') {
      for (const made of Object.values(fitted.outputs).flat()) scaled.add(made);
    }
    current = applySteps(current, [fitted]);
    steps.push(fitted);
  }
  const names = named(current.columns);
  return { steps, table: current, encoded: { names, origin: traceOrigin(table, steps, names) } };
}
