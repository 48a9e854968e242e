import { z } from 'zod';
import { maybeNumber, versionRef } from './common.ts';
import { segmentRef } from './eda-segments.ts';
import { defineOperation } from './operation.ts';

const values = z.array(maybeNumber);
const critical = z.record(z.string(), z.number());

export const seriesSchema = z.object({
  time: z.array(z.number()).meta({
    description:
      'UTC milliseconds; the numbers of a time column that has no dates; or the row number',
  }),
  value: values,
  /** At most 5,000 points of the resampled series; `observations` counts them all. */
  observations: z.number(),
  frequency: z.string().meta({
    description: 'of the series, such as 1h, 1d, 1b (weekdays), 1mo, a number, row or irregular',
  }),
  period: z
    .number()
    .meta({ description: 'observations in a season, as given or found; 1 when there is none' }),
  adf: z
    .object({
      statistic: z.number(),
      pValue: z.number(),
      lags: z.number(),
      observations: z.number(),
      critical,
    })
    .nullable(),
  kpss: z
    .object({ statistic: z.number(), pValue: z.number(), lags: z.number(), critical })
    .nullable(),
  decomposition: z.object({ trend: values, seasonal: values, residual: values }).nullable(),
  acf: z.array(z.number()),
  pacf: z.array(z.number()),
  /** Half width of the 95 % band around zero. */
  confidence: z.number(),
  /** The longest hundred, in order of time. */
  gaps: z.array(z.object({ from: z.number(), to: z.number(), missing: z.number() })),
  /** Seasons found in the spectrum of the detrended series, strongest first, at most ten. */
  seasonality: z.array(z.object({ period: z.number(), power: z.number() })),
  warnings: z.array(z.string()),
});
export type Series = z.infer<typeof seriesSchema>;

export const seriesOperations = [
  defineOperation({
    name: 'eda.timeseries',
    kind: 'job',
    summary: 'A column over time: trend, seasons, stationarity, autocorrelation, gaps',
    input: z.object({
      version: versionRef,
      time: z.string().optional().meta({ description: 'default: the first datetime column' }),
      value: z.string().min(1),
      resample: z
        .string()
        .regex(/^\d{0,4}(min|h|d|w|mo|q|y)$/)
        .optional()
        .meta({ description: 'such as 1h, 1d, 1w, 1mo; default: as the data comes' }),
      aggregate: z.enum(['mean', 'sum', 'min', 'max', 'last']).default('mean'),
      period: z.number().int().min(2).max(10_000).optional(),
      model: z.enum(['additive', 'multiplicative']).default('additive'),
      lags: z.number().int().min(1).max(1000).default(40),
      regression: z
        .enum(['c', 'ct', 'n'])
        .default('c')
        .meta({ description: 'terms of the ADF test' }),
      maxLag: z.number().int().min(0).max(200).optional(),
      autolag: z.enum(['aic', 'bic', 'none']).default('aic'),
      kpssLags: z
        .number()
        .int()
        .min(0)
        .max(1000)
        .optional()
        .meta({ description: 'of the KPSS test; default: chosen by the data' }),
      segment: segmentRef.optional(),
    }),
    output: seriesSchema,
    cli: { positional: ['version'] },
  }),
] as const;
