import { describe, expect, it } from 'vitest';
import type { PlotArea } from '../../../../renderer/charts/plot-area.ts';
import { readBrush } from '../../../../renderer/charts/read-brush.ts';

/** 200 × 100 pixels; x goes from 0 to 20, y from 10 at the top to 0. */
const area: PlotArea = {
  left: 40,
  top: 10,
  width: 200,
  height: 100,
  axes: [2, 1],
  toX: (pixel) => pixel / 10,
  toY: (pixel) => 10 - pixel / 10,
};

describe('a region that was drawn', () => {
  it('has the ends of a box in order, in the units of the axes', () => {
    expect(readBrush('box', { x: [100, 50, 20], y: [80, 60, 30] }, area)).toEqual({
      kind: 'box',
      axes: [2, 1],
      x: [2, 10],
      y: [2, 7],
    });
  });

  it('reaches over the whole height or width when its box is flat', () => {
    expect(readBrush('box', { x: [20, 100], y: [50, 54] }, area)).toMatchObject({
      x: [2, 10],
      y: [0, 10],
    });
    expect(readBrush('box', { x: [50, 54], y: [20, 90] }, area)).toMatchObject({
      x: [0, 20],
      y: [1, 8],
    });
  });

  it('keeps every corner of a lasso', () => {
    expect(readBrush('lasso', { x: [0, 100, 100], y: [0, 0, 50] }, area)).toEqual({
      kind: 'lasso',
      axes: [2, 1],
      x: [0, 10, 10],
      y: [10, 10, 5],
    });
  });

  it('is none when the pointer hardly moved, or a lasso has two corners', () => {
    expect(readBrush('box', { x: [50, 52], y: [50, 51] }, area)).toBeNull();
    expect(readBrush('lasso', { x: [50, 51, 52], y: [50, 51, 50] }, area)).toBeNull();
    expect(readBrush('lasso', { x: [0, 100], y: [0, 50] }, area)).toBeNull();
  });
});
