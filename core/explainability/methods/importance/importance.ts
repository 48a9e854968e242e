import { AppError } from '../../../base/app-error.ts';
import { createRng } from '../../../base/rng.ts';
import { subTick, type Tick } from '../../../base/tick.ts';
import type { OutputOf } from '../../../contract/contract.ts';
import { fitPipeline, type FitPipelineOptions } from '../../../models/fit-pipeline.ts';
import type { FittedPipeline } from '../../../models/pipeline.ts';
import { scorePipeline } from '../../../models/score-pipeline.ts';
import type { TrainingData } from '../../../models/training-data.ts';
import { metricDirection } from '../../../tracking/metric-direction.ts';
import type { Table } from '../../../table/table.ts';
import { correlatedGroups } from './correlated-groups.ts';
import { permutationLosses } from './permutation-importance.ts';
import { summarise } from './summarise.ts';

type Answer = OutputOf<'explainability.permutation'>;
export type Measured = Pick<Answer, 'metric' | 'baseline' | 'repeats' | 'entries'>;

export interface ImportanceOptions {
  /** Default: roc_auc of classes, r2 of numbers. */
  readonly metric?: string | undefined;
  readonly repeats: number;
  /** Columns with |Spearman| above 0.8 are taken together. */
  readonly grouped: boolean;
  readonly seed: number;
  readonly tick: Tick;
}

interface Scored {
  readonly name: string;
  readonly better: 'higher' | 'lower';
  readonly of: (pipeline: FittedPipeline, data: TrainingData, tick: Tick) => number;
}

function chooseMetric({ task }: FittedPipeline, asked: string | undefined): Scored {
  const name = asked ?? (task === 'classification' ? 'roc_auc' : 'r2');
  const better = metricDirection(name) ?? 'higher';
  return {
    name,
    better,
    of(pipeline, data, tick) {
      const metrics = scorePipeline(pipeline, data, tick);
      const value = metrics[name];
      if (value === undefined) {
        throw new AppError('INVALID_INPUT', `There is no metric '${name}' of a ${task}.`, {
          path: 'metric',
          hint: `Metrics: ${Object.keys(metrics).join(', ')}`,
        });
      }
      if (value !== null) return value;
      throw new AppError('NOT_ENOUGH_DATA', `${name} does not exist for these rows.`, {
        path: 'metric',
        hint: 'Choose another metric, or rows with every class',
      });
    },
  };
}

function groupsOf(table: Table, { grouped, tick }: ImportanceOptions): number[][] {
  return grouped
    ? correlatedGroups(table, subTick(tick, 0, 0.05))
    : table.columns.map((_, j) => [j]);
}

function entryOf(
  table: Table,
  at: readonly number[],
  losses: ArrayLike<number>,
): Answer['entries'][number] {
  const columns = at.map((j) => table.columns[j]!.name);
  return { name: columns.join(' + '), columns, ...summarise(losses) };
}

const strongestFirst = (entries: Answer['entries']): Answer['entries'] =>
  entries.toSorted((a, b) => b.mean - a.mean);

/** How much worse the model scores when columns are shuffled, `repeats` times each. */
export function permutationImportance(
  pipeline: FittedPipeline,
  data: TrainingData,
  options: ImportanceOptions,
): Measured {
  const { repeats, seed, tick } = options;
  const { name, better, of } = chooseMetric(pipeline, options.metric);
  const sign = better === 'higher' ? -1 : 1;
  const baseline = of(pipeline, data, subTick(tick, 0, 0));
  const groups = groupsOf(data.table, options);
  const entries = groups.map((at, g) => {
    const rng = createRng(seed).fork(`permutation ${g}`);
    const orders = Array.from({ length: repeats }, () =>
      rng.shuffle(Int32Array.from({ length: data.y.length }, (_, i) => i)),
    );
    const part = subTick(
      tick,
      0.05 + (0.95 * g) / groups.length,
      0.05 + (0.95 * (g + 1)) / groups.length,
    );
    let asked = 0;
    const losses = permutationLosses(data.table, { at, orders }, (table) => {
      part(asked++ / (repeats + 1));
      return (
        sign *
        of(
          pipeline,
          { ...data, table },
          subTick(part, asked / (repeats + 2), asked / (repeats + 2)),
        )
      );
    });
    return entryOf(data.table, at, losses);
  });
  return { metric: { name, better }, baseline, repeats, entries: strongestFirst(entries) };
}

/** How the model was fitted, to fit it again with fewer columns. */
export type Refit = Pick<FitPipelineOptions, 'recipe' | 'classWeight' | 'memoryBudget'>;

/**
 * How much worse a model that is fitted on the same rows without the columns scores, against one fitted
 * with all; each repeat with a seed of its own. Calibration and thresholds are left out of both.
 */
export function dropColumnImportance(
  pipeline: FittedPipeline,
  {
    train,
    data,
    refit,
  }: { readonly train: TrainingData; readonly data: TrainingData; readonly refit: Refit },
  options: ImportanceOptions,
): Measured {
  const { repeats, seed, tick } = options;
  const { name, better, of } = chooseMetric(pipeline, options.metric);
  const sign = better === 'higher' ? -1 : 1;
  const groups = groupsOf(data.table, options).filter(
    (at) => at.length < data.table.columns.length,
  );
  const names = pipeline.features.map((feature) => feature.name);
  const fits = (groups.length + 1) * repeats;
  let done = 0;
  const lossesWithout = (left: ReadonlySet<string>): Float64Array =>
    Float64Array.from({ length: repeats }, (_, r) => {
      const part = subTick(tick, 0.05 + (0.95 * done) / fits, 0.05 + (0.95 * ++done) / fits);
      const fitted = fitPipeline(train, {
        ...refit,
        algorithm: pipeline.algorithm,
        params: pipeline.params,
        features: names.filter((feature) => !left.has(feature)),
        seed: (seed + r) >>> 0,
        modelId: pipeline.modelId,
        tick: subTick(part, 0, 0.9),
        now: () => 0,
      });
      return sign * of(fitted.pipeline, data, subTick(part, 0.9, 1));
    });
  const whole = lossesWithout(new Set());
  const entries = groups.map((at) => {
    const left = new Set(at.map((j) => data.table.columns[j]!.name));
    const losses = lossesWithout(left).map((loss, r) => loss - whole[r]!);
    return entryOf(data.table, at, losses);
  });
  const baseline = (sign * whole.reduce((sum, value) => sum + value, 0)) / repeats;
  return { metric: { name, better }, baseline, repeats, entries: strongestFirst(entries) };
}
