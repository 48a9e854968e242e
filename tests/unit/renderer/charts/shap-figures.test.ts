import { describe, expect, it } from 'vitest';
import {
  beeswarmFigure,
  colorPositions,
  swarmOffsets,
} from '../../../../renderer/charts/figures/beeswarm.ts';
import { shapBarFigure } from '../../../../renderer/charts/figures/shap-bar.ts';
import { shapOrder } from '../../../../renderer/charts/figures/shap-order.ts';
import { waterfallBars, waterfallFigure } from '../../../../renderer/charts/figures/waterfall.ts';
import type {
  BeeswarmSpec,
  ShapBarSpec,
  WaterfallSpec,
} from '../../../../renderer/charts/shap-spec.ts';
import { lightTheme } from '../../../../renderer/charts/theme.ts';

const size = { width: 800, height: 400 };
type Trace = Record<string, any>;

describe('shapOrder', () => {
  it('orders by magnitude and keeps all when they fit', () => {
    expect(shapOrder([0.1, -3, 2], 3)).toEqual({ shown: [1, 2, 0], rest: [] });
  });

  it('gives the last place to the sum of the others', () => {
    const { shown, rest } = shapOrder([1, 5, 4, 3, 2], 3);
    expect(shown).toEqual([1, 2]);
    expect(rest).toEqual([3, 4, 0]);
  });
});

describe('colorPositions', () => {
  it('clips at the 5th and 95th percentile', () => {
    const cells = Array.from({ length: 101 }, (_, i) => i);
    const positions = colorPositions([...cells]);
    expect(positions[3]).toBe(0);
    expect(positions[5]).toBe(0);
    expect(positions[50]).toBeCloseTo(0.5, 12);
    expect(positions[95]).toBe(1);
    expect(positions[100]).toBe(1);
  });

  it('widens the range when the percentiles coincide, so that a rare 1 is told from 0', () => {
    const cells = [...Array.from({ length: 99 }, () => 0), 1];
    const positions = colorPositions(cells);
    expect(positions[0]).toBe(0);
    expect(positions[99]).toBe(1);
  });

  it('has no place for names and missing values', () => {
    expect(colorPositions(['a', null, 'b'])).toEqual([null, null, null]);
    expect(colorPositions([1, null, 2])).toEqual([0, null, 1]);
  });

  it('puts a constant in the middle', () => {
    expect(colorPositions([4, 4])).toEqual([0.5, 0.5]);
  });
});

describe('swarmOffsets', () => {
  it('stacks equal values outwards in turn within the row', () => {
    const offsets = swarmOffsets([1, 1, 1, 1, 1]);
    expect(new Set(offsets).size).toBe(5);
    expect(Math.max(...offsets.map(Math.abs))).toBeLessThan(0.4);
    expect(offsets[0]).toBeCloseTo(0, 12);
    expect(offsets[1]! * offsets[2]!).toBeLessThan(0);
  });

  it('leaves values far apart on the line', () => {
    expect([...swarmOffsets([0, 10, 20])].map(Math.abs)).toEqual([0, 0, 0]);
  });
});

describe('beeswarmFigure', () => {
  const spec: BeeswarmSpec = {
    kind: 'beeswarm',
    features: ['small', 'large', 'city'],
    values: [
      [0.1, -0.1],
      [2, -2],
      [0.5, 0.4],
    ],
    data: [
      [1, 2],
      [3, null],
      ['Oslo', 'Rome'],
    ],
    rows: [10, 20],
    unit: 'log-odds',
    selected: 1,
  };

  it('puts the feature with the largest mean magnitude on top', () => {
    const { layout } = beeswarmFigure(spec, lightTheme, size);
    expect((layout['yaxis'] as Trace)['ticktext']).toEqual(['large', 'city', 'small']);
  });

  it('draws names and missing values in grey, ordered values on the red-blue scale', () => {
    const [grey, coloured] = beeswarmFigure(spec, lightTheme, size).data as Trace[];
    expect(grey!['marker'].color).toBe('#777777');
    expect([...grey!['x']].sort()).toEqual([-2, 0.4, 0.5]);
    expect(coloured!['marker'].colorscale[0]).toEqual([0, '#008bfb']);
    expect(coloured!['marker'].colorscale.at(-1)).toEqual([1, '#ff0051']);
  });

  it('sums the features that do not fit, row by row', () => {
    const figure = beeswarmFigure({ ...spec, maxDisplay: 2 }, lightTheme, size);
    expect((figure.layout['yaxis'] as Trace)['ticktext'][1]).toBe('Sum of 2 other features');
    const sums = (figure.data[0] as Trace)['x'].slice(1);
    expect(sums[0]).toBeCloseTo(0.6, 12);
    expect(sums[1]).toBeCloseTo(0.3, 12);
  });

  it('rings the selected row once a feature and maps points back to rows', () => {
    const figure = beeswarmFigure(spec, lightTheme, size);
    expect((figure.data[2] as Trace)['x']).toHaveLength(3);
    const [grey, coloured] = figure.pointIndices!;
    expect([...grey!, ...coloured!].sort()).toEqual([0, 0, 0, 1, 1, 1]);
  });
});

