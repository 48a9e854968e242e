import { AppError } from '../base/app-error.ts';
import type { Warning } from '../contract/common.ts';
import type { StudyResult, Trial, TuneInput } from '../contract/tuning.ts';
import type { JobContext } from '../jobs/context.ts';
import { requireEstimator } from '../models/catalogue.ts';
import { bestTrial, pastTrials } from './best-trial.ts';
import { planConcurrency } from './concurrency.ts';
import { entryOf, trainTrial } from './final-fit.ts';
import { searchNested } from './nested.ts';
import { prepareSearch } from './prepare-search.ts';
import { findStudy } from './repository.ts';
import { searchTrials, type Allowance, type SearchRun, type Timing } from './search-trials.ts';
import { showStudy } from './show-study.ts';
import { abandonStudy, openStudy, type OpenStudy } from './study.ts';
import { importanceTask } from './tasks.ts';
import { chooseSpace, resourceOf } from './tune-plan.ts';

function requireBest(trials: readonly Trial[], run: SearchRun, defect: unknown): Trial {
  const best = bestTrial(trials, run.search.metric);
  if (best) return best;
  if (defect !== undefined) throw defect;
  const failed = trials.find(({ error }) => error !== null);
  if (failed) {
    const count = trials.length === 1 ? 'The trial' : `All ${trials.length} trials`;
    throw new AppError('UNSUPPORTED', `${count} failed. The first: ${failed.error}`, {
      hint: 'Change the space, the algorithm or the data.',
      path: 'algorithm',
    });
  }
  throw new AppError('UNSUPPORTED', 'No trial ended in the time there was.', {
    hint: 'Give a longer budget, fewer folds, or fewer rows.',
    path: 'budget',
  });
}
/** Part of the progress that the trials are; the rest is nested validation and the last fit. */
const trialsShare = 0.85;

/** How long a search may take: its budget less the fit of the best, and how far it is shown to be. */
function allowanceOf(
  run: SearchRun,
  eachMs: number | null,
  at: { readonly from: number; readonly to: number },
): Allowance {
  const { input, context } = run;
  const fits = 1 + input.cv;
  const begin = context.now();
  return {
    until: ({ fitMs }) =>
      eachMs === null ? null : begin + eachMs - Math.min(0.5 * eachMs, fitMs * fits),
    onTrial(done) {
      const elapsed = eachMs === null ? 0 : (context.now() - begin) / eachMs;
      const share = Math.min(1, Math.max(done / input.trials, elapsed));
      const fraction = at.from + share * (at.to - at.from);
      context.progress({
        fraction,
        stage: 'Searching',
        message: `${done} of ${input.trials} trials`,
      });
    },
  };
}

async function runStudy(run: SearchRun, study: OpenStudy): Promise<void> {
  const { input, search, context, concurrency } = run;
  const searches = 1 + input.nested;
  const eachMs = input.budget === undefined ? null : (input.budget * 1000) / searches;
  const part = trialsShare / searches;
  const begin = context.now();
  const timing: Timing = { fitMs: 0, predictMs: new Map() };
  const trials = await searchTrials(run, search.rows, {
    ...allowanceOf(run, eachMs, { from: 0, to: part }),
    before: study.before,
    store: study,
    timing,
  });
  const best = requireBest(trials, run, timing.defect);
  const nested =
    input.nested === 0
      ? null
      : await searchNested(run, (fold) =>
          allowanceOf(run, eachMs, { from: part * (fold + 1), to: part * (fold + 2) }),
        );
  const stopped = context.finishing.aborted;
  const leftMs = eachMs === null ? Infinity : begin + searches * eachMs - context.now();
  const validates = !stopped && timing.fitMs * (1 + input.cv) <= leftMs;
  const trained = await trainTrial(search, best, {
    context,
    cv: validates ? input.cv : 0,
    from: trialsShare,
    to: 0.98,
  });
  study.link(best.number, trained.run.id);
  const past = pastTrials(trials, search.metric);
  const importance = await context.compute(
    importanceTask,
    { space: run.space, past, seed: input.seed },
    { silent: true },
  );
  const predictMs = timing.predictMs.get(best.number) ?? null;
  const entry = entryOf(best, { run: trained, predictMs, trials: trials.length });
  const warnings: Warning[] = [...search.warnings, ...concurrency.warnings];
  if (run.resource?.rungs.whole === 1) {
    const message = `Too few rows or trees for ${input.pruner}: every trial was run in full.`;
    warnings.push({ kind: 'pruner', message });
  }
  study.end({
    state: stopped ? 'stopped' : 'finished',
    error: null,
    bestRunId: trained.run.id,
    outcome: { importance, leaderboard: [{ rank: 1, ...entry }], nested, warnings },
  });
}

/** tuning.run */
export async function tune(input: TuneInput, context: JobContext): Promise<StudyResult> {
  const estimator = requireEstimator(input.algorithm);
  const space = chooseSpace(estimator, input);
  const search = await prepareSearch(input, context);
  const { version } = search.record;
  const concurrency = planConcurrency(search, [estimator], input.parallel);
  const study = openStudy(
    context,
    {
      name: input.name ?? `${estimator.title} for ${input.target}`,
      kind: 'search',
      versionId: version.id,
      target: input.target,
      task: search.task,
      algorithm: estimator.id,
      sampler: input.sampler,
      pruner: input.pruner,
      metric: search.metric,
      seed: input.seed,
      budget: input.budget ?? null,
      input,
      space,
    },
    input.resume,
  );
  const resource = resourceOf(estimator, input, search);
  const run = { input, search, estimator, space: study.space, concurrency, resource, context };
  try {
    await runStudy(run, study);
  } catch (error) {
    abandonStudy(study, context, error);
  }
  return showStudy(context, findStudy(context.workspace.db, study.id)!);
}
