import { describe, expect, it } from 'vitest';
import { buildFigure } from '../../../../renderer/charts/build-figure.ts';
import { chartTable } from '../../../../renderer/charts/chart-table.ts';
import { describeChart } from '../../../../renderer/charts/describe-chart.ts';
import { placeNodes } from '../../../../renderer/charts/figures/tree-layout.ts';
import { lightTheme } from '../../../../renderer/charts/theme.ts';
import type { TreeSpec } from '../../../../renderer/charts/tree-spec.ts';

const leaf = { condition: null, left: -1, right: -1 };
const spec: TreeSpec = {
  kind: 'tree',
  nodes: [
    { condition: 'age ≤ <b>54', left: 1, right: 2, value: 0.4, rows: 100 },
    { ...leaf, value: 0.1, rows: 60 },
    { condition: 'chol ≤ 240', left: 3, right: 4, value: 0.85, rows: 40 },
    { ...leaf, value: 0.7, rows: 10 },
    { ...leaf, value: 0.9, rows: 30 },
  ],
  valueTitle: 'probability of yes',
  valueKind: 'percent',
};

describe('decision tree', () => {
  it('places leaves under each other and parents amid their parts, none over another', () => {
    for (const width of [500, 1600]) {
      const placed = placeNodes(spec.nodes, { width, height: 300 });
      expect(placed.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
      const [root, first, second, third, fourth] = placed;
      expect(first!.y).toBeLessThan(third!.y);
      expect(third!.y).toBeLessThan(fourth!.y);
      expect(second!.y).toBe((third!.y + fourth!.y) / 2);
      expect(root!.x + root!.width / 2).toBeLessThan(second!.x - second!.width / 2);
      for (const { x, width: own } of placed) {
        expect(x - own / 2).toBeGreaterThanOrEqual(0);
        expect(x + own / 2).toBeLessThanOrEqual(width);
      }
    }
  });

  it('draws branches by their rows and the way to the picked node, names as written', () => {
    const figure = buildFigure({ ...spec, selected: 3 }, lightTheme, { width: 900, height: 300 });
    const shapes = figure.layout['shapes'] as { type: string; line: Record<string, unknown> }[];
    const branches = shapes.filter(({ type }) => type === 'path').map(({ line }) => line);
    expect(branches.map(({ width }) => width)).toEqual([9.6, 6.4, 1.6, 4.8]);
    expect(branches[0]!['color']).toBe(branches[3]!['color']);
    expect(branches[1]!['color']).toBe(branches[2]!['color']);
    expect(branches[0]!['color']).not.toBe(branches[1]!['color']);
    const texts = figure.data[0]!['text'] as string[];
    expect(texts[0]).toBe('<b>age ≤ &lt;b&gt;54</b><br>40%  ·  100%');
    expect(texts[1]).toContain('10%');
  });

  it('is told as nested rules', () => {
    expect(describeChart(spec)).toBe(
      'Decision tree of 3 leaves for probability of yes: all rows; if age ≤ <b>54: 10%; else (not age ≤ <b>54); if chol ≤ 240: 70%; else (not chol ≤ 240): 90%.',
    );
    expect(chartTable(spec).rows.map(([rule, , rows]) => [rule, rows])).toEqual([
      ['all rows', '100'],
      ['\u2003if age ≤ <b>54', '60'],
      ['\u2003else (not age ≤ <b>54)', '40'],
      ['\u2003\u2003if chol ≤ 240', '10'],
      ['\u2003\u2003else (not chol ≤ 240)', '30'],
    ]);
  });

  it('draws a tree that is one leaf', () => {
    const alone: TreeSpec = { ...spec, nodes: [{ ...leaf, value: 2, rows: 12 }] };
    const figure = buildFigure(alone, lightTheme, { width: 600, height: 120 });
    expect(figure.data[0]!['text']).toHaveLength(1);
    expect(describeChart(alone)).toContain('1 leaf ');
  });
});
