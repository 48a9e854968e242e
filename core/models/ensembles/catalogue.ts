import type { Estimator } from '../estimator.ts';
import { bagging } from './bagging.ts';
import { blending } from './blending.ts';
import { calibratedClassifier } from './calibrated-classifier.ts';
import { stacking } from './stacking.ts';
import { voting } from './voting.ts';

/** Estimators that fit others. */
export const ensembleEstimators: readonly Estimator[] = [
  voting,
  bagging,
  stacking,
  blending,
  calibratedClassifier,
];
