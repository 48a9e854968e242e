import { AppError } from '../../base/app-error.ts';
import type { Warning } from '../../contract/common.ts';
import type { AutoInput, StudyResult, Trial } from '../../contract/tuning.ts';
import type { JobContext } from '../../jobs/context.ts';
import type { Estimator, SearchSpace } from '../../models/estimator.ts';
import { bestTrial, pastTrials } from '../best-trial.ts';
import { planConcurrency } from '../concurrency.ts';
import { prepareSearch, type PreparedSearch } from '../prepare-search.ts';
import { findStudy } from '../repository.ts';
import { showStudy } from '../show-study.ts';
import { abandonStudy, openStudy } from '../study.ts';
import { importanceTask } from '../tasks.ts';
import { chooseFamilies, familySpace } from './families.ts';
import { searchFamilies } from './search-families.ts';
import type { AutoSession } from './session.ts';
import { simplify } from './simplify.ts';
import { stackFamilies } from './stack-families.ts';
import { trainEntries } from './train-entries.ts';

/** How often the progress, which is the time, is told. */
const progressMs = 500;
/** The ranges of all families, by family and parameter. */
function wholeSpace(
  families: readonly Estimator[],
  { shape }: PreparedSearch,
  recipes: boolean,
): SearchSpace {
  return Object.fromEntries(
    families.flatMap((family) =>
      Object.entries(familySpace(family, shape, recipes)).map(([name, range]) => [
        `${family.id}.${name}`,
        range,
      ]),
    ),
  );
}

/** Importance of the parameters of the best family, the only one that was searched in depth. */
function importanceOf(
  { context, input, families, search }: AutoSession,
  trials: readonly Trial[],
  best: Trial,
): Promise<Record<string, number>> {
  const family = families.find(({ id }) => id === best.algorithm);
  const space = family ? familySpace(family, search.shape, input.recipes) : {};
  const own = trials.filter(({ algorithm }) => algorithm === best.algorithm);
  const past = pastTrials(own, search.metric);
  return context.compute(importanceTask, { space, past, seed: input.seed }, { silent: true });
}

async function runSession(session: AutoSession): Promise<void> {
  const { context, search, study, warnings, budgetMs, start } = session;
  let stage = 'Searching';
  let count = study.before.length;
  const tell = (): void => {
    const fraction = Math.min(0.99, (context.now() - start) / budgetMs);
    context.progress({ fraction, stage, message: `${count} trials` });
  };
  const timer = setInterval(tell, progressMs);
  try {
    const searched = await searchFamilies(session, () => {
      count++;
      tell();
    });
    stage = 'Stacking';
    const trials = await stackFamilies(session, searched);
    const best = bestTrial(trials, search.metric);
    if (!best) throw session.defects[0] ?? nothingWorked(trials);
    stage = 'Fitting the best on all rows';
    const leaderboard = await trainEntries(session, trials);
    const importance = await importanceOf(session, trials, best);
    study.end({
      state: context.finishing.aborted ? 'stopped' : 'finished',
      error: null,
      bestRunId: leaderboard[0]?.runId ?? null,
      outcome: { importance, leaderboard, nested: null, warnings },
    });
  } finally {
    clearInterval(timer);
  }
}

function nothingWorked(trials: readonly Trial[]): AppError {
  const failed = trials.find(({ error }) => error !== null);
  if (failed) {
    return new AppError(
      'UNSUPPORTED',
      `No algorithm could be fitted. ${failed.algorithm}: ${failed.error}`,
      {
        hint: 'Look at the target and the features, or name other algorithms.',
        path: 'algorithms',
      },
    );
  }
  return new AppError('UNSUPPORTED', 'No algorithm was fitted in the time there was.', {
    hint: 'Give a longer budget, fewer folds, or fewer rows.',
    path: 'budget',
  });
}

/** tuning.auto */
export async function autoTune(input: AutoInput, context: JobContext): Promise<StudyResult> {
  const start = context.now();
  const prepared = await prepareSearch({ ...input, algorithm: null, params: {} }, context);
  const families = chooseFamilies(prepared.shape, input.algorithms);
  const concurrency = planConcurrency(prepared, families, input.parallel);
  const search = await simplify(prepared, families, { input, context, concurrency });
  const warnings: Warning[] = [...search.warnings, ...concurrency.warnings];
  const study = openStudy(
    context,
    {
      name: input.name ?? `AutoML for ${input.target}`,
      kind: 'automl',
      versionId: search.record.version.id,
      target: input.target,
      task: search.task,
      algorithm: null,
      sampler: 'tpe',
      pruner: 'median',
      metric: search.metric,
      seed: input.seed,
      budget: input.budget,
      input,
      space: wholeSpace(families, search, input.recipes),
    },
    input.resume,
  );
  const session: AutoSession = {
    input,
    context,
    search,
    study,
    concurrency,
    families,
    warnings,
    start,
    budgetMs: input.budget * 1000,
    fits: new Map(),
    predictMs: new Map(),
    defects: [],
  };
  try {
    await runSession(session);
  } catch (error) {
    abandonStudy(study, context, error);
  }
  return showStudy(context, findStudy(context.workspace.db, study.id)!);
}
