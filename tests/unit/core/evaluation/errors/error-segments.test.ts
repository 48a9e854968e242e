import { expect, it } from 'vitest';
import { createRng } from '../../../../../core/base/rng.ts';
import { noTick } from '../../../../../core/base/tick.ts';
import { errorSegments } from '../../../../../core/evaluation/errors/error-segments.ts';
import { readableColumn } from '../../../../../core/evaluation/errors/readable-column.ts';
import { numberColumn } from '../../../../support/small-pipeline.ts';

const n = 400;
const rng = createRng(5);
const size = Array.from({ length: n }, () => Math.round(rng.next() * 100));
const noise = Array.from({ length: n }, () => rng.next());
// errors are large where size is above 70
const loss = Float64Array.from(size, (value, i) => (value > 70 ? 4 : 1) + noise[i]!);

const split = (scale: number) =>
  errorSegments(
    [readableColumn(numberColumn('size', size)), readableColumn(numberColumn('noise', noise))],
    loss.map((value) => value * scale),
    { weights: null, minRows: 20, maxDepth: 3, seed: 1, tick: noTick },
  ).map(({ filter, rows }) => ({ filter, rows: [...rows] }));

it('finds where errors are large', () => {
  const filters = split(1).map(({ filter }) => filter);
  expect(filters.length).toBeGreaterThan(1);
  expect(filters.some((filter) => filter.startsWith('size > '))).toBe(true);
});

it.each([1e12, 1e-12, 1e100])(
  'splits losses of any magnitude as those near 1, pruning being relative: × %d',
  (scale) => {
    expect(split(scale)).toEqual(split(1));
  },
);
