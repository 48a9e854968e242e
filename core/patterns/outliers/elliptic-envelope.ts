import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import { defineOutliers } from '../pattern-algorithm.ts';
import { toRowMajor } from '../row-major.ts';
import { chiSquareQuantile } from './chi-square-quantile.ts';
import { contaminationParam, scoreThreshold } from './contamination.ts';
import { robustCovariance } from './robust-covariance.ts';

const params = z.strictObject({
  support_fraction: z.number().min(0).max(1).default(0).meta({
    title: 'Support',
    description: 'Share of the rows that are surely fine; 0: a little more than half',
  }),
  contamination: contaminationParam(0.1),
});

/** Share of normal rows within the method's own threshold. */
const within = 0.975;

/** Squared Mahalanobis distances from a robust centre and covariance. Rousseeuw & Van Driessen 1999. */
export const ellipticEnvelope = defineOutliers<z.infer<typeof params>>({
  id: 'elliptic_envelope',
  kind: 'outliers',
  title: 'Elliptic envelope',
  summary:
    'Rows far from the centre of one elliptic cloud, measured so that outliers do not bend it',
  params,
  mostRows: null,
  numbersOnly: true,
  run(x, { params: { support_fraction: supportFraction, contamination }, seed, tick }) {
    const width = x.columns.length;
    if (x.rows <= 2 * width) {
      throw new AppError(
        'NOT_ENOUGH_DATA',
        `${x.rows} rows are too few for the covariance of ${width} encoded columns`,
        { hint: `Use more than ${2 * width} rows, or fewer columns`, path: 'columns' },
      );
    }
    const { distances } = robustCovariance(toRowMajor(x), { supportFraction, seed, tick });
    const threshold =
      contamination === 0
        ? chiSquareQuantile(within, width)
        : scoreThreshold(distances, contamination);
    return { scores: distances, threshold };
  },
});
