import { describe, expect, it } from 'vitest';
import { localHint } from '../../../../../renderer/views/explain/rows/local-model.tsx';
import { scrolledTo } from '../../../../../renderer/views/explain/rows/row-table.tsx';
import { strongestOf } from '../../../../../renderer/views/explain/overview/strongest-of.ts';

describe('strongestOf', () => {
  it('names the column with the largest share and how many make up most', () => {
    const found = strongestOf({
      features: ['a', 'b', 'c', 'd'],
      meanAbs: { a: 1, b: 6, c: 2.5, d: 0.5 },
    });
    expect(found).toEqual({ feature: 'b', share: 0.6, most: 3 });
  });

  it('knows none where no column contributes', () => {
    expect(strongestOf({ features: ['a'], meanAbs: { a: 0 } })).toEqual({
      feature: 'none',
      share: 0,
      most: 0,
    });
  });
});

describe('localHint', () => {
  it.each([-0.178, 1.02])('says of %d that a line may leave what a probability can be', (local) =>
    expect(localHint({ label: 'ill', local })).toContain('may leave'),
  );

  it('says nothing of it within the range, or of a number', () => {
    expect(localHint({ label: 'ill', local: 0.4 })).not.toContain('may leave');
    expect(localHint({ label: null, local: -3 })).not.toContain('may leave');
  });
});

describe('scrolledTo', () => {
  const list = { scrollTop: 300, clientHeight: 330 };

  it('leaves the list where it shows the row, below its head', () => {
    expect(scrolledTo(10, list)).toBe(300);
    expect(scrolledTo(19, list)).toBe(300);
  });

  it('goes on by a line to the next row', () => {
    expect(scrolledTo(9, list)).toBe(270);
    expect(scrolledTo(20, list)).toBe(330);
  });

  it('puts a row that was far away into the upper part', () => {
    const fromTop = 30 + 200 * 30 - scrolledTo(200, list);
    expect(fromTop).toBeGreaterThanOrEqual(30);
    expect(fromTop).toBeLessThan(330 / 2);
    expect(scrolledTo(2, list)).toBe(0);
  });
});
