import type { Trial } from '../../contract/tuning.ts';
import { estimators } from '../../models/catalogue.ts';
import { bestByAlgorithm } from '../show-study.ts';
import { fitMsOf, leftOf, trainingMs, validateTrial, type AutoSession } from './session.ts';

const stackId = 'stacking';
/** Families that are stacked, at most. */
const mostMembers = 4;
/** Inner folds of a stack. */
const innerFolds = 3;
/** Stacking may take this share of the budget. */
const mostShare = 0.3;

/** Milliseconds that validating a stack of these algorithms takes. */
function validationMs(session: AutoSession, members: readonly string[]): number {
  const one = members.reduce((sum, id) => sum + fitMsOf(session, id), 0);
  const besides = Math.max(...members.map((id) => session.fits.get(id)?.besidesMs ?? 0));
  return 1.2 * session.search.shape.folds * ((innerFolds + 1) * one + besides);
}

/** The time to keep for a stack of the best families so far; 0 when it would be too much. */
export function stackMs(session: AutoSession): number {
  const best = [...session.fits]
    .toSorted(([, a], [, b]) => a.loss - b.loss)
    .slice(0, mostMembers)
    .map(([id]) => id);
  const ms = validationMs(session, best);
  return ms <= mostShare * session.budgetMs ? ms : 0;
}

/**
 * Validates a stack of the best of the best families as one more trial, where time allows; the trials
 * with it.
 */
export async function stackFamilies(
  session: AutoSession,
  trials: readonly Trial[],
): Promise<readonly Trial[]> {
  const { input, search, context, study, warnings } = session;
  if (!input.stacking || context.finishing.aborted || !estimators.has(stackId)) return trials;
  if (trials.some(({ algorithm }) => algorithm === stackId)) return trials;
  const best = bestByAlgorithm(trials, search.metric).slice(0, mostMembers);
  const members = best.map(({ trial }) => trial.algorithm);
  if (members.length < 2) return trials;
  const entries = best
    .slice(0, 3)
    .reduce((sum, { trial }) => sum + trainingMs(session, trial.algorithm), 0);
  const needed = validationMs(session, members);
  if (needed > leftOf(session) - entries / session.concurrency.parallel) {
    const seconds = Math.ceil(needed / 1000);
    const message = `No stack was tried: it would have taken about ${seconds} s more.`;
    warnings.push({ kind: 'stacking', message });
    return trials;
  }
  const trial: Trial = {
    number: Math.max(...trials.map(({ number }) => number)) + 1,
    state: 'running',
    value: null,
    std: null,
    algorithm: stackId,
    params: {
      estimators: best.map(({ trial: { algorithm: id, params } }) => ({ id, params })),
      cv: innerFolds,
    },
    recipe: input.recipe,
    intermediate: [],
    durationMs: null,
    runId: null,
    error: null,
  };
  study.save(trial);
  const output = await validateTrial(session, trial, {
    past: [],
    leftMs: leftOf(session),
    limitMs: null,
  });
  if (output.state === 'given_up') {
    study.drop(trial.number);
    return trials;
  }
  const { state, value, std, intermediate, durationMs, error } = output;
  const ended = { ...trial, state, value, std, intermediate: [...intermediate], durationMs, error };
  study.save(ended);
  return [...trials, ended];
}
