import { z } from 'zod';

/** Parameters that the lasso and the elastic net share. */
export const descentParams = {
  alpha: z.number().min(0).max(1e12).default(1).meta({
    title: 'Regularisation',
    description: 'Weight of the penalty beside half the mean squared error; 0 gives least squares',
  }),
  tol: z.number().min(1e-15).max(1).default(1e-6).meta({
    title: 'Tolerance',
    description: 'Ends once the duality gap is this share of the sum of squares of the target',
  }),
  max_iter: z.number().int().min(1).max(1_000_000).default(10_000).meta({
    title: 'Most iterations',
    description: 'Sweeps over all coefficients',
  }),
  selection: z.enum(['cyclic', 'random']).default('cyclic').meta({
    title: 'Selection',
    description: 'Order of the coefficients in a sweep; random can converge sooner',
  }),
};
