import { z } from 'zod';
import { createRng, type Rng } from '../../base/rng.ts';
import { subTick } from '../../base/tick.ts';
import { checkFit } from '../check-fit.ts';
import { defineEstimator } from '../estimator.ts';
import type { FittedState } from '../states/state-kinds.ts';
import { combineMembers } from './combine-members.ts';
import { takeColumns } from './ensemble-state.ts';
import { fitMember, memberSchema, resolveMember, takeMemberRows } from './members.ts';

const params = z.strictObject({
  estimator: memberSchema.default('decision_tree').meta({
    title: 'Algorithm',
    description: 'Its id, or its id with parameters',
  }),
  n_estimators: z.int().min(1).max(1000).default(10).meta({
    title: 'Models',
    description: 'How often it is fitted, each time on other rows',
  }),
  max_samples: z.number().gt(0).max(1).default(1).meta({
    title: 'Share of rows',
    description: 'Drawn for each model',
  }),
  max_features: z.number().gt(0).max(1).default(1).meta({
    title: 'Share of columns',
    description: 'Drawn without replacement for each model',
  }),
  bootstrap: z.boolean().default(true).meta({
    title: 'Bootstrap',
    description: 'Draw rows with replacement',
  }),
});
type Params = z.infer<typeof params>;

const mostDraws = 50;

function draw(rng: Rng, count: number, wanted: number): Int32Array {
  return rng
    .shuffle(Int32Array.from({ length: count }, (_, i) => i))
    .subarray(0, wanted)
    .sort();
}

/** Rows of more than one target value, so that there is something to learn; all when luck has none. */
function drawRows(rng: Rng, y: Float64Array, { bootstrap, max_samples }: Params): Int32Array {
  const wanted = Math.max(2, Math.round(max_samples * y.length));
  for (let attempt = 0; attempt < mostDraws; attempt++) {
    const rows = bootstrap
      ? Int32Array.from({ length: wanted }, () => rng.integer(y.length)).sort()
      : draw(rng, y.length, wanted);
    if (rows.some((row) => y[row] !== y[rows[0]!])) return rows;
  }
  return Int32Array.from(y, (_, row) => row);
}

/** One algorithm on many samples of the rows, averaged (Breiman 1996). */
export const bagging = defineEstimator<Params>({
  id: 'bagging',
  title: 'Bagging',
  summary: 'Fits one algorithm on many samples of the rows and averages the results',
  tasks: ['classification', 'regression'],
  tags: ['wraps', 'needs_scaling'],
  params,
  search: {
    n_estimators: { type: 'integer', low: 5, high: 100, log: true },
    max_samples: { type: 'float', low: 0.3, high: 1 },
    max_features: { type: 'float', low: 0.3, high: 1 },
  },
  fit(x, y, options) {
    checkFit(x, y, options, { missing: 'refuse' });
    const { tick, weights, params: chosen, stopEarly } = options;
    const member = resolveMember(chosen.estimator, options, 'params.estimator');
    const rng = createRng(options.seed).fork('bagging');
    const width = Math.max(1, Math.round(chosen.max_features * x.columns.length));
    const count = chosen.n_estimators;
    const fitted: FittedState[] = [];
    const columns: (Int32Array | null)[] = [];
    for (let m = 0; m < count; m++) {
      if (m > 0 && stopEarly?.() === true) break;
      const seen = width < x.columns.length ? draw(rng, x.columns.length, width) : null;
      const rows = drawRows(rng, y, chosen);
      const data = takeMemberRows({ x: takeColumns(x, seen), y, weights }, rows);
      const part = subTick(tick, m / count, (m + 1) / count);
      const seed = rng.integer(2 ** 32);
      fitted.push(fitMember(member, data, { ...options, seed, tick: part, stopEarly: undefined }));
      columns.push(seen);
    }
    tick(1);
    const votes = new Float64Array(fitted.length).fill(1 / fitted.length);
    return combineMembers(fitted, { ...options, combine: 'mean', votes, columns });
  },
});
