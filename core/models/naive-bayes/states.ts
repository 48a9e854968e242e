import { bernoulliNaiveBayesKind } from './bernoulli-state.ts';
import { categoricalNaiveBayesKind } from './categorical-state.ts';
import { gaussianNaiveBayesKind } from './gaussian-state.ts';

/** The shapes that fitted estimators of this family have, besides trees and linear. */
export const naiveBayesStates = [
  gaussianNaiveBayesKind,
  bernoulliNaiveBayesKind,
  categoricalNaiveBayesKind,
] as const;
