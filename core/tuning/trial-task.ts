import { AppError, isAppError } from '../base/app-error.ts';
import { parseParams } from '../base/parse-params.ts';
import { subTick, type Tick } from '../base/tick.ts';
import type { Warning } from '../contract/common.ts';
import type { Fold } from '../evaluation/splitters.ts';
import type { TaskContext } from '../jobs/task.ts';
import { requireEstimator } from '../models/catalogue.ts';
import type { TrainingData } from '../models/training-data.ts';
import type { PreparedFolds } from './prepared-folds.ts';
import { loadRows, type LoadedRows } from './load-rows.ts';
import { lossOf } from './metric.ts';
import { isPruned } from './pruners/pruner.ts';
import { fewerRows, scoreFold, type FoldScore } from './score-fold.ts';
import type { FoldOutcome, TrialTaskInput, TrialTaskOutput } from './tasks.ts';

/** Thrown through a fit that nobody waits for any more. */
class GivenUp extends Error {}

/** When the trial and the fit that is under way began. */
interface Watch {
  readonly start: number;
  fitStart: number;
}

/** As the tick, and ends the trial when a person wants no more, or its time or that of a fit is over. */
function watched(input: TrialTaskInput, context: TaskContext, watch: Watch): Tick {
  const { limitMs, leftMs } = input;
  return (fraction, message) => {
    context.tick(fraction, message);
    const now = performance.now();
    const over = leftMs !== null && now - watch.start > leftMs;
    if (context.stopEarly() || over) throw new GivenUp();
    if (limitMs !== null && now - watch.fitStart > limitMs) {
      const seconds = (limitMs / 1000).toPrecision(3);
      throw new AppError('UNSUPPORTED', `A fit took longer than the ${seconds} s allowed.`);
    }
  };
}

interface Portion {
  readonly params: Readonly<Record<string, unknown>>;
  /** Share of the training rows, or their number. */
  readonly rows: number;
}

/** What a trial is given at a step of its rungs. */
function portionOf(input: TrialTaskInput, step: number): Portion {
  const { params, validation } = input;
  const whole = { params, rows: input.trainRows ?? 1 };
  if (validation.kind !== 'rungs' || step === validation.rungs.whole) return whole;
  const share = step / validation.rungs.whole;
  if (validation.resource === 'rows') return { params, rows: share };
  const { id, params: schema } = requireEstimator(input.algorithm);
  const filled = parseParams(schema, params, { id, path: 'params' });
  const asked = (filled as Record<string, unknown>)['n_estimators'] as number;
  return { params: { ...params, n_estimators: Math.max(1, Math.round(asked * share)) }, rows: 1 };
}

interface Scored {
  readonly scores: FoldScore[];
  readonly warnings: Warning[];
}

function scoreOne(
  source: {
    readonly data: TrainingData;
    readonly fold: Fold;
    readonly number: number;
    readonly kept: PreparedFolds;
  },
  input: TrialTaskInput & { readonly portion: Portion; readonly features: readonly string[] },
  into: Scored & { readonly tick: Tick },
): void {
  const { data, fold } = source;
  const { portion, features, rows } = input;
  const times = data.keys?.times ?? null;
  const train = fewerRows(fold.train, portion.rows, { seed: rows.seed, times });
  try {
    const score = scoreFold(data, train === fold.train ? fold : { train, test: fold.test }, {
      kept: train === fold.train ? source.kept : null,
      algorithm: input.algorithm,
      params: portion.params,
      recipe: input.recipe,
      classWeight: input.classWeight,
      features,
      seed: rows.seed,
      threads: input.threads,
      memoryBudget: input.memoryBudget,
      modelId: 'trial',
      withTraining: input.withTraining ?? false,
      tick: into.tick,
      now: () => performance.now(),
    });
    into.scores.push(score);
  } catch (error) {
    // As in a training: a fold whose training rows hold one class only is left out.
    if (!isAppError(error) || error.code !== 'TARGET_INVALID') throw error;
    const message = `Fold ${source.number + 1} is left out: ${error.message}`;
    into.warnings.push({ kind: 'folds', message });
  }
}

function meanAndStd(values: readonly number[]): { mean: number | null; std: number | null } {
  if (values.length === 0) return { mean: null, std: null };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, std: Math.sqrt(variance) };
}

