import { isAppError } from '../../base/app-error.ts';
import type { StudyResult, Trial } from '../../contract/tuning.ts';
import { entryOf, trainTrial } from '../final-fit.ts';
import { bestByAlgorithm } from '../show-study.ts';
import { mostEntries } from './search-families.ts';
import { leftOf, trainingMs, type AutoSession } from './session.ts';

type Leaderboard = StudyResult['leaderboard'];

/** Entries that are fitted although the time is over, where each takes a moment. */
const fewest = 3;
/** A moment, in milliseconds. */
const moment = 2000;

/**
 * Makes a run of the best of each family, best first, as far as time allows: fitted on all training rows
 * and tested once. The order is that of the validation; test metrics change nothing.
 */
export async function trainEntries(
  session: AutoSession,
  trials: readonly Trial[],
): Promise<Leaderboard> {
  const { search, context, study, concurrency, warnings } = session;
  const ranked = bestByAlgorithm(trials, search.metric).slice(0, mostEntries + 1);
  const stopped = context.finishing.aborted;
  const entries: (Omit<Leaderboard[number], 'rank'> | null)[] = ranked.map(() => null);
  let next = 0;
  let late = 0;

  function mayTrain(place: number): boolean {
    if (place === 0) return true;
    const ms = trainingMs(session, ranked[place]!.trial.algorithm);
    const short = ms < moment && place < fewest;
    return short || (!stopped && ms < leftOf(session));
  }

  async function trainNext(): Promise<void> {
    while (next < ranked.length && !context.signal.aborted) {
      const place = next++;
      const { trial, trials: count } = ranked[place]!;
      if (!mayTrain(place)) {
        late++;
        continue;
      }
      try {
        const threads = concurrency.threads;
        const run = await trainTrial(search, trial, { context, cv: 0, threads });
        study.link(trial.number, run.run.id);
        const predictMs = session.predictMs.get(trial.number) ?? null;
        entries[place] = entryOf(trial, { run, predictMs, trials: count });
      } catch (error) {
        if (context.signal.aborted || !isAppError(error)) throw error;
        const message = `${trial.algorithm} could not be fitted on all rows: ${error.message}`;
        warnings.push({ kind: 'fit', message });
      }
    }
  }

  await Promise.all(Array.from({ length: concurrency.parallel }, trainNext));
  context.signal.throwIfAborted();
  if (late > 0) {
    const many = late === 1 ? 'One algorithm was' : `${late} algorithms were`;
    const message = `${many} tried, but there was no time to fit them on all rows.`;
    warnings.push({ kind: 'budget', message });
  }
  return entries.flatMap((entry) => entry ?? []).map((entry, i) => ({ rank: i + 1, ...entry }));
}
