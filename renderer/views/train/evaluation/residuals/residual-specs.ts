import type { OutputOf } from '../../../../../core/contract/contract.ts';
import type { Evaluation } from '../../../../../core/contract/evaluation.ts';
import type { BoxSpec, HistogramSpec, LineSpec, ScatterSpec } from '../../../../charts/spec.ts';
import type { PlotOfRows } from './residual-plot.tsx';

export type ResidualAnalysis = OutputOf<'evaluation.residuals'>;
type By = NonNullable<ResidualAnalysis['by']>;

const residual = 'Residual (actual − predicted)';

/** Residuals in order against what a normal distribution would give. */
function qqSpec({ qq }: ResidualAnalysis): ScatterSpec {
  const ends = [qq.theoretical[0] ?? null, qq.theoretical.at(-1) ?? null];
  return {
    kind: 'scatter',
    x: qq.theoretical,
    y: qq.sample,
    xTitle: 'Normal quantile',
    yTitle: 'Standardised residual',
    curve: { name: 'Normal', x: ends, y: ends },
    names: qq.row.map((row) => `Row ${row + 1}`),
  };
}

/** Whether the spread changes with the prediction. */
function scaleSpec({ scaleLocation, points }: ResidualAnalysis): ScatterSpec {
  return {
    kind: 'scatter',
    x: scaleLocation.fitted,
    y: scaleLocation.root,
    xTitle: 'Predicted',
    yTitle: '√|standardised residual|',
    names: points.row.map((row) => `Row ${row + 1}`),
    curve: { name: 'Running mean', ...scaleLocation.trend },
  };
}

/** Residuals along a column: points with a running mean. */
function byPointsSpec({ column, points, trend }: By, time: boolean): ScatterSpec {
  return {
    kind: 'scatter',
    x: points.x,
    y: points.residual,
    xTitle: column,
    yTitle: residual,
    ...(time ? { xKind: 'date' as const } : {}),
    zeroLine: true,
    names: points.row.map((row) => `Row ${row + 1}`),
    curve: { name: 'Running mean', ...trend },
  };
}

/** Residuals by a category, or by hour or weekday of a time. */
function byBoxesSpec({ column, boxes }: By, of: By['boxes'][number]['of']): BoxSpec {
  return {
    kind: 'box',
    groups: boxes
      .filter((box) => box.of === of)
      .map(({ label, rows, low, q1, median, q3, high, mean }) => ({
        label,
        count: rows,
        low,
        q1,
        median,
        q3,
        high,
        mean,
        outliers: [],
      })),
    groupTitle:
      of === 'value' ? column : `${of === 'hour' ? 'Hour' : 'Weekday'} of ${column} (UTC)`,
    valueTitle: residual,
  };
}

type OverTime = NonNullable<ResidualAnalysis['overTime']>;

/** Sum of residuals so far: level where errors cancel out, a slope where the model drifts. */
function cumulativeSpec({ column, time, cumulative }: OverTime): LineSpec {
  return {
    kind: 'line',
    series: [{ name: 'Sum of residuals', x: time, y: cumulative }],
    xTitle: column,
    yTitle: 'Sum of residuals so far',
    xKind: 'date',
  };
}

/** Mean absolute residual so far, in order of time. */
function meanAbsoluteSpec({ column, time, meanAbsolute }: OverTime): LineSpec {
  return {
    kind: 'line',
    series: [{ name: 'Mean absolute error', x: time, y: meanAbsolute }],
    xTitle: column,
    yTitle: 'Running mean absolute error',
    xKind: 'date',
  };
}

type Residuals = NonNullable<Evaluation['residuals']>;

/** Residuals against the fit, and their distribution; with row numbers once they are known. */
export function residualPlots(
  residuals: Residuals,
  points: ResidualAnalysis['points'] | null,
  target: string,
): PlotOfRows[] {
  const { actual, predicted, residual: errors } = points ?? residuals;
  const names = points
    ? points.row.map((row) => `Row ${row + 1}`)
    : actual.map((_, i) => `Point ${i + 1}`);
  const fit: ScatterSpec = {
    kind: 'scatter',
    x: predicted,
    y: actual,
    xTitle: `Predicted ${target}`,
    yTitle: `Actual ${target}`,
    diagonal: 'Perfect',
    names,
  };
  const against: ScatterSpec = {
    kind: 'scatter',
    x: predicted,
    y: errors,
    xTitle: `Predicted ${target}`,
    yTitle: residual,
    zeroLine: true,
    names,
  };
  const spread: HistogramSpec = {
    kind: 'histogram',
    ...residuals.histogram,
    xTitle: residual,
    yTitle: 'Rows',
  };
  const rowsOf = ({ x, y }: ScatterSpec) => points && { points: { x, y, row: points.row } };
  return [
    { title: 'Actual against predicted', spec: fit, ...rowsOf(fit) },
    { title: 'Residuals against predicted', spec: against, ...rowsOf(against) },
    { title: 'Distribution of residuals', spec: spread },
  ];
}

/** Whether residuals are normal, and spread evenly. */
export function shapePlots(analysis: ResidualAnalysis): PlotOfRows[] {
  const { points, qq } = analysis;
  const quantiles = qqSpec(analysis);
  const scale = scaleSpec(analysis);
  return [
    {
      title: 'Q-Q plot',
      spec: quantiles,
      points: { x: quantiles.x, y: quantiles.y, row: qq.row },
    },
    {
      title: 'Scale and location',
      spec: scale,
      points: { x: scale.x, y: scale.y, row: points.row },
    },
  ];
}

/** Residuals along a column and over time, as asked. */
export function columnPlots({ by, overTime }: ResidualAnalysis, byTime: boolean): PlotOfRows[] {
  const plots: PlotOfRows[] = [];
  if (by?.kind === 'points') {
    const { x, residual: y, row } = by.points;
    const title = `Residuals by ${by.column}`;
    plots.push({ title, spec: byPointsSpec(by, byTime), points: { x, y, row } });
  }
  for (const of of ['value', 'hour', 'weekday'] as const)
    if (by?.boxes.some((box) => box.of === of))
      plots.push({
        title: of === 'value' ? `Residuals by ${by.column}` : `Residuals by ${of}`,
        spec: byBoxesSpec(by, of),
      });
  if (overTime)
    plots.push(
      { title: 'Sum of residuals over time', spec: cumulativeSpec(overTime) },
      { title: 'Size of errors over time', spec: meanAbsoluteSpec(overTime) },
    );
  return plots;
}