function outcomeOf({ scores }: Scored, input: TrialTaskInput): FoldOutcome[] {
  const { name } = input.metric;
  return scores.map(({ metrics, trainMetrics, fitMs }) => ({
    value: metrics[name] ?? null,
    train: trainMetrics?.[name] ?? null,
    fitMs,
  }));
}

const present = (outcomes: readonly FoldOutcome[]): number[] =>
  outcomes.flatMap(({ value }) => (value === null ? [] : [value]));

/** Runs a trial step by step, and stops it where the pruner says so. */
function runSteps(
  loaded: LoadedRows,
  input: TrialTaskInput,
  { tick, watch }: { readonly tick: Tick; readonly watch: Watch },
): Omit<TrialTaskOutput, 'durationMs'> {
  const { validation, metric } = input;
  const without = new Set(input.without);
  const features = loaded.features.filter((name) => !without.has(name));
  const source =
    validation.kind === 'outer'
      ? { data: loaded.outer!.data, folds: [loaded.outer!.fold] }
      : { data: loaded.data, folds: loaded.folds };
  const rungs = validation.kind === 'rungs' ? validation.steps : null;
  const steps = rungs ?? source.folds.map((_, f) => f);
  const intermediate: { step: number; value: number | null }[] = [];
  let scored: Scored = { scores: [], warnings: [] };
  let state: 'complete' | 'pruned' = 'complete';
  for (const [s, step] of steps.entries()) {
    const portion = portionOf(input, step);
    const asked = { ...input, portion, features };
    if (rungs) scored = { scores: [], warnings: [] };
    const chosen = rungs ? source.folds.map((_, f) => f) : [s];
    for (const [i, f] of chosen.entries()) {
      const at = (done: number): number => (s + done / chosen.length) / steps.length;
      const part = subTick(tick, at(i), at(i + 1));
      const fold = source.folds[f]!;
      watch.fitStart = performance.now();
      scoreOne({ data: source.data, fold, number: f, kept: loaded.kept }, asked, {
        ...scored,
        tick: part,
      });
    }
    const { mean } = meanAndStd(present(outcomeOf(scored, input)));
    intermediate.push({ step, value: mean });
    if (s === steps.length - 1) break;
    const reported = intermediate.map(({ step: at, value }) => ({
      step: at,
      loss: value === null ? null : lossOf(value, metric),
    }));
    if (!isPruned(input.pruner, input.rivals, reported)) continue;
    state = 'pruned';
    break;
  }
  const perFold = outcomeOf(scored, input);
  const { mean, std } = meanAndStd(present(perFold));
  const fits = scored.scores.map(({ fitMs }) => fitMs);
  const tested = source.folds.reduce((sum, { test }) => sum + test.length, 0) / source.folds.length;
  const predicted = meanAndStd(scored.scores.map(({ predictMs }) => predictMs)).mean;
  const failed = state === 'complete' && mean === null;
  return {
    state: failed ? 'failed' : state,
    value: mean,
    std,
    intermediate,
    perFold,
    trainRows: scored.scores[0]?.trainRows ?? 0,
    fitMs: meanAndStd(fits).mean,
    predictMs: predicted === null ? null : predicted / tested,
    error: failed ? `No fold has a value of ${metric.name}.` : null,
    warnings: scored.warnings,
  };
}

const nothing = {
  value: null,
  std: null,
  intermediate: [],
  perFold: [],
  trainRows: 0,
  fitMs: null,
  predictMs: null,
  warnings: [],
} as const;

/**
 * Validates one choice of parameters. What the data or the parameters make impossible is a failed
 * trial, not a failed search.
 */
export async function run(input: TrialTaskInput, context: TaskContext): Promise<TrialTaskOutput> {
  const loaded = await loadRows(input.rows);
  const start = performance.now();
  const durationMs = (): number => performance.now() - start;
  try {
    const watch = { start, fitStart: start };
    const tick = watched(input, context, watch);
    return { ...runSteps(loaded, input, { tick, watch }), durationMs: durationMs() };
  } catch (error) {
    const ended = { ...nothing, durationMs: durationMs() };
    if (error instanceof GivenUp) return { ...ended, state: 'given_up', error: null };
    if (!isAppError(error) || error.code === 'CANCELLED') throw error;
    return { ...ended, state: 'failed', error: error.message };
  }
}
