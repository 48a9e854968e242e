import type { Warning } from '../../contract/common.ts';
import type { AutoInput, Trial } from '../../contract/tuning.ts';
import type { JobContext } from '../../jobs/context.ts';
import type { Estimator } from '../../models/estimator.ts';
import type { Concurrency } from '../concurrency.ts';
import { lossOf } from '../metric.ts';
import type { PreparedSearch } from '../prepare-search.ts';
import type { PastTrial } from '../samplers/sampler.ts';
import type { OpenStudy } from '../study.ts';
import { computeTrial } from '../compute-trial.ts';
import type { TrialTaskOutput } from '../tasks.ts';

/** What is known of the fits of an algorithm, in milliseconds. */
interface Known {
  /** Of a fold, with the best parameters so far. */
  readonly fitMs: number;
  /** Of such a fold besides the fit: taking its rows, preparing and scoring them. */
  readonly besidesMs: number;
  /** The least loss so far; Infinity while none is known. */
  readonly loss: number;
}

/** One automatic search: what it works on, the time it has, and what it learned of times. */
export interface AutoSession {
  readonly input: AutoInput;
  readonly context: JobContext;
  readonly search: PreparedSearch;
  readonly study: OpenStudy;
  readonly concurrency: Concurrency;
  /** In the order of their first tries. */
  readonly families: readonly Estimator[];
  readonly warnings: Warning[];
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly budgetMs: number;
  readonly fits: Map<string, Known>;
  /** Milliseconds to predict a row, by trial. */
  readonly predictMs: Map<number, number | null>;
  /** What trials threw that nobody expected. */
  readonly defects: unknown[];
}

/** Milliseconds of the budget that are left. */
export function leftOf({ start, budgetMs, context }: AutoSession): number {
  return start + budgetMs - context.now();
}

/** Milliseconds that a fold of an algorithm takes at its best so far; 0 when none is known. */
export function fitMsOf({ fits }: AutoSession, algorithm: string): number {
  return fits.get(algorithm)?.fitMs ?? 0;
}

/** Of a training besides what a fold takes: a thread, the record. */
const overheadMs = 400;
/** Reading, checks and scores with their intervals take so many times what a fold does besides its fit. */
const besides = 3;
/** All training rows are more than those of a fold, and the machine is busier. */
const caution = 1.5;

/** What training an algorithm on all rows and testing it will take, in milliseconds. */
export function trainingMs(session: AutoSession, algorithm: string): number {
  const { fitMs = 0, besidesMs = 0 } = session.fits.get(algorithm) ?? {};
  return caution * (overheadMs + besides * besidesMs + fitMs);
}

function timesOf({ fitMs, durationMs, perFold }: TrialTaskOutput): Partial<Known> {
  if (fitMs === null || perFold.length === 0) return {};
  return { fitMs, besidesMs: Math.max(0, durationMs / perFold.length - fitMs) };
}

/** Validates one choice in a thread, and notes how long its fits take. */
export async function validateTrial(
  session: AutoSession,
  trial: Pick<Trial, 'number' | 'algorithm' | 'params' | 'recipe'>,
  options: {
    readonly past: readonly PastTrial[];
    readonly leftMs: number;
    readonly limitMs: number | null;
  },
): Promise<TrialTaskOutput> {
  const { search, concurrency, context, input } = session;
  const { number, algorithm, params, recipe } = trial;
  const output = await computeTrial(context, {
    rows: search.rows,
    algorithm,
    params,
    recipe,
    classWeight: input.classWeight,
    metric: search.metric,
    validation: { kind: 'folds' },
    pruner: 'median',
    rivals: options.past,
    threads: concurrency.threads,
    memoryBudget: concurrency.memoryBudget,
    limitMs: options.limitMs,
    leftMs: options.leftMs,
  });
  const { state, value } = output;
  const known = session.fits.get(algorithm) ?? { fitMs: 0, besidesMs: 0, loss: Infinity };
  const loss = state === 'complete' && value !== null ? lossOf(value, search.metric) : Infinity;
  const better = loss < known.loss || known.loss === Infinity;
  const times = better ? timesOf(output) : null;
  session.fits.set(algorithm, { ...known, ...times, loss: Math.min(known.loss, loss) });
  session.predictMs.set(number, output.predictMs);
  return output;
}
