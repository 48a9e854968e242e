import { AppError } from '../base/app-error.ts';
import { parseParams } from '../base/parse-params.ts';
import type { StudyResult, Trial, TuneInput } from '../contract/tuning.ts';
import type { Warning } from '../contract/common.ts';
import type { JobContext } from '../jobs/context.ts';
import { requireEstimator } from '../models/catalogue.ts';
import type { Estimator, SearchSpace } from '../models/estimator.ts';
import { bestTrial, pastTrials } from './best-trial.ts';
import { computeTrial } from './compute-trial.ts';
import { planConcurrency, type Concurrency } from './concurrency.ts';
import { entryOf, trainTrial } from './final-fit.ts';
import { findStudy } from './repository.ts';
import { prepareSearch, type PreparedSearch } from './prepare-search.ts';
import { rivalsOf, rungsOf, stepsOf, type Rungs } from './pruners/pruner.ts';
import { gridSampler } from './samplers/grid.ts';
import { randomSampler } from './samplers/random.ts';
import type { PastTrial, Sampler } from './samplers/sampler.ts';
import { checkSpace } from './samplers/search-space.ts';
import { tpeSampler } from './samplers/tpe.ts';
import { runTrials, type TrialStore } from './search.ts';
import { showStudy } from './show-study.ts';
import { abandonStudy, openStudy, type OpenStudy } from './study.ts';
import { importanceTask, type SearchRows, type TrialTaskOutput, type Validation } from './tasks.ts';

/** Training rows of a fold below which a share of them says nothing. */
const fewestRows = 60;
/** Trees below which fewer of them say nothing. */
const fewestTrees = 5;

function chooseSpace(estimator: Estimator, input: TuneInput): SearchSpace {
  const own = input.space ?? estimator.search ?? {};
  const entries = Object.entries(own).filter(([name]) => !Object.hasOwn(input.params, name));
  const space = Object.fromEntries(entries);
  if (entries.length === 0) {
    throw new AppError('INVALID_INPUT', `${estimator.id} has nothing left to search.`, {
      hint: 'Give ranges as space, or fix fewer parameters.',
      path: 'space',
    });
  }
  checkSpace(space);
  // Names and kinds of values are wrong in every trial or in none.
  const drawn = randomSampler(space, input.seed).suggest(0, []);
  const owner = { id: estimator.id, path: 'space' };
  parseParams(estimator.params, { ...input.params, ...drawn }, owner);
  return space;
}

function makeSampler(space: SearchSpace, input: TuneInput): Sampler {
  const { trials, seed } = input;
  if (input.sampler === 'grid') return gridSampler(space, { trials, seed });
  return input.sampler === 'random' ? randomSampler(space, seed) : tpeSampler(space, seed);
}

interface Resource {
  readonly resource: 'rows' | 'n_estimators';
  readonly rungs: Rungs;
}

/** What a pruner that gives portions gives portions of. */
function resourceOf(
  estimator: Estimator,
  input: TuneInput,
  search: PreparedSearch,
): Resource | null {
  const owner = { id: estimator.id, path: 'params' };
  const params = parseParams(estimator.params, input.params, owner);
  const trees = params['n_estimators'];
  const [resource, smallest] =
    typeof trees === 'number'
      ? (['n_estimators', fewestTrees / trees] as const)
      : (['rows', fewestRows / search.shape.foldRows] as const);
  const rungs = rungsOf(input.pruner, smallest);
  return rungs && { resource, rungs };
}

/** What one search of a study needs: the study's own, and those inside outer folds. */
interface SearchRun {
  readonly input: TuneInput;
  readonly search: PreparedSearch;
  readonly estimator: Estimator;
  readonly space: SearchSpace;
  readonly concurrency: Concurrency;
  readonly resource: Resource | null;
  readonly context: JobContext;
}

/** Bracket names are told by the seed, so that a search can be repeated. */
const studyName = (input: TuneInput): string => `seed ${input.seed}`;

function validationOf({ input, resource }: SearchRun, number: number): Validation {
  if (!resource) return { kind: 'folds' };
  const trial = { study: studyName(input), number };
  return { kind: 'rungs', ...resource, steps: stepsOf(input.pruner, trial, resource.rungs) };
}

interface TrialOrder {
  readonly rows: SearchRows;
  readonly validation: Validation;
  readonly past: readonly PastTrial[];
  readonly leftMs: number | null;
}

