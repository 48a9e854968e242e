import type { OutputOf } from '../../../../core/contract/contract.ts';
import type { BoxSpec, LineSpec, ScatterSpec } from '../../../charts/spec.ts';

export type ResidualAnalysis = OutputOf<'evaluation.residuals'>;
type By = NonNullable<ResidualAnalysis['by']>;

const residual = 'Residual (actual − predicted)';

/** Residuals in order against what a normal distribution would give. */
export function qqSpec({ qq }: ResidualAnalysis): ScatterSpec {
  const ends = [qq.theoretical[0] ?? null, qq.theoretical.at(-1) ?? null];
  return {
    kind: 'scatter',
    x: qq.theoretical,
    y: qq.sample,
    xTitle: 'Normal quantile',
    yTitle: 'Standardised residual',
    curve: { name: 'Normal', x: ends, y: ends },
    names: qq.sample.map((_, i) => `Quantile ${i + 1} of ${qq.sample.length}`),
  };
}

/** Whether the spread changes with the prediction. */
export function scaleSpec({ scaleLocation }: ResidualAnalysis): ScatterSpec {
  return {
    kind: 'scatter',
    x: scaleLocation.fitted,
    y: scaleLocation.root,
    xTitle: 'Predicted',
    yTitle: '√|standardised residual|',
    names: scaleLocation.fitted.map((_, i) => `Test row ${i + 1}`),
    curve: { name: 'Running mean', ...scaleLocation.trend },
  };
}

/** Residuals along a column: points with a running mean. */
export function byPointsSpec({ column, points, trend }: By, time: boolean): ScatterSpec {
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
export function byBoxesSpec({ column, boxes }: By, of: By['boxes'][number]['of']): BoxSpec {
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
export function cumulativeSpec({ column, time, cumulative }: OverTime): LineSpec {
  return {
    kind: 'line',
    series: [{ name: 'Sum of residuals', x: time, y: cumulative }],
    xTitle: column,
    yTitle: 'Sum of residuals so far',
    xKind: 'date',
  };
}

/** Mean absolute residual so far, in order of time. */
export function meanAbsoluteSpec({ column, time, meanAbsolute }: OverTime): LineSpec {
  return {
    kind: 'line',
    series: [{ name: 'Mean absolute error', x: time, y: meanAbsolute }],
    xTitle: column,
    yTitle: 'Running mean absolute error',
    xKind: 'date',
  };
}
