import { AppError } from '../../base/app-error.ts';
import { estimators, requireEstimator } from '../../models/catalogue.ts';
import type { Estimator, SearchSpace } from '../../models/estimator.ts';
import type { ShapeTaskOutput } from '../tasks.ts';

/** Tried first, so that there is something good to look at within seconds. */
const first = [
  'logistic_regression',
  'ridge',
  'gradient_boosting',
  'random_forest',
  'extra_trees',
  'k_neighbors',
  'decision_tree',
];
/** For targets, or questions, of a special kind: only when asked for by name. */
const special = new Set(['dummy', 'quantile', 'radius_neighbors']);
const specialTags = ['wraps', 'baseline', 'positive_target'] as const;
/** Cells above which estimators tagged slow are left out. */
const mostSlowCells = 400_000;

function isSuitable(estimator: Estimator, { task, rows, features }: ShapeTaskOutput): boolean {
  const { id, tags, tasks } = estimator;
  if (!tasks.includes(task) || special.has(id)) return false;
  if (specialTags.some((tag) => tags.includes(tag))) return false;
  return !tags.includes('slow') || rows * features.length <= mostSlowCells;
}

function rankOf({ id, tags }: Estimator): number {
  const place = first.indexOf(id);
  if (place >= 0) return place;
  return first.length + (tags.includes('slow') ? 2 : tags.includes('tree') ? 1 : 0);
}

/**
 * The algorithms that are tried, in the order of their first tries: those asked for, else all that suit
 * the task and the size of the data. UNSUPPORTED where one asked for does not do the task.
 */
export function chooseFamilies(
  shape: ShapeTaskOutput,
  asked: readonly string[] | undefined,
): Estimator[] {
  if (asked && asked.length > 0) {
    return [...new Set(asked)].map((id) => {
      const estimator = requireEstimator(id);
      if (estimator.tasks.includes(shape.task)) return estimator;
      throw new AppError('UNSUPPORTED', `${id} does no ${shape.task}.`, {
        hint: `It does ${estimator.tasks.join(' and ')}. Leave it out.`,
        path: 'algorithms',
      });
    });
  }
  const suitable = [...estimators.values()].filter((estimator) => isSuitable(estimator, shape));
  return suitable.toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** Choices of preparation worth trying for an algorithm on such data, as parameters of a search. */
function recipeSpace({ tags }: Estimator, shape: ShapeTaskOutput): SearchSpace {
  const choice = (...choices: (string | boolean)[]) => ({ type: 'categorical', choices }) as const;
  const native = tags.includes('handles_missing');
  return {
    ...(shape.missingNumbers
      ? {
          'recipe.imputer': native
            ? choice('auto', 'median')
            : choice('auto', 'mean', 'most_frequent', 'constant'),
          'recipe.indicator': choice(false, true),
        }
      : {}),
    ...(shape.categories
      ? { 'recipe.encoder': choice('auto', 'one_hot', 'target', 'frequency') }
      : {}),
    ...(tags.includes('needs_scaling')
      ? { 'recipe.scaler': choice('auto', 'robust', 'power', 'quantile') }
      : {}),
  };
}

/** What is searched for one algorithm. */
export function familySpace(
  estimator: Estimator,
  shape: ShapeTaskOutput,
  recipes: boolean,
): SearchSpace {
  return { ...estimator.search, ...(recipes ? recipeSpace(estimator, shape) : {}) };
}
