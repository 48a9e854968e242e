import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  rowWindow,
  scrollMap,
  tallestBox,
} from '../../../../../renderer/views/data/grid/scroll-map.ts';

const rowHeight = 28;
const viewport = 700;

describe('scrollMap', () => {
  it('is the identity while the rows fit in a box', () => {
    const map = scrollMap(1000, rowHeight, viewport);
    expect(map.scaled).toBe(false);
    expect(map.boxHeight).toBe(28_000);
    expect(map.toContent(1234)).toBe(1234);
    expect(map.toBox(1234)).toBe(1234);
  });

  it('reaches the last of ten million rows within what Chromium can scroll', () => {
    const rows = 10_000_000;
    const map = scrollMap(rows, rowHeight, viewport);
    expect(map.boxHeight).toBeLessThanOrEqual(33_554_428);
    const bottom = map.toContent(map.boxHeight - viewport);
    expect(rowWindow(bottom, { viewport, rowHeight, rows }, 0).end).toBe(rows);
    expect(map.toContent(0)).toBe(0);
  });

  it('goes there and back for any place of any number of rows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000_000 }),
        fc.integer({ min: 50, max: 3000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (rows, height, share) => {
          const map = scrollMap(rows, rowHeight, height);
          const offset = share * map.lastOffset;
          const back = map.toContent(map.toBox(offset));
          expect(Math.abs(back - offset)).toBeLessThan(1e-3);
          expect(map.toBox(offset)).toBeLessThanOrEqual(Math.max(0, tallestBox - height));
        },
      ),
    );
  });

  it('never runs backwards', () => {
    const map = scrollMap(5_000_000, rowHeight, viewport);
    let before = -1;
    for (let top = 0; top <= map.boxHeight - viewport; top += 99_991) {
      const here = map.toContent(top);
      expect(here).toBeGreaterThan(before);
      before = here;
    }
  });

  it('stays at the top when there are fewer rows than fit', () => {
    const map = scrollMap(3, rowHeight, viewport);
    expect(map.lastOffset).toBe(0);
    expect(map.toContent(50)).toBe(0);
  });
});

describe('rowWindow', () => {
  it('covers the viewport with some rows more, within the rows there are', () => {
    const size = { viewport, rowHeight, rows: 1000 };
    expect(rowWindow(0, size, 6)).toEqual({ first: 0, end: 31 });
    expect(rowWindow(28 * 500, size, 6)).toEqual({ first: 494, end: 531 });
    expect(rowWindow(28 * 1000 - viewport, size, 6)).toEqual({ first: 969, end: 1000 });
    expect(rowWindow(0, { ...size, rows: 0 }, 6)).toEqual({ first: 0, end: 0 });
  });
});
