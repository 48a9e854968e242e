import { AppError } from '../base/app-error.ts';
import { dummy } from './baselines/dummy.ts';
import { ensembleEstimators } from './ensembles/catalogue.ts';
import type { Estimator } from './estimator.ts';
import { gradientBoosting } from './gradient-boosting/gradient-boosting.ts';
import { imported } from './imported.ts';
import { linearEstimators } from './linear/catalogue.ts';
import { naiveBayesEstimators } from './naive-bayes/catalogue.ts';
import { neighboursEstimators } from './neighbours/catalogue.ts';
import { neuralEstimators } from './neural/catalogue.ts';
import { svmEstimators } from './svm/catalogue.ts';
import { treeEstimators } from './trees/catalogue.ts';

const list: readonly Estimator[] = [
  gradientBoosting,
  ...linearEstimators,
  ...treeEstimators,
  ...neighboursEstimators,
  ...naiveBayesEstimators,
  ...svmEstimators,
  ...neuralEstimators,
  ...ensembleEstimators,
  dummy,
];

/** Every estimator by id, in the order the catalogue shows them. */
export const estimators: ReadonlyMap<string, Estimator> = new Map(list.map((e) => [e.id, e]));

/** The estimator of that id; UNSUPPORTED for imported models, NOT_FOUND lists the ids there are. */
export function requireEstimator(id: string): Estimator {
  const estimator = estimators.get(id);
  if (estimator) return estimator;
  if (id === imported) {
    throw new AppError('UNSUPPORTED', 'An imported model cannot be trained here.', {
      hint: 'Its file holds what it learned, not how. Train an algorithm of the catalogue on the version, or train it again where it came from and import the new file.',
    });
  }
  throw new AppError('NOT_FOUND', `There is no algorithm '${id}'.`, {
    hint: `Algorithms: auto, ${[...estimators.keys()].join(', ')}`,
    path: 'algorithm',
  });
}
