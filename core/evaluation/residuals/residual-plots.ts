import type { OutputOf } from '../../contract/contract.ts';
import { moments } from '../../stats/descriptive.ts';
import { normalQuantile } from '../../stats/normal-distribution.ts';
import { orderNumbers } from '../../stats/order-numbers.ts';
import { evenly, maxPoints } from '../curves.ts';

type Analysis = OutputOf<'evaluation.residuals'>;
type Trend = Analysis['scaleLocation']['trend'];

const qqPoints = 1000;
const trendPoints = 60;

/** Means of about 60 neighbouring stretches with as many rows each, in ascending order of x. */
export function runningMean(x: Float64Array, y: Float64Array): Trend {
  const order = orderNumbers(x);
  const parts = Math.min(trendPoints, Math.max(1, Math.floor(order.length / 5)));
  const trend: Trend = { x: [], y: [] };
  if (order.length === 0) return trend;
  for (let part = 0; part < parts; part++) {
    const from = Math.floor((part * order.length) / parts);
    const to = Math.floor(((part + 1) * order.length) / parts);
    let [sumX, sumY] = [0, 0];
    for (let i = from; i < to; i++) {
      sumX += x[order[i]!]!;
      sumY += y[order[i]!]!;
    }
    trend.x.push(sumX / (to - from));
    trend.y.push(sumY / (to - from));
  }
  return trend;
}

/** (residual − mean) ÷ standard deviation (n − 1); zeros where residuals do not vary. */
export function standardise(residual: Float64Array): Float64Array {
  const { mean } = moments(residual);
  const squares = residual.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (residual.length - 1));
  return residual.map((value) => (deviation > 0 ? (value - mean) / deviation : 0));
}

/** Sorted standardised residuals against normal quantiles at (i − ½)/n; `rows` numbers the rows. */
export function qqPlot(standardised: Float64Array, rows: Int32Array): Analysis['qq'] {
  const order = orderNumbers(standardised);
  const shown = evenly(order.length, qqPoints);
  return {
    theoretical: shown.map((i) => normalQuantile((i + 0.5) / order.length)),
    sample: shown.map((i) => standardised[order[i]!]! + 0),
    row: shown.map((i) => rows[order[i]!]!),
  };
}

/** Evenly drawn rows with their truth and prediction, and means over all of them. */
export function pointsOf({
  rows,
  actual,
  fitted,
  residual,
}: {
  readonly rows: Int32Array;
  readonly actual: Float64Array;
  readonly fitted: Float64Array;
  readonly residual: Float64Array;
}): Pick<Analysis, 'points' | 'meanResidual' | 'meanAbsolute'> {
  const shown = evenly(rows.length, maxPoints);
  const mean = (of: (value: number) => number): number =>
    residual.reduce((sum, value) => sum + of(value), 0) / residual.length;
  return {
    points: {
      row: shown.map((i) => rows[i]!),
      actual: shown.map((i) => actual[i]!),
      predicted: shown.map((i) => fitted[i]!),
      residual: shown.map((i) => residual[i]!),
    },
    meanResidual: mean((value) => value),
    meanAbsolute: mean(Math.abs),
  };
}

/** √|standardised residual| against the fitted value. */
export function scaleLocation(
  standardised: Float64Array,
  fitted: Float64Array,
): Analysis['scaleLocation'] {
  const root = standardised.map((value) => Math.sqrt(Math.abs(value)));
  const shown = evenly(fitted.length, maxPoints);
  return {
    fitted: shown.map((i) => fitted[i]!),
    root: shown.map((i) => root[i]!),
    trend: runningMean(fitted, root),
  };
}

/** Running sum of residuals and running mean of their size, in ascending order of time. */
export function overTime(
  column: string,
  times: Float64Array,
  residual: Float64Array,
): NonNullable<Analysis['overTime']> {
  const order = orderNumbers(times);
  const cumulative = new Float64Array(order.length);
  const meanAbsolute = new Float64Array(order.length);
  let [sum, size] = [0, 0];
  order.forEach((row, i) => {
    sum += residual[row]!;
    size += Math.abs(residual[row]!);
    cumulative[i] = sum;
    meanAbsolute[i] = size / (i + 1);
  });
  const shown = evenly(order.length, maxPoints);
  return {
    column,
    time: shown.map((i) => times[order[i]!]!),
    cumulative: shown.map((i) => cumulative[i]!),
    meanAbsolute: shown.map((i) => meanAbsolute[i]!),
  };
}
