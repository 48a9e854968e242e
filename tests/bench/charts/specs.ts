import type { ChartSpec } from '../../../renderer/charts/spec.ts';

/** Numbers in −1..1 that are the same each time. */
function numbers(count: number, seed: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

const features = Array.from({ length: 12 }, (_, f) => `column ${f}`);
const unit = 'log-odds';

/** What a plot of every row looks like, by name; `points` counts dots, or cells of a grid. */
export const specs: Readonly<Record<string, (points: number) => ChartSpec>> = {
  scatter: (points) => ({
    kind: 'scatter',
    x: numbers(points, 1),
    y: numbers(points, 2),
    xTitle: 'Predicted',
    yTitle: 'Residual',
  }),
  'scatter in groups': (points) => ({
    kind: 'scatter',
    x: numbers(points, 1),
    y: numbers(points, 2),
    groups: numbers(points, 3).map((value) => `group ${Math.floor((value + 1) * 2.5)}`),
    xTitle: 'First',
    yTitle: 'Second',
  }),
  line: (points) => ({
    kind: 'line',
    series: [{ name: 'test', x: numbers(points, 1).sort((a, b) => a - b), y: numbers(points, 2) }],
    xTitle: 'Time',
    yTitle: 'Error',
  }),
  beeswarm: (points) => {
    const rows = Math.ceil(points / features.length);
    const values = features.map((_, f) => numbers(rows, f + 1));
    return {
      kind: 'beeswarm',
      features,
      values,
      data: values,
      rows: numbers(rows, 1).map((_, i) => i),
      unit,
    };
  },
  dependence: (points) => ({
    kind: 'dependence',
    feature: 'age',
    x: numbers(points, 1),
    shap: numbers(points, 2),
    colour: { feature: 'height', cells: numbers(points, 3) },
    rows: numbers(points, 1).map((_, i) => i),
    unit,
  }),
  'heatmap of SHAP values': (points) => shapRows('shap-heatmap', points),
  'stacked forces': (points) => shapRows('stacked-force', points),
};

function shapRows(kind: 'shap-heatmap' | 'stacked-force', points: number): ChartSpec {
  const rows = Math.ceil(points / features.length);
  const values = features.map((_, f) => numbers(rows, f + 1));
  const outputs = numbers(rows, 1).map((_, i) => values.reduce((sum, each) => sum + each[i]!, 0));
  const order = outputs.map((_, i) => i).sort((a, b) => outputs[b]! - outputs[a]!);
  return { kind, features, values, outputs, rows: order, baseValue: 0, order, unit };
}
