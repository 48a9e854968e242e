import { z } from 'zod';
import { createRng } from '../../base/rng.ts';
import { checkFit } from '../check-fit.ts';
import { defineEstimator } from '../estimator.ts';
import { fitAdaBoostR2 } from './adaboost-r2.ts';
import { fitSamme } from './samme.ts';

const params = z.strictObject({
  n_estimators: z.int().min(1).max(10_000).default(50).meta({
    title: 'Trees',
    description: 'Rounds at most; a perfect tree, or one worse than chance, ends them',
  }),
  learning_rate: z.number().gt(0).max(100).default(1).meta({
    title: 'Learning rate',
    description: 'Weight of each tree; lower needs more trees',
  }),
  max_depth: z.int().min(1).max(64).nullable().default(null).meta({
    title: 'Depth of the trees',
    description: 'Empty: 1 for classes, 3 for numbers',
  }),
  loss: z.enum(['linear', 'square', 'exponential']).default('linear').meta({
    title: 'Loss',
    description: 'For numbers: how errors weigh on the next tree',
  }),
});
type Params = z.infer<typeof params>;

/** AdaBoost (Freund and Schapire 1997) as scikit-learn: SAMME for classes, R2 for numbers. */
export const adaBoost = defineEstimator<Params>({
  id: 'ada_boost',
  title: 'AdaBoost',
  summary: 'Small trees in turn, each on what the ones before got wrong',
  tasks: ['classification', 'regression'],
  tags: ['handles_missing', 'handles_categories'],
  params,
  search: {
    n_estimators: { type: 'integer', low: 25, high: 400, log: true },
    learning_rate: { type: 'float', low: 0.01, high: 2, log: true },
    max_depth: { type: 'integer', low: 1, high: 6 },
  },
  memory: ({ rows, columns }) => rows * (6 * columns + 200),
  fit(x, y, options) {
    checkFit(x, y, options);
    const { task, classes, weights, tick, stopEarly } = options;
    const rng = createRng(options.seed).fork('ada_boost');
    const depth = options.params.max_depth ?? (task === 'classification' ? 1 : 3);
    const chosen = { ...options.params, max_depth: depth };
    const problem = { x, y, classes, weights, rng, tick, stopEarly };
    const state =
      task === 'classification' ? fitSamme(problem, chosen) : fitAdaBoostR2(problem, chosen);
    tick(1);
    return state;
  },
});
