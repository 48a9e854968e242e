import { z } from 'zod';
import type { StateBase } from '../states/state-kind.ts';

/** A fitted estimator inside another; whoever reads the model checks it by its own kind. */
export const nestedState = z.custom<StateBase>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    typeof value.kind === 'string',
  'expected a fitted estimator',
);
