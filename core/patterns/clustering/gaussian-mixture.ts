import { z } from 'zod';
import { subTick } from '../../base/tick.ts';
import { defineClustering } from '../pattern-algorithm.ts';
import { toRowMajor } from '../row-major.ts';
import { checkClusterCount } from './check-cluster-count.ts';
import { fitKMeans } from './k-means.ts';
import { fitMixture, type Mixture } from './mixture.ts';

const params = z.strictObject({
  n_components: z.int().min(1).max(1000).default(2).meta({
    title: 'Components',
    description: 'Normal distributions that make up the rows',
  }),
  covariance_type: z.enum(['full', 'tied', 'diag', 'spherical']).default('full').meta({
    title: 'Covariance',
    description: 'Any shape each, one shape for all, along the columns, or round',
  }),
  tol: z.number().min(0).max(1).default(1e-3).meta({
    title: 'Tolerance',
    description: 'Iterations end once the mean log-likelihood grows less',
  }),
  reg_covar: z.number().min(0).max(1e6).default(1e-6).meta({
    title: 'Regularisation',
    description: 'Added to variances',
  }),
  max_iter: z.int().min(1).max(10_000).default(100).meta({ title: 'Most iterations' }),
  n_init: z.int().min(1).max(100).default(1).meta({
    title: 'Starts',
    description: 'The likeliest of so many is kept',
  }),
});

/** A mixture of normal distributions by expectation maximisation, from k-means. Dempster et al. 1977. */
export const gaussianMixture = defineClustering<z.infer<typeof params>>({
  id: 'gaussian_mixture',
  kind: 'clusters',
  title: 'Gaussian mixture',
  summary: 'Overlapping groups of elliptic shape, with BIC and AIC to choose their number',
  params,
  mostRows: null,
  countParam: 'n_components',
  run(x, { params: chosen, seed, tick, stopEarly }) {
    checkClusterCount(x, chosen.n_components, 'n_components');
    const data = toRowMajor(x);
    let best: Mixture | null = null;
    for (let start = 0; start < chosen.n_init; start++) {
      const part = subTick(tick, start / chosen.n_init, (start + 1) / chosen.n_init);
      const { labels } = fitKMeans(data, {
        n_clusters: chosen.n_components,
        n_init: 1,
        max_iter: 300,
        tol: 1e-4,
        seed: (seed + start) >>> 0,
        tick: subTick(part, 0, 0.2),
      });
      const responsibilities = Array.from({ length: chosen.n_components }, (_, c) =>
        Float64Array.from(labels, (label) => (label === c ? 1 : 0)),
      );
      const made = fitMixture(data, responsibilities, {
        type: chosen.covariance_type,
        regularisation: chosen.reg_covar,
        maxIterations: chosen.max_iter,
        tolerance: chosen.tol,
        tick: subTick(part, 0.2, 1),
        stopEarly,
      });
      if (best === null || made.logLikelihood > best.logLikelihood) best = made;
      if (stopEarly()) break;
    }
    const { labels, bic, aic, logLikelihood, iterations, converged } = best!;
    const message = `The mixture did not settle in ${iterations} iterations; allow more with max_iter.`;
    return {
      labels,
      metrics: { bic, aic, log_likelihood: logLikelihood, iterations },
      warnings: converged ? [] : [{ kind: 'not_converged', message }],
    };
  },
});
