import { z } from 'zod';

const lossNames = [
  'auto',
  'log_loss',
  'hinge',
  'squared_hinge',
  'modified_huber',
  'perceptron',
  'squared_error',
  'huber',
  'epsilon_insensitive',
  'squared_epsilon_insensitive',
] as const;

export const sgdParams = z.strictObject({
  loss: z.enum(lossNames).default('auto').meta({
    title: 'Loss',
    description: 'auto: log_loss for classes, squared_error for numbers',
  }),
  penalty: z.enum(['l2', 'l1', 'elastic_net', 'none']).default('l2').meta({
    title: 'Penalty',
    description: 'l1 sets coefficients to 0; elastic_net mixes l1 and l2',
  }),
  alpha: z.number().min(0).max(1e6).default(1e-4).meta({
    title: 'Regularisation',
    description: 'Weight of the penalty beside the mean loss; the optimal rate depends on it too',
  }),
  l1_ratio: z.number().min(0).max(1).default(0.15).meta({
    title: 'L1 share',
    description: 'Of the elastic net penalty',
  }),
  epsilon: z.number().min(0).max(1e9).default(0.1).meta({
    title: 'Epsilon',
    description: 'Of huber and the insensitive losses, in the units of the target',
  }),
  learning_rate: z
    .enum(['auto', 'optimal', 'constant', 'invscaling', 'adaptive'])
    .default('auto')
    .meta({
      title: 'Learning rate',
      description: 'How steps shrink; auto: optimal for classes, invscaling for numbers',
    }),
  eta0: z.number().gt(0).max(100).default(0.01).meta({
    title: 'First step',
    description: 'Of every rate but optimal',
  }),
  power_t: z.number().min(0).max(2).default(0.25).meta({
    title: 'Power',
    description: 'invscaling divides the first step by the number of rows seen to this power',
  }),
  average: z.boolean().default(false).meta({
    title: 'Average',
    description: 'Takes the mean of the coefficients of all steps',
  }),
  max_iter: z.number().int().min(1).max(100_000).default(1000).meta({
    title: 'Most epochs',
    description: 'Passes over the rows',
  }),
  tol: z.number().min(0).max(1).default(1e-3).meta({
    title: 'Tolerance',
    description: 'Five epochs that do not lower the mean loss by so much end the training',
  }),
});
export type SgdParams = z.infer<typeof sgdParams>;
