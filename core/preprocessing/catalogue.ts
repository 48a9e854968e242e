import { datetimeParts } from './datetime-parts.ts';
import { frequencyEncoder } from './frequency-encoder.ts';
import { knnImputer } from './knn-imputer.ts';
import { minMaxScaler } from './min-max-scaler.ts';
import { missingIndicator } from './missing-indicator.ts';
import { oneHotEncoder } from './one-hot-encoder.ts';
import { ordinalEncoder } from './ordinal-encoder.ts';
import { powerTransformer } from './power-transformer.ts';
import { quantileTransformer } from './quantile-transformer.ts';
import { robustScaler } from './robust-scaler.ts';
import { simpleImputer } from './simple-imputer.ts';
import { standardScaler } from './standard-scaler.ts';
import type { Step } from './step.ts';
import { targetEncoder } from './target-encoder.ts';
import { zerosToMissing } from './zeros-to-missing.ts';

const list: readonly Step[] = [
  simpleImputer,
  knnImputer,
  missingIndicator,
  oneHotEncoder,
  ordinalEncoder,
  targetEncoder,
  frequencyEncoder,
  standardScaler,
  minMaxScaler,
  robustScaler,
  powerTransformer,
  quantileTransformer,
  datetimeParts,
  zerosToMissing,
];

/** Every preparation step by id, in the order the catalogue shows them. */
export const steps: ReadonlyMap<string, Step> = new Map(list.map((step) => [step.id, step]));
