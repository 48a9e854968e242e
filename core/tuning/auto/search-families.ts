import { parseParams } from '../../base/parse-params.ts';
import type { Trial } from '../../contract/tuning.ts';
import { requireEstimator } from '../../models/catalogue.ts';
import type { Estimator, SearchSpace } from '../../models/estimator.ts';
import { splitParams } from '../best-trial.ts';
import { runTrials, type PlannedTrial } from '../search.ts';
import { tpeSampler } from '../samplers/tpe.ts';
import type { PastTrial, Sampler } from '../samplers/sampler.ts';
import { nextFamily } from './allocation.ts';
import { familySpace } from './families.ts';
import { leftOf, trainingMs, validateTrial, type AutoSession } from './session.ts';
import { stackMs } from './stack-families.ts';

/** Random trials of a family before its density estimators begin: there is time for few. */
const startupTrials = 5;
/** Families that become runs, besides the stack. */
export const mostEntries = 8;
/** Shares of the budget that fitting the entries may take. */
const leastReserve = 0.08;
const mostReserve = 0.4;
/** Of the time left, one fit of the first round may take this share. */
const firstShare = 0.3;

/** The defaults of what is searched, as a trial has them. */
function defaultsOf(
  { id, params: schema }: Estimator,
  space: SearchSpace,
): Record<string, unknown> {
  const filled = parseParams(schema, {}, { id, path: 'params' });
  return Object.fromEntries(
    Object.keys(space).flatMap((name): [string, unknown][] =>
      Object.hasOwn(filled, name) ? [[name, filled[name]]] : [],
    ),
  );
}

/** Time that is kept for what comes after the search: the stack, and a run for each entry. */
function reservedMs(session: AutoSession): number {
  const { families, fits, concurrency, budgetMs, input } = session;
  const tried = families.map(({ id }) => id).filter((id) => fits.has(id));
  const each = tried.map((id) => trainingMs(session, id)).toSorted((a, b) => a - b);
  const entries = each.slice(0, mostEntries).reduce((sum, ms) => sum + ms, 0);
  const runs = entries / concurrency.parallel;
  const stack = input.stacking ? stackMs(session) : 0;
  return Math.min(mostReserve * budgetMs, Math.max(leastReserve * budgetMs, runs + stack));
}

/** Names the trials of all families: first the defaults of each, then by what they showed. */
function planner(
  session: AutoSession,
): (number: number, known: { trials: Trial[]; past: PastTrial[] }) => PlannedTrial | null {
  const { families, input, search, start, context } = session;
  const spaces = new Map<string, SearchSpace>(
    families.map((family) => [family.id, familySpace(family, search.shape, input.recipes)]),
  );
  const samplers = new Map<string, Sampler>();
  const searchable = new Set(
    [...spaces].filter(([, space]) => Object.keys(space).length > 0).map(([id]) => id),
  );
  let firstRoundEnd: number | null = null;
  return (number, { trials, past }) => {
    const family = families[number];
    if (family) {
      const params = defaultsOf(family, family.search ?? {});
      return { algorithm: family.id, params, recipe: input.recipe };
    }
    firstRoundEnd ??= context.now();
    const end = start + session.budgetMs - reservedMs(session);
    const progress = (context.now() - firstRoundEnd) / Math.max(1, end - firstRoundEnd);
    const { metric } = search;
    const id = nextFamily(trials, { searchable, firstRound: families.length, progress, metric });
    if (id === null) return null;
    const sampler = samplers.get(id) ?? tpeSampler(spaces.get(id)!, input.seed, startupTrials);
    samplers.set(id, sampler);
    const own = new Set(trials.flatMap((t) => (t.algorithm === id ? [t.number] : [])));
    const suggested = sampler.suggest(
      number,
      past.filter((trial) => own.has(trial.number)),
    );
    if (!suggested) return null;
    return { algorithm: requireEstimator(id).id, ...splitParams(suggested, input.recipe) };
  };
}

/** Searches all families until the time for it is up, or a person wants no more. */
export function searchFamilies(session: AutoSession, onTrial: () => void): Promise<Trial[]> {
  const { context, search, concurrency, families, input, study } = session;
  const left = (): number => leftOf(session) - reservedMs(session);
  return runTrials(
    {
      metric: search.metric,
      trials: Infinity,
      parallel: concurrency.parallel,
      signal: context.signal,
      onDefect: (error) => void session.defects.push(error),
      stopped: () => context.finishing.aborted || left() <= 0,
      suggest: planner(session),
      async run(trial, past) {
        const leftMs = left();
        const asked = input.limitPerModel === undefined ? Infinity : 1000 * input.limitPerModel;
        const first = trial.number < families.length ? firstShare * leftMs : Infinity;
        const limitMs = Math.min(asked, first);
        const own = past.filter(({ number }) => number >= families.length);
        const output = await validateTrial(session, trial, {
          past: trial.number < families.length ? [] : own,
          leftMs,
          limitMs: Number.isFinite(limitMs) ? limitMs : null,
        });
        onTrial();
        return output;
      },
    },
    study.before,
    study,
  );
}
