import type { Trial } from '../contract/tuning.ts';
import { isBetter, type MainMetric } from '../models/choose-algorithm.ts';
import { lossOf } from './metric.ts';
import type { PastTrial } from './samplers/sampler.ts';

/** The complete trial with the best value; of equals the first. */
export function bestTrial(trials: readonly Trial[], metric: MainMetric): Trial | null {
  let best: Trial | null = null;
  for (const trial of trials) {
    if (trial.state !== 'complete' || trial.value === null) continue;
    if (!best || isBetter(trial.value, best.value, metric)) best = trial;
  }
  return best;
}

/** Trials that have ended as samplers see them; failed ones taught nothing. */
export function pastTrials(trials: readonly Trial[], metric: MainMetric): PastTrial[] {
  return trials.flatMap((trial): PastTrial[] => {
    const { state, value, number, params, recipe } = trial;
    if (state !== 'complete' && state !== 'pruned') return [];
    const intermediate = trial.intermediate.map((at) => ({
      step: at.step,
      loss: at.value === null ? null : lossOf(at.value, metric),
    }));
    const loss = value === null ? Infinity : lossOf(value, metric);
    return [{ number, state, loss, params: { ...params, ...prefixRecipe(recipe) }, intermediate }];
  });
}

const prefix = 'recipe.';

/** Choices of the recipe as parameters of a search. */
function prefixRecipe(recipe: Trial['recipe']): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(recipe).map(([name, value]) => [`${prefix}${name}`, value]),
  );
}

/** Takes parameters apart into those of the estimator and those of the recipe. */
export function splitParams(
  suggested: Readonly<Record<string, unknown>>,
  recipe: Trial['recipe'],
): { readonly params: Record<string, unknown>; readonly recipe: Trial['recipe'] } {
  const params: Record<string, unknown> = {};
  const chosen: Record<string, unknown> = { ...recipe };
  for (const [name, value] of Object.entries(suggested)) {
    if (name.startsWith(prefix)) chosen[name.slice(prefix.length)] = value;
    else params[name] = value;
  }
  return { params, recipe: chosen as Trial['recipe'] };
}