describe('waterfall', () => {
  const spec: WaterfallSpec = {
    kind: 'waterfall',
    baseValue: -1,
    output: 1.5,
    contributions: [
      { feature: 'age', value: 63, contribution: 2 },
      { feature: 'sex', value: 'male', contribution: -0.5 },
      { feature: 'ca', value: null, contribution: 0.7 },
      { feature: 'chol', value: 233, contribution: 0.3 },
    ],
    unit: 'log-odds',
  };

  it('runs without a gap from the base value at the bottom to the output on top', () => {
    const bars = waterfallBars(spec);
    expect(bars.at(-1)!.from).toBe(-1);
    expect(bars[0]!.to).toBeCloseTo(1.5, 12);
    for (let i = 0; i + 1 < bars.length; i++) expect(bars[i]!.from).toBe(bars[i + 1]!.to);
  });

  it('names bars "value = feature", largest on top', () => {
    expect(waterfallBars(spec).map((bar) => bar.name)).toEqual([
      '63 = age',
      'missing = ca',
      'male = sex',
      '233 = chol',
    ]);
  });

  it('sums what does not fit at the bottom', () => {
    const bars = waterfallBars({ ...spec, maxDisplay: 2 });
    expect(bars.map((bar) => bar.name)).toEqual(['63 = age', '3 other features']);
    expect(bars[1]!.to - bars[1]!.from).toBeCloseTo(0.5, 12);
    expect(bars[0]!.to).toBeCloseTo(1.5, 12);
  });

  it('is red upwards and blue downwards', () => {
    const { data } = waterfallFigure(spec, lightTheme, size);
    expect((data[0] as Trace)['marker'].color).toEqual([
      '#ff0051',
      '#ff0051',
      '#008bfb',
      '#ff0051',
    ]);
  });
});

describe('shapBarFigure', () => {
  it('orders bars and sums the rest in grey', () => {
    const figure = shapBarFigure(
      {
        kind: 'shap-bar',
        features: ['a', 'b', 'c'],
        meanAbs: [1, 3, 2],
        unit: 'log-odds',
        maxDisplay: 2,
      },
      lightTheme,
      size,
    );
    const trace = figure.data[0] as Trace;
    expect(trace['x']).toEqual([3, 3]);
    expect(trace['marker'].color).toEqual(['#ff0051', '#777777']);
    expect(figure.pointIndices).toEqual([[1, -1], null]);
  });

  it('draws 95 % intervals of sampled means, with their numbers beyond', () => {
    const sampled: ShapBarSpec = {
      kind: 'shap-bar',
      features: ['a', 'b', 'c'],
      meanAbs: [1, 3, 2],
      standardErrors: [0.1, 0.2, 0],
      unit: 'log-odds',
      maxDisplay: 2,
    };
    const [bars, texts] = shapBarFigure(sampled, lightTheme, size).data as Trace[];
    expect(bars!['error_x'].array).toEqual([0.392, 0]);
    expect(bars!['customdata'][0][1]).toBe('+3 ± 0.392');
    expect(texts!['x']).toEqual([3.392, 3]);
  });

  it.each([220, 300, 500, 900])('keeps every number within a chart of %d pixels', (width) => {
    const spec: ShapBarSpec = {
      kind: 'shap-bar',
      features: ['od280/od315_of_diluted_wines', 'hue'],
      meanAbs: [0.09812, 0.09811],
      unit: 'probability of "class_0"',
    };
    const { data, layout } = shapBarFigure(spec, lightTheme, { width, height: 300 });
    const [low, high] = (layout as Trace)['xaxis'].range;
    const side = (layout as Trace)['yaxis'].ticktext[0].length * 6.6;
    const { x, text } = data[1] as Trace;
    x.forEach((end: number, i: number) => {
      const at = side + (width - side - 24) * ((end - low) / (high - low));
      expect(at + text[i].length * 6.6).toBeLessThan(width);
    });
  });

  it('gives its title two lines where one does not fit, with the class in full', () => {
    const title = (width: number): string => {
      const spec: ShapBarSpec = {
        kind: 'shap-bar',
        features: ['alcohol'],
        meanAbs: [1],
        unit: 'probability of "class_0"',
      };
      const { layout } = shapBarFigure(spec, lightTheme, { width, height: 300 });
      return (layout as Trace)['xaxis'].title.text;
    };
    expect(title(900)).toBe('mean(|SHAP value|), probability of "class_0"');
    expect(title(260)).toBe('mean(|SHAP value|)<br>probability of "class_0"');
  });
});
