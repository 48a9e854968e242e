import { expect, it } from 'vitest';
import type { Version } from '../../../../../core/contract/data.ts';
import type { Segment } from '../../../../../core/contract/eda-segments.ts';
import { defaultPair } from '../../../../../renderer/views/explore/default-columns.ts';
import { tabOf } from '../../../../../renderer/views/explore/explore-state.ts';
import { suits } from '../../../../../renderer/views/explore/scope.ts';

it.each([
  ['/explore/relations', 'relations'],
  ['/explore/time?x=1', 'time'],
  ['/explore', null],
  ['/explore/nothing', null],
  ['/data/columns', null],
])('the address %s names the tab %s', (location, tab) => {
  expect(tabOf(location)).toBe(tab);
});

it('offers a list of rows for its own version only, a condition for all of its dataset', () => {
  const version = { id: 'v2', datasetId: 'd' } as Version;
  const segment = (versionId: string | null, datasetId = 'd') =>
    ({ versionId, datasetId }) as Segment;
  expect(suits(segment(null), version)).toBe(true);
  expect(suits(segment('v2'), version)).toBe(true);
  expect(suits(segment('v1'), version)).toBe(false);
  expect(suits(segment(null, 'other'), version)).toBe(false);
});

it('begins with two measured columns rather than keys and classes', () => {
  const column = (name: string, type: 'number' | 'integer' | 'category') => ({
    name,
    type,
    missing: 0,
  });
  const columns = [
    column('id', 'number'),
    column('class', 'integer'),
    column('sex', 'category'),
    column('age', 'number'),
    column('fare', 'number'),
  ];
  expect(defaultPair(columns)).toMatchObject({ x: { name: 'age' }, y: { name: 'fare' } });
  expect(defaultPair(columns.slice(0, 1))).toBeNull();
});
