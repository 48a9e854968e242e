import type { RecipeOptions } from '../contract/training.ts';
import { fitTraining, type PlannedStep } from '../preprocessing/fit-step.ts';
import { countNumbers, type OrdinalState } from '../preprocessing/ordinal-encoder.ts';
import type { FittedStep, StepTarget } from '../preprocessing/step.ts';
import { isCoded, type Column, type Table } from '../table/table.ts';
import type { EstimatorTag } from './estimator.ts';
import type { FittedPipeline } from './pipeline.ts';

export interface FittedRecipe {
  readonly steps: readonly FittedStep[];
  /** The training rows as the estimator sees them: numbers throughout. */
  readonly table: Table;
  readonly encoded: FittedPipeline['encoded'];
}

export interface RecipeContext {
  readonly tags: readonly EstimatorTag[];
  /** What the caller asked for; what is left out, or `auto`, follows from the tags. */
  readonly recipe?: Partial<RecipeOptions> | undefined;
  /** Of the training rows, for encoders that look at it. */
  readonly target?: StepTarget | undefined;
}

/** Of a column with more, the rarest share one: trees tell at most 255 apart. */
const mostCategories = 254;

const named = (columns: readonly Column[]) => columns.map(({ name }) => name);
const isNumber = (column: Column) => !isCoded(column) && column.type !== 'boolean';

type Plan = (table: Table, scaled: ReadonlySet<string>) => PlannedStep;

function planImputers({ tags, recipe = {} }: RecipeContext): Plan[] {
  const { imputer = 'auto' } = recipe;
  if (imputer === 'auto' && tags.includes('handles_missing')) return [];
  const numbers: Plan = ({ columns }) => ({
    columns: named(columns.filter(isNumber)),
    ...(imputer === 'knn'
      ? { step: 'knn_imputer' }
      : {
          step: 'simple_imputer',
          params: { strategy: imputer === 'auto' ? 'median' : imputer },
        }),
  });
  const booleans: Plan = ({ columns }) => ({
    step: 'simple_imputer',
    columns: named(columns.filter(({ type }) => type === 'boolean')),
    params: { strategy: 'most_frequent' },
  });
  return [numbers, booleans];
}

/** The encoder, and whether the estimator is told that its numbers stand for categories. */
export function chooseEncoder({ tags, recipe = {} }: RecipeContext): {
  readonly encoder: Exclude<RecipeOptions['encoder'], 'auto'>;
  readonly asCategories: boolean;
} {
  const { encoder = 'auto' } = recipe;
  if (encoder !== 'auto') return { encoder, asCategories: false };
  const asCategories = tags.includes('handles_categories');
  return { encoder: asCategories ? 'ordinal' : 'one_hot', asCategories };
}

function planEncoder(context: RecipeContext): Plan {
  const { encoder, asCategories } = chooseEncoder(context);
  return ({ columns }) => {
    const coded = named(columns.filter(isCoded));
    if (encoder !== 'ordinal') return { step: `${encoder}_encoder`, columns: coded };
    const gaps = asCategories || context.tags.includes('handles_missing');
    const params = {
      unknown_value: gaps ? null : -1,
      ...(asCategories ? { max_categories: mostCategories } : {}),
    };
    return { step: 'ordinal_encoder', columns: coded, params };
  };
}

const scalerSteps = {
  standard: 'standard_scaler',
  min_max: 'min_max_scaler',
  robust: 'robust_scaler',
  power: 'power_transformer',
  quantile: 'quantile_transformer',
} as const;

function planScaler({ tags, recipe = {} }: RecipeContext): Plan[] {
  const positive = tags.includes('non_negative');
  const asked = recipe.scaler ?? 'auto';
  const needed = positive ? 'min_max' : tags.includes('needs_scaling') ? 'standard' : 'none';
  const scaler = asked === 'auto' ? needed : asked;
  if (scaler === 'none') return [];
  const params = scaler === 'min_max' && positive ? { clip: true } : {};
  return [
    ({ columns }, scaled) => ({
      step: scalerSteps[scaler],
      columns: named(columns).filter((name) => scaled.has(name)),
      params,
    }),
  ];
}

function planIndicator({ recipe = {} }: RecipeContext): Plan[] {
  if (recipe.indicator !== true) return [];
  return [
    ({ columns }) => ({
      step: 'missing_indicator',
      columns: named(columns.filter((column) => !isCoded(column))),
    }),
  ];
}

/** What the next step of each kind would work on; each is planned once its forerunners are fitted. */
function plans(context: RecipeContext): Plan[] {
  const dates: Plan = ({ columns }) => ({
    step: 'datetime_parts',
    columns: named(columns.filter(({ type }) => type === 'datetime')),
  });
  return [
    dates,
    ...planIndicator(context),
    ...planImputers(context),
    planEncoder(context),
    ...planScaler(context),
  ];
}

/** Steps whose columns are quantities, on a scale that estimators may want changed. */
const quantities = new Set(['datetime_parts', 'target_encoder', 'frequency_encoder']);

/** Raw column of each column after the steps. */
function traceOrigin(
  table: Table,
  steps: readonly FittedStep[],
  names: readonly string[],
): string[] {
  let origin = new Map(table.columns.map(({ name }) => [name, name]));
  for (const { outputs } of steps) {
    const changed = Object.entries(outputs).filter(
      ([source, made]) => made.length !== 1 || made[0] !== source,
    );
    if (changed.length === 0) continue;
    const next = new Map(origin);
    for (const [source] of changed) next.delete(source);
    for (const [source, made] of changed) {
      for (const name of made) next.set(name, origin.get(source)!);
    }
    origin = next;
  }
  return names.map((name) => origin.get(name)!);
}

/** Matrix.categories of the columns after the steps. */
function countCategories(steps: readonly FittedStep[], names: readonly string[]): number[] {
  const counts = new Map<string, number>();
  for (const { step, columns, state } of steps) {
    if (step !== 'ordinal_encoder') continue;
    const learned = (state as OrdinalState).columns;
    columns.forEach((name, i) => counts.set(name, countNumbers(learned[i]!)));
  }
  return names.map((name) => counts.get(name) ?? 0);
}

/**
 * Fits the preparation on the training rows: what the recipe asks for, and for the rest what the
 * estimator's tags and the columns' types say. Dates become parts; for estimators that cannot take
 * missing values numbers get the median and booleans the most frequent value; categories become columns
 * of zeros and ones, or numbers where the estimator takes categories as they are; where it matters what
 * was numeric is scaled. Whole numbers stay numbers.
 */
export function fitAutoRecipe(table: Table, context: RecipeContext): FittedRecipe {
  const steps: FittedStep[] = [];
  const scaled = new Set(named(table.columns.filter((column) => !isCoded(column))));
  const ordinal = chooseEncoder(context);
  let current = table;
  for (const plan of plans(context)) {
    const planned = plan(current, scaled);
    if (planned.columns.length === 0) continue;
    const made = fitTraining(current, planned, context.target);
    const { step, outputs } = made.fitted;
    if (quantities.has(step) || (step === 'ordinal_encoder' && !ordinal.asCategories)) {
      for (const name of Object.values(outputs).flat()) scaled.add(name);
    }
    current = made.table;
    steps.push(made.fitted);
  }
  const names = named(current.columns);
  const encoded = { names, origin: traceOrigin(table, steps, names) };
  const categories = ordinal.asCategories ? countCategories(steps, names) : [];
  const any = categories.some((count) => count > 0);
  return { steps, table: current, encoded: any ? { ...encoded, categories } : encoded };
}
