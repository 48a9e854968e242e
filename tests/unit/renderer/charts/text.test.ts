import { describe, expect, it } from 'vitest';
import { chartTable } from '../../../../renderer/charts/chart-table.ts';
import { colorAt, readableOn } from '../../../../renderer/charts/palette.ts';
import { selectionOf } from '../../../../renderer/charts/plot-node.tsx';
import { imageName } from '../../../../renderer/charts/save-image.ts';
import { ellipsize, percent, shortNumber, signedNumber } from '../../../../renderer/charts/text.ts';

describe('ellipsize', () => {
  it('keeps both ends, where long column names differ', () => {
    const short = ellipsize('Garage_Finish_Interior_2010', 14);
    expect([...short]).toHaveLength(14);
    expect(short.startsWith('Garage')).toBe(true);
    expect(short.endsWith('2010')).toBe(true);
  });

  it('leaves short names and counts letters, not code units', () => {
    expect(ellipsize('age', 14)).toBe('age');
    expect(ellipsize('🐧🐧🐧', 3)).toBe('🐧🐧🐧');
  });
});

describe('numbers', () => {
  it.each([
    [0, '0'],
    [1234567, '1,234,567'],
    [0.123456, '0.1235'],
    [-3.5, '−3.5'],
    [0.00001234, '1.23e−5'],
  ])('%s reads %s', (value, text) => expect(shortNumber(value)).toBe(text));

  it('signs contributions', () => {
    expect(signedNumber(0.25)).toBe('+0.25');
    expect(signedNumber(-0.25)).toBe('−0.25');
  });

  it('never shows a small share as nothing', () => {
    expect(percent(0.0004)).toBe('0.04%');
    expect(percent(0.5)).toBe('50%');
  });
});

describe('colours', () => {
  it('mixes between stops and clips outside', () => {
    const scale = [
      [0, '#000000'],
      [1, '#ffffff'],
    ] as const;
    expect(colorAt(scale, 0.5)).toBe('#808080');
    expect(colorAt(scale, 7)).toBe('#ffffff');
  });

  it('writes dark on light and light on dark', () => {
    expect(readableOn('#f3f7fb')).toBe('#111111');
    expect(readableOn('#084f8c')).toBe('#ffffff');
  });
});

it('names pictures so that any system takes them', () => {
  expect(imageName('ROC: Test / "A"')).toBe('roc-test-a');
  expect(imageName('***')).toBe('chart');
});

describe('chartTable', () => {
  it('holds the numbers of a confusion matrix with their rates', () => {
    const table = chartTable({
      kind: 'confusion',
      labels: ['a', 'b'],
      matrix: [
        [1, 3],
        [0, 2],
      ],
    });
    expect(table.rows[0]).toEqual(['a', '1 (25%)', '3 (75%)']);
  });

  it('is limited and says how much there was', () => {
    const values = Array.from({ length: 900 }, (_, i) => i);
    const table = chartTable({
      kind: 'line',
      series: [{ name: 's', x: values, y: values }],
      xTitle: 'x',
      yTitle: 'y',
    });
    expect(table.rows).toHaveLength(500);
    expect(table.total).toBe(900);
  });
});

describe('selectionOf', () => {
  const figure = { data: [], layout: {}, tickTitles: new Map(), pointIndices: [[7, 9], null] };

  it('maps what was clicked to the rows of the spec', () => {
    expect(selectionOf(figure, [{ curveNumber: 0, pointNumber: 1 }])).toEqual({ indices: [9] });
  });

  it('ignores decoration', () => {
    expect(selectionOf(figure, [{ curveNumber: 1, pointNumber: 0 }])).toBeNull();
  });
});
