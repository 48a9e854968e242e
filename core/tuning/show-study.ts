import type { StudyResult, Trial } from '../contract/tuning.ts';
import type { OperationContext } from '../jobs/context.ts';
import { estimators } from '../models/catalogue.ts';
import { isBetter } from '../models/choose-algorithm.ts';
import { bestTrial, pastTrials } from './best-trial.ts';
import { entryOf } from './final-fit.ts';
import { fanova } from './importance/fanova.ts';
import { listTrials, type StudyRecord } from './repository.ts';

/** While a search goes on its importance is a sketch: few trees, the newest trials. */
const sketch = { trees: 16, most: 150 };
const sketches = new Map<string, { trials: number; importance: Record<string, number> }>();

/** Asked again and again while a search goes on: computed anew for every fifth trial only. */
function sketchImportance({ study, space }: StudyRecord, trials: readonly Trial[]) {
  const complete = trials.filter(({ state }) => state === 'complete');
  const kept = sketches.get(study.id);
  if (kept && complete.length - kept.trials < 5) return kept.importance;
  const past = pastTrials(complete, study.metric);
  const importance = fanova(space, past, { ...sketch, seed: study.seed });
  sketches.clear();
  sketches.set(study.id, { trials: complete.length, importance });
  return importance;
}

/** The best trial of each algorithm, best first. */
export function bestByAlgorithm(
  trials: readonly Trial[],
  metric: StudyRecord['study']['metric'],
): { readonly trial: Trial; readonly trials: number }[] {
  const byAlgorithm = Map.groupBy(trials, ({ algorithm }) => algorithm);
  return [...byAlgorithm.values()]
    .flatMap((own) => {
      const trial = bestTrial(own, metric);
      return trial ? [{ trial, trials: own.length }] : [];
    })
    .toSorted((a, b) => {
      if (isBetter(a.trial.value, b.trial.value, metric)) return -1;
      return isBetter(b.trial.value, a.trial.value, metric) ? 1 : a.trial.number - b.trial.number;
    });
}

function liveLeaderboard(
  { study }: StudyRecord,
  trials: readonly Trial[],
): StudyResult['leaderboard'] {
  return bestByAlgorithm(trials, study.metric)
    .filter(({ trial }) => estimators.has(trial.algorithm))
    .map(({ trial, trials: count }, i) => ({
      rank: i + 1,
      ...entryOf(trial, { run: null, predictMs: null, trials: count }),
    }));
}

/** A study as it stands. */
export function showStudy(context: OperationContext, record: StudyRecord): StudyResult {
  const { study, input, space, outcome } = record;
  const trials = listTrials(context.workspace.db, study.id);
  const found = bestTrial(trials, study.metric);
  const best = found && {
    runId: study.bestRunId,
    value: found.value,
    algorithm: found.algorithm,
    params: found.params,
    recipe: found.recipe,
  };
  const shown = { study, input, best, trials, space };
  if (outcome) return { ...shown, ...outcome };
  const importance = study.kind === 'search' ? sketchImportance(record, trials) : {};
  const leaderboard = liveLeaderboard(record, trials);
  return { ...shown, importance, leaderboard, nested: null, warnings: [] };
}
