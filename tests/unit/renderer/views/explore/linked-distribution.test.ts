import { expect, it } from 'vitest';
import {
  linkedCounts,
  linkedHistogram,
} from '../../../../../renderer/views/explore/linked-distribution.tsx';

it('counts all and the selected on the same bins, the last one closed', () => {
  const { edges, counts, hits } = linkedHistogram([0, 15, 30, null], [false, true, true, true]);
  expect(edges).toHaveLength(31);
  expect(counts.reduce((a, b) => a + b, 0)).toBe(3);
  expect([counts[0], counts[15], counts[29]]).toEqual([1, 1, 1]);
  expect([hits![0], hits![15], hits![29]]).toEqual([0, 1, 1]);
});

it('gives a constant column one bin and an empty one none of its rows', () => {
  expect(linkedHistogram([7, 7], null)).toEqual({ edges: [7, 7], counts: [2], hits: null });
  expect(linkedHistogram([null], [true])).toEqual({ edges: [0, 1], counts: [0], hits: [0] });
});

it('sums names beyond the eighth up', () => {
  const names = ['a', 'a', ...'bcdefghij'];
  const { labels, counts, hits } = linkedCounts(
    names,
    names.map((name) => name === 'a' || name === 'j'),
  );
  expect(labels.at(0)).toBe('a');
  expect(labels.at(-1)).toBe('2 others');
  expect(counts.at(-1)).toBe(2);
  expect(hits!.at(-1)).toBe(1);
});
