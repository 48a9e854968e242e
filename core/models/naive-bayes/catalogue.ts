import type { Estimator } from '../estimator.ts';
import { bernoulliNaiveBayes } from './bernoulli.ts';
import { categoricalNaiveBayes } from './categorical.ts';
import { complementNaiveBayes } from './complement.ts';
import { gaussianNaiveBayes } from './gaussian.ts';
import { multinomialNaiveBayes } from './multinomial.ts';

/** The estimators of this family, in the order the catalogue shows them. */
export const naiveBayesEstimators: readonly Estimator[] = [
  gaussianNaiveBayes,
  multinomialNaiveBayes,
  complementNaiveBayes,
  bernoulliNaiveBayes,
  categoricalNaiveBayes,
];
