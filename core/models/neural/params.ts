import { z } from 'zod';
import { activations } from './activations.ts';

export const perceptronParams = z.strictObject({
  hidden_layer_sizes: z
    .array(z.int().min(1).max(4096))
    .min(1)
    .max(10)
    .default([100])
    .meta({ title: 'Hidden layers', description: 'Units of each hidden layer' }),
  activation: z
    .enum(activations)
    .default('relu')
    .meta({ title: 'Activation', description: 'Of the hidden units' }),
  solver: z
    .enum(['adam', 'sgd'])
    .default('adam')
    .meta({ title: 'Solver', description: 'adam, or gradient descent with Nesterov’s momentum' }),
  alpha: z.number().min(0).max(1e6).default(1e-4).meta({
    title: 'L2 regularisation',
    description: 'Strength of the penalty on the weights',
  }),
  batch_size: z
    .int()
    .min(1)
    .max(1_000_000)
    .nullable()
    .default(null)
    .meta({ title: 'Rows a step', description: 'Empty: 200, or all rows where there are fewer' }),
  learning_rate_init: z
    .number()
    .min(1e-7)
    .max(10)
    .default(1e-3)
    .meta({ title: 'Learning rate', description: 'Length of the steps' }),
  momentum: z
    .number()
    .min(0)
    .max(0.999)
    .default(0.9)
    .meta({ title: 'Momentum', description: 'Of the solver sgd' }),
  max_iter: z
    .int()
    .min(1)
    .max(100_000)
    .default(200)
    .meta({ title: 'Most epochs', description: 'Passes over the rows at most' }),
  tol: z.number().min(0).max(1).default(1e-4).meta({
    title: 'Tolerance',
    description: 'A loss that falls by less than this counts as no better',
  }),
  n_iter_no_change: z.int().min(1).max(10_000).default(10).meta({
    title: 'Patience',
    description: 'Epochs without improvement after which training ends',
  }),
  early_stopping: z.boolean().default(false).meta({
    title: 'Stop early',
    description: 'Watch the loss on rows kept aside, and keep what was best there',
  }),
  validation_fraction: z.number().min(0.01).max(0.9).default(0.1).meta({
    title: 'Share kept aside',
    description: 'Of the rows, with stop early',
  }),
  dropout: z.number().min(0).max(0.9).default(0).meta({
    title: 'Dropout',
    description: 'Share of hidden units left out of each step',
  }),
  batch_norm: z.boolean().default(false).meta({
    title: 'Batch normalisation',
    description: 'Standardise what each hidden unit gets, step by step',
  }),
  embedding_size: z.int().min(1).max(256).nullable().default(null).meta({
    title: 'Numbers a category',
    description: 'Length of the vector each category becomes; empty: by how many there are',
  }),
});
export type PerceptronParams = z.infer<typeof perceptronParams>;
