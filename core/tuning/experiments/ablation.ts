import { AppError } from '../../base/app-error.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/contract.ts';
import type { RecipeOptions } from '../../contract/training.ts';
import type { JobContext } from '../../jobs/context.ts';
import { chooseEncoder } from '../../models/auto-recipe.ts';
import { lossOf } from '../metric.ts';
import type { TrialTaskOutput } from '../tasks.ts';
import { correctedInterval } from '../../stats/corrected-resampled-t.ts';
import { prepareExperiment, runVariants, type Experiment, type Variant } from './experiment.ts';
import { spreadOf } from './points.ts';

type Input = ParsedInputOf<'tuning.ablation'>;
type Entry = OutputOf<'tuning.ablation'>['entries'][number];

interface Omission extends Pick<Entry, 'kind' | 'name' | 'columns'> {
  readonly variant: Variant;
}

function groupsOf(input: Input, { search }: Experiment): Omission[] {
  const { features } = search.shape;
  const groups = Object.entries(
    input.groups ?? Object.fromEntries(features.map((name) => [name, [name]])),
  );
  if (groups.length > 1 || input.groups) {
    for (const [name, columns] of groups) {
      const unknown = columns.find((column) => !features.includes(column));
      if (unknown === undefined && columns.length < features.length) continue;
      const message =
        unknown === undefined
          ? `Without the group '${name}' no column is left.`
          : `'${unknown}' of the group '${name}' is no feature.`;
      const hint = `Features: ${features.slice(0, 40).join(', ')}`;
      throw new AppError('INVALID_INPUT', message, { hint, path: `groups.${name}` });
    }
  } else return [];
  return groups.map(([name, columns]) => ({
    kind: 'features',
    name,
    columns,
    variant: { without: columns },
  }));
}

/**
 * The preparation without each of its steps, where the step does anything: no scaling, no flags of what
 * was missing, a constant instead of a learned value, plain numbers instead of the encoding.
 */
function stepsOf({ search, estimator }: Experiment): Omission[] {
  const { recipe } = search.input;
  const { tags } = estimator;
  const { missingNumbers, categories } = search.shape;
  const without = (name: string, change: Partial<RecipeOptions>): Omission => ({
    kind: 'step',
    name,
    columns: [],
    variant: { recipe: { ...recipe, ...change } },
  });
  const scales =
    recipe.scaler === 'auto' ? tags.includes('needs_scaling') : recipe.scaler !== 'none';
  const imputes =
    missingNumbers &&
    recipe.imputer !== 'constant' &&
    (recipe.imputer !== 'auto' || !tags.includes('handles_missing'));
  const encodes = categories && chooseEncoder({ tags, recipe }).encoder !== 'ordinal';
  return [
    ...(scales ? [without('scaler', { scaler: 'none' })] : []),
    ...(recipe.indicator && missingNumbers ? [without('indicator', { indicator: false })] : []),
    ...(imputes ? [without('imputer', { imputer: 'constant' })] : []),
    ...(encodes ? [without('encoder', { encoder: 'ordinal' })] : []),
  ];
}

/** How much worse each fold is without, in the unit of the metric. */
function lossesOf(
  { search }: Experiment,
  baseline: TrialTaskOutput,
  output: TrialTaskOutput,
): number[] {
  if (output.perFold.length !== baseline.perFold.length) return [];
  return output.perFold.flatMap(({ value }, f) => {
    const before = baseline.perFold[f]!.value;
    if (value === null || before === null) return [];
    return [lossOf(value, search.metric) - lossOf(before, search.metric)];
  });
}

/** tuning.ablation: what is lost without each group of columns and each step. */
export async function runAblation(
  input: Input,
  context: JobContext,
): Promise<OutputOf<'tuning.ablation'>> {
  const experiment = await prepareExperiment(input, context);
  const { search, estimator } = experiment;
  const omissions = [...groupsOf(input, experiment), ...(input.steps ? stepsOf(experiment) : [])];
  const variants = [{}, ...omissions.map(({ variant }) => variant)];
  const [baseline, ...outputs] = await runVariants(experiment, variants, (i) =>
    i === 0 ? 'With everything' : `Without ${omissions[i - 1]!.name}`,
  );
  const { shape } = search;
  const testShare = shape.foldRows > 0 ? (shape.rows - shape.foldRows) / shape.foldRows : 0;
  const entries = omissions.map(({ kind, name, columns }, i): Entry => {
    const output = outputs[i]!;
    const { mean, std } = spreadOf(output.perFold.map(({ value }) => value));
    const losses = lossesOf(experiment, baseline!, output);
    const interval = correctedInterval(losses, testShare);
    return {
      kind,
      name,
      columns: [...columns],
      mean,
      std,
      loss: spreadOf(losses).mean,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
      fitMs: output.fitMs,
    };
  });
  const { mean, std } = spreadOf(baseline!.perFold.map(({ value }) => value));
  return {
    algorithm: estimator.id,
    metric: search.metric,
    baseline: { mean, std },
    entries: entries.toSorted((a, b) => (b.loss ?? -Infinity) - (a.loss ?? -Infinity)),
    warnings: experiment.warnings,
  };
}