function orderTrial(
  run: SearchRun,
  trial: Pick<Trial, 'number' | 'algorithm' | 'params' | 'recipe'>,
  order: TrialOrder,
): Promise<TrialTaskOutput> {
  const { input, search, concurrency, resource, context } = run;
  const { past, ...rest } = order;
  const asked = { study: studyName(input), number: trial.number, rungs: resource?.rungs ?? null };
  return computeTrial(context, {
    ...rest,
    algorithm: trial.algorithm,
    params: trial.params,
    recipe: trial.recipe,
    classWeight: input.classWeight,
    metric: search.metric,
    pruner: input.pruner,
    rivals: rivalsOf(input.pruner, past, asked),
    threads: concurrency.threads,
    memoryBudget: concurrency.memoryBudget,
    limitMs: null,
  });
}

/** What a search has learned, of the time a fit takes above all. */
interface Timing {
  /** The first thing a trial threw that nobody expected. */
  defect?: unknown;
  fitMs: number;
  predictMs: Map<number, number | null>;
}

interface Allowance {
  /** Milliseconds since 1970 at which trials end; null: no limit. */
  readonly until: (timing: Timing) => number | null;
  readonly onTrial: (done: number, timing: Timing) => void;
}

async function searchTrials(
  run: SearchRun,
  rows: SearchRows,
  options: Allowance & { before: readonly Trial[]; store: TrialStore; timing: Timing },
): Promise<Trial[]> {
  const { input, search, context } = run;
  const { before, store, timing } = options;
  const sampler = makeSampler(run.space, input);
  let done = before.length;
  const left = (): number | null => {
    const until = options.until(timing);
    return until === null ? null : until - context.now();
  };
  return runTrials(
    {
      metric: search.metric,
      trials: input.trials,
      parallel: run.concurrency.parallel,
      signal: context.signal,
      onDefect: (error) => (timing.defect ??= error),
      stopped: () => context.finishing.aborted || (left() ?? 1) <= 0,
      suggest(number, { past }) {
        const found = sampler.suggest(number, past);
        if (!found) return null;
        const params = { ...input.params, ...found };
        return { algorithm: run.estimator.id, params, recipe: input.recipe };
      },
      async run(trial, past) {
        const validation = validationOf(run, trial.number);
        const output = await orderTrial(run, trial, { rows, validation, past, leftMs: left() });
        if (output.fitMs !== null) timing.fitMs = Math.max(timing.fitMs, output.fitMs);
        timing.predictMs.set(trial.number, output.predictMs);
        options.onTrial(++done, timing);
        return output;
      },
    },
    before,
    store,
  );
}

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

const forgetful: TrialStore = { save: () => {}, drop: () => {} };

/** Repeats the search inside outer folds and scores what it finds on their test parts. */
async function searchNested(
  run: SearchRun,
  allowance: (fold: number) => Allowance,
): Promise<StudyResult['nested']> {
  const { input, search, context } = run;
  const folds: { value: number | null; params: Record<string, unknown> }[] = [];
  for (let fold = 0; fold < input.nested; fold++) {
    if (context.finishing.aborted) break;
    const rows = { ...search.rows, outer: { folds: input.nested, fold } };
    const timing: Timing = { fitMs: 0, predictMs: new Map() };
    const options = { ...allowance(fold), before: [], store: forgetful, timing };
    const best = bestTrial(await searchTrials(run, rows, options), search.metric);
    if (!best) continue;
    const validation = { kind: 'outer' } as const;
    const scored = await orderTrial(run, best, { rows, validation, past: [], leftMs: null });
    folds.push({ value: scored.value, params: best.params });
  }
  const values = folds.flatMap(({ value }) => (value === null ? [] : [value]));
  if (values.length === 0) return { folds, mean: null, std: null };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { folds, mean, std: Math.sqrt(variance) };
}

/** Part of the progress that the trials are; the rest is nested validation and the last fit. */
const trialsShare = 0.85;

interface Clock {
  readonly start: number;
  /** Milliseconds for each of the searches, or null. */
  readonly eachMs: number | null;
}

/** How long a search may take: its budget less the fit of the best, and how far it is shown to be. */
function allowanceOf(run: SearchRun, clock: Clock, at: { from: number; to: number }): Allowance {
  const { input, context } = run;
  const { eachMs } = clock;
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
  const clock: Clock = { start: context.now(), eachMs };
  const part = trialsShare / searches;
  const timing: Timing = { fitMs: 0, predictMs: new Map() };
  const trials = await searchTrials(run, search.rows, {
    ...allowanceOf(run, clock, { from: 0, to: part }),
    before: study.before,
    store: study,
    timing,
  });
  const best = requireBest(trials, run, timing.defect);
  const nested =
    input.nested === 0
      ? null
      : await searchNested(run, (fold) =>
          allowanceOf(run, clock, { from: part * (fold + 1), to: part * (fold + 2) }),
        );
  const stopped = context.finishing.aborted;
  const trained = await trainTrial(search, best, {
    context,
    cv: stopped ? 0 : input.cv,
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
