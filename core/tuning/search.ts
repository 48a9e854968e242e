import { setImmediate } from 'node:timers/promises';
import { isAppError } from '../base/app-error.ts';
import { canonicalJson } from '../base/canonical-json.ts';
import type { RecipeOptions } from '../contract/training.ts';
import type { Trial } from '../contract/tuning.ts';
import type { MainMetric } from '../models/choose-algorithm.ts';
import { pastTrials } from './best-trial.ts';
import type { PastTrial } from './samplers/sampler.ts';
import type { TrialTaskOutput } from './tasks.ts';

/** What a trial is to try. */
export interface PlannedTrial {
  readonly algorithm: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly recipe: RecipeOptions;
}

export interface SearchPlan {
  readonly metric: MainMetric;
  readonly trials: number;
  readonly parallel: number;
  /**
   * What the trial of this number tries, told by the trials it may know; null: there is nothing left.
   * Of trials side by side none knows the other: number n knows those up to n − parallel.
   */
  suggest(number: number, known: { trials: Trial[]; past: PastTrial[] }): PlannedTrial | null;
  run(trial: Trial, past: readonly PastTrial[]): Promise<TrialTaskOutput>;
  /** True once no further trial is to begin. */
  stopped(): boolean;
  readonly signal: AbortSignal;
  /** Hears of what a trial threw that nobody expected. */
  onDefect(error: unknown): void;
}

export interface TrialStore {
  save(trial: Trial): void;
  drop(number: number): void;
}

const keyOf = ({ algorithm, params, recipe }: PlannedTrial): string =>
  canonicalJson({ algorithm, params, recipe });

function begun(number: number, planned: PlannedTrial): Trial {
  return {
    number,
    state: 'running',
    value: null,
    std: null,
    algorithm: planned.algorithm,
    params: { ...planned.params },
    recipe: { ...planned.recipe },
    intermediate: [],
    durationMs: null,
    runId: null,
    error: null,
  };
}

/** The trial as its task left it; null when it was given up. */
function ended(trial: Trial, output: TrialTaskOutput): Trial | null {
  const { state, value, std, intermediate, durationMs, error } = output;
  if (state === 'given_up') return null;
  return { ...trial, state, value, std, intermediate: [...intermediate], durationMs, error };
}

/**
 * Runs the trials of a search that have not ended yet, `parallel` at a time, and stores each at once. The
 * same plan gives the same trials for the same `parallel`, also when it goes on after a break: a trial
 * begins only when all it may know have ended. Parameters that were tried before are not tried again;
 * their outcome is taken over. Throws CANCELLED when the signal is aborted; a trial that throws is a
 * failed one.
 */
export async function runTrials(
  plan: SearchPlan,
  before: readonly Trial[],
  store: TrialStore,
): Promise<Trial[]> {
  const done = new Map(before.map((trial) => [trial.number, trial]));
  const running = new Map<number, Promise<void>>();
  let next = 0;
  let exhausted = false;

  const inOrder = (): Trial[] => [...done.values()].toSorted((a, b) => a.number - b.number);

  async function execute(trial: Trial, past: readonly PastTrial[]): Promise<void> {
    let result: Trial | null;
    try {
      result = ended(trial, await plan.run(trial, past));
    } catch (error) {
      if (plan.signal.aborted) return;
      if (!isAppError(error)) plan.onDefect(error);
      const message = error instanceof Error ? error.message : String(error);
      result = { ...trial, state: 'failed', error: message };
    }
    if (plan.signal.aborted) return;
    if (!result) return store.drop(trial.number);
    done.set(trial.number, result);
    store.save(result);
  }

  function start(number: number): void {
    const trials = inOrder().filter((trial) => trial.number <= number - plan.parallel);
    const past = pastTrials(trials, plan.metric);
    const planned = plan.suggest(number, { trials, past });
    if (!planned) {
      exhausted = true;
      return;
    }
    const key = keyOf(planned);
    const same = trials.find((trial) => trial.state === 'complete' && keyOf(trial) === key);
    if (same) {
      const copy: Trial = { ...same, number, durationMs: 0, runId: null };
      done.set(number, copy);
      store.save(copy);
      return;
    }
    const trial = begun(number, planned);
    store.save(trial);
    running.set(
      number,
      execute(trial, past).finally(() => running.delete(number)),
    );
  }

  const mayStart = (): boolean =>
    !exhausted &&
    next < plan.trials &&
    running.size < plan.parallel &&
    !plan.signal.aborted &&
    !plan.stopped() &&
    ![...running.keys()].some((number) => number <= next - plan.parallel);

  for (;;) {
    while (mayStart()) {
      if (!done.has(next)) start(next);
      next++;
      // Outcomes taken over need no thread: let others have their turn.
      await setImmediate();
    }
    if (running.size === 0) break;
    await Promise.race(running.values());
  }
  plan.signal.throwIfAborted();
  return inOrder();
}
