import { subTick, type Tick } from '../../base/tick.ts';
import { applySteps } from '../../preprocessing/fit-step.ts';
import type { Table } from '../../table/table.ts';
import { linkOf, targetValues } from '../links.ts';
import { computeMargins } from '../margins.ts';
import type { FittedPart, Interval } from '../pipeline.ts';
import { toMatrix } from '../to-matrix.ts';
import { rankOfShifted } from './order-statistics.ts';

export interface IntervalInput {
  /** Raw rows, aligned to the pipeline. */
  readonly table: Table;
  /** What the pipeline predicts for them. */
  readonly values: Float64Array;
  readonly tick: Tick;
}

export interface Ends {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** What one part of an interval predicts for raw rows, aligned to its pipeline. */
export function predictPart(part: FittedPart, table: Table, tick: Tick): Float64Array {
  const x = toMatrix(applySteps(table, part.steps), part.encoded);
  const margins = computeMargins(part.estimator, x, tick);
  return targetValues(margins[0]!, linkOf(part.estimator, 'regression'));
}

/** CV+ (Barber, Candès, Ramdas & Tibshirani 2021). O(rows × folds × log(training rows)). */
function crossEnds(
  { parts, residuals, coverage }: Extract<Interval, { method: 'cv_plus' }>,
  { table, tick }: IntervalInput,
): Ends {
  const predicted = parts.map((part, k) =>
    predictPart(part, table, subTick(tick, k / parts.length, (k + 1) / parts.length)),
  );
  const mirrored = residuals.map((values) => values.map((value) => -value).reverse());
  const n = residuals.reduce((sum, values) => sum + values.length, 0);
  // Of few rows the outermost residual stands for one that would have to be infinite.
  const upperRank = Math.min(n, Math.ceil((n + 1) * coverage - 1e-9));
  const lowerRank = Math.max(1, n + 1 - upperRank);
  const lower = new Float64Array(table.rows);
  const upper = new Float64Array(table.rows);
  for (let row = 0; row < table.rows; row++) {
    const centres = predicted.map((values) => values[row]!);
    lower[row] = rankOfShifted(centres, mirrored, lowerRank);
    upper[row] = rankOfShifted(centres, residuals, upperRank);
  }
  return { lower, upper };
}

/** Conformalised quantile regression (Romano, Patterson & Candès 2019). */
function quantileEnds(
  interval: Extract<Interval, { method: 'quantile' }>,
  { table, tick }: IntervalInput,
): Ends {
  const low = predictPart(interval.lower, table, subTick(tick, 0, 0.5));
  const high = predictPart(interval.upper, table, subTick(tick, 0.5, 1));
  const lower = low.map((value) => value - interval.margin);
  const upper = high.map((value) => value + interval.margin);
  for (let row = 0; row < lower.length; row++) {
    if (lower[row]! <= upper[row]!) continue;
    // Quantiles that cross leave nothing between them; the interval is then the point half-way.
    lower[row] = (lower[row]! + upper[row]!) / 2;
    upper[row] = lower[row]!;
  }
  return { lower, upper };
}

/** The ends of each row's interval. */
export function predictInterval(interval: Interval, input: IntervalInput): Ends {
  switch (interval.method) {
    case 'split':
      return {
        lower: input.values.map((value) => value - interval.radius),
        upper: input.values.map((value) => value + interval.radius),
      };
    case 'cv_plus':
      return crossEnds(interval, input);
    case 'quantile':
      return quantileEnds(interval, input);
  }
}
