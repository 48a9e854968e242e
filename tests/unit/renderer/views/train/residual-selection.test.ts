import { expect, it } from 'vitest';
import type { JudgedSegment } from '../../../../../core/contract/evaluation-segments.ts';
import {
  choiceWords,
  rowsInside,
  summarise,
  worstRows,
} from '../../../../../renderer/views/train/evaluation/residuals/residual-selection.ts';
import { scaleOf } from '../../../../../renderer/views/train/evaluation/segments/interval-bar.tsx';
import {
  mostDifferent,
  shownMetrics,
} from '../../../../../renderer/views/train/evaluation/segments/segment-words.ts';

const residuals = { row: [7, 3, 11, 20, 5], residual: [1, -9, 4, -2, 0] };

it('selects the rows of a box and of a lasso by their numbers', () => {
  const points = { x: [0, 1, 2, 3, null], y: [0, 1, 2, 3, 4], row: residuals.row };
  const box = { kind: 'box', axes: [0, 1], x: [0.5, 2.5], y: [0, 5] } as const;
  expect([...rowsInside(points, box)]).toEqual([3, 11]);
  const lasso = { kind: 'lasso', axes: [0, 1], x: [-1, 1.5, -1], y: [-1, -1, 3] } as const;
  expect([...rowsInside(points, lasso)]).toEqual([7]);
});

it('selects the worst rows of either side, at least one', () => {
  expect([...worstRows(residuals, 'both', 0.4)]).toEqual([3, 11]);
  expect([...worstRows(residuals, 'under', 0.4)]).toEqual([11, 7]);
  expect([...worstRows(residuals, 'over', 0.01)]).toEqual([3]);
});

it('tells the mean residual and the mean absolute one of what is selected', () => {
  expect(summarise(residuals, new Set([3, 11]))).toEqual({ mean: -2.5, meanAbsolute: 6.5 });
  expect(summarise(residuals, new Set([99]))).toBeNull();
});

it('says what selects', () => {
  expect(choiceWords({ kind: 'worst', side: 'both', share: 0.05 })).toBe('5% largest errors');
  expect(choiceWords({ kind: 'words', filter: 'age > 6' })).toBe('age > 6');
});

it('finds the column that differs most besides those a segment is made by', () => {
  const column = (name: string, drifted: boolean) => ({ column: name, drifted });
  const segment = (definedBy: string[], ...columns: object[]) =>
    ({ definedBy, fromRest: { columns } }) as unknown as JudgedSegment;
  const both = [column('age', true), column('sex', true)];
  expect(mostDifferent(segment(['age'], ...both))!.column).toBe('sex');
  expect(mostDifferent(segment([], ...both))!.column).toBe('age');
  expect(mostDifferent(segment(['age'], both[0]!, column('sex', false)))).toBeNull();
});

it('shows the asked metric first, and only metrics there are', () => {
  const available = { rmse: 1, mae: 1, mean_error: 1 };
  expect(shownMetrics('regression', 0, { metric: 'mae', available })).toEqual([
    'mae',
    'rmse',
    'mean_error',
  ]);
});

it('makes room for every interval, also where all are one value', () => {
  const at = (value: number | null, low = value, high = value) => ({ value, low, high });
  const scale = scaleOf([at(2, 1, 3), at(5), at(null)])!;
  expect(scale.from).toBeLessThan(1);
  expect(scale.to).toBeGreaterThan(5);
  const one = scaleOf([at(0)])!;
  expect(one.to).toBeGreaterThan(one.from);
  expect(scaleOf([at(null)])).toBeNull();
});
