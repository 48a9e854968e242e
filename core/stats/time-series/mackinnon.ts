import { normalCdf } from '../normal-distribution.ts';

/** Deterministic terms of a unit-root regression: none, a constant, a constant and a trend. */
export type TrendTerms = 'n' | 'c' | 'ct';

interface Surface {
  /** Below it p is 0, above the largest 1; `star` divides the two polynomials. */
  readonly min: number;
  readonly star: number;
  readonly max: number;
  /** Coefficients of 1, τ, τ² ... under the normal distribution function. */
  readonly small: readonly number[];
  readonly large: readonly number[];
  /** Coefficients of 1, 1/n, 1/n², 1/n³ for the quantiles of 1 %, 5 % and 10 %. */
  readonly critical: readonly (readonly number[])[];
}

/**
 * One integrated series. p-values: MacKinnon 1994, Approximate asymptotic distribution functions for
 * unit-root and cointegration tests, tables 3 and 4. Critical values: MacKinnon 2010, table 2.
 */
const surfaces: Readonly<Record<TrendTerms, Surface>> = {
  n: {
    min: -19.04,
    star: -1.04,
    max: Infinity,
    small: [0.6344, 1.2378, 3.2496e-2],
    large: [0.4797, 9.3557e-1, -0.6999e-1, 3.3066e-2],
    critical: [
      [-2.56574, -2.2358, -3.627, 0],
      [-1.941, -0.2686, -3.365, 31.223],
      [-1.61682, 0.2656, -2.714, 25.364],
    ],
  },
  c: {
    min: -18.83,
    star: -1.61,
    max: 2.74,
    small: [2.1659, 1.4412, 3.8269e-2],
    large: [1.7339, 9.3202e-1, -1.2745e-1, -1.0368e-2],
    critical: [
      [-3.43035, -6.5393, -16.786, -79.433],
      [-2.86154, -2.8903, -4.234, -40.04],
      [-2.56677, -1.5384, -2.809, 0],
    ],
  },
  ct: {
    min: -16.18,
    star: -2.89,
    max: 0.7,
    small: [3.2512, 1.6047, 4.9588e-2],
    large: [2.5261, 6.1654e-1, -3.7956e-1, -6.0285e-2],
    critical: [
      [-3.95877, -9.0531, -28.428, -134.155],
      [-3.41049, -4.3904, -9.036, -45.374],
      [-3.12705, -2.5856, -3.925, -22.38],
    ],
  },
};

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}

/** Approximate p-value of a Dickey-Fuller t statistic. */
export function mackinnonPValue(statistic: number, terms: TrendTerms): number {
  const { min, star, max, small, large } = surfaces[terms];
  if (statistic > max) return 1;
  if (statistic < min) return 0;
  return normalCdf(polynomial(statistic <= star ? small : large, statistic));
}

/** Critical values for n observations in the regression, by their level. */
export function mackinnonCritical(terms: TrendTerms, n: number): Record<string, number> {
  const [one, five, ten] = surfaces[terms].critical.map((row) => polynomial(row, 1 / n));
  return { '1%': one!, '5%': five!, '10%': ten! };
}
