import type { Cell } from '../../../core/contract/common.ts';
import type { OutputOf } from '../../../core/contract/contract.ts';
import { insidePath } from '../../charts/in-brush.ts';
import type { Value } from '../../charts/spec.ts';
import type { Term } from './filter-text.ts';

export type Points = OutputOf<'eda.points'>;

/** A free outline over two columns. */
export interface Lasso {
  readonly columns: readonly [x: string, y: string];
  readonly x: readonly number[];
  readonly y: readonly number[];
}

export function pointColumn(points: Points, name: string): Points['columns'][number] | undefined {
  return points.columns.find((column) => column.name === name);
}

/** Cells as numbers of an axis: dates in UTC milliseconds, what is no number as null. */
export function axisValues({ type, values }: Points['columns'][number]): Value[] {
  if (type === 'datetime')
    return values.map((cell) => (typeof cell === 'string' ? Date.parse(cell) : null));
  return values.map((cell) => (typeof cell === 'number' && Number.isFinite(cell) ? cell : null));
}

/** Cells as names of groups; missing ones get a name too. */
export function groupNames(values: readonly Cell[]): string[] {
  return values.map((cell) => (cell === null ? '(missing)' : String(cell)));
}

/** Which points fulfil all terms; null when a column of them is not among the points. */
export function pointsOfTerms(points: Points, terms: readonly Term[]): boolean[] | null {
  const tests: ((i: number) => boolean)[] = [];
  for (const term of terms) {
    const column = pointColumn(points, term.column.name);
    if (!column) return null;
    if (term.kind === 'between') {
      const values = axisValues(column);
      tests.push((i) => {
        const value = values[i] ?? null;
        return value !== null && value >= term.low && value <= term.high;
      });
    } else {
      const wanted = new Set(term.values);
      tests.push((i) => {
        const cell = column.values[i] ?? null;
        return cell !== null && wanted.has(String(cell)) !== (term.not === true);
      });
    }
  }
  return points.row.map((_, i) => tests.every((test) => test(i)));
}

/** Which points lie inside a lasso; null when its columns are not among the points. */
export function pointsOfLasso(points: Points, lasso: Lasso): boolean[] | null {
  const x = pointColumn(points, lasso.columns[0]);
  const y = pointColumn(points, lasso.columns[1]);
  if (!x || !y) return null;
  const xs = axisValues(x);
  const ys = axisValues(y);
  return points.row.map((_, i) => {
    const px = xs[i] ?? null;
    const py = ys[i] ?? null;
    return px !== null && py !== null && insidePath(lasso, px, py);
  });
}
