import { describe, expect, it } from 'vitest';
import {
  strongestPairs,
  strongestPart,
} from '../../../../../renderer/views/explore/strongest-pairs.ts';

const source = {
  columns: ['a', 'b', 'c', 'd'],
  matrix: [
    [1, 0.2, -0.9, null],
    [0.2, 1, 0.1, null],
    [-0.9, 0.1, 1, null],
    [null, null, null, null],
  ],
};

describe('strongestPairs', () => {
  it('orders by size whatever the sign, each pair once, without what does not exist', () => {
    expect(strongestPairs(source, 10)).toEqual([
      { a: 'a', b: 'c', value: -0.9 },
      { a: 'a', b: 'b', value: 0.2 },
      { a: 'b', b: 'c', value: 0.1 },
    ]);
    expect(strongestPairs(source, 1)).toHaveLength(1);
  });
});

describe('strongestPart', () => {
  it('keeps the most related columns in their order', () => {
    expect(strongestPart(source, 2)).toEqual({
      columns: ['a', 'c'],
      matrix: [
        [1, -0.9],
        [-0.9, 1],
      ],
    });
    expect(strongestPart(source, 4)).toBe(source);
  });
});
