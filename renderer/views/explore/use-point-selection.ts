import { useEffect, useMemo, useState } from 'react';
import { toFailure } from '../../client/to-failure.ts';
import { useQuery } from '../../client/use-query.ts';
import type { ChartBrush } from '../../charts/spec.ts';
import type { Failure } from '../../../core/contract/failure.ts';
import { drawnRowsOf } from './drawn-rows.ts';
import { filterText, type Term } from './filter-text.ts';
import type { Scope } from './scope.ts';
import { type Lasso, type Points, pointsOfLasso, pointsOfTerms } from './select-points.ts';

/** Where a region was drawn, so that its outline stays there. */
export interface Drawn {
  readonly chart: 'relation' | 'pairs';
  readonly brush: ChartBrush;
}

/** What a person selected: conditions told by a chart, a free outline, or a condition in words. */
export type PointSelection =
  | { readonly kind: 'terms'; readonly terms: readonly Term[]; readonly drawn: Drawn | null }
  | { readonly kind: 'lasso'; readonly lasso: Lasso; readonly drawn: Drawn }
  | { readonly kind: 'words'; readonly filter: string };

export interface SelectedPoints {
  /** One for each drawn point; null while nothing is selected or not known yet. */
  readonly selected: readonly boolean[] | null;
  /** The condition, unless it is a free outline. */
  readonly filter: string | null;
  /** Rows selected: of the whole scope for a condition, of the drawn rows for an outline. */
  readonly count: number | null;
  /** Row numbers of the selected points. */
  readonly rows: readonly number[];
  readonly error: Failure | null;
}

interface Asked {
  readonly key: string;
  readonly rows: ReadonlySet<number>;
  readonly error: Failure | null;
}

const noRows: ReadonlySet<number> = new Set();

/** Rows of a condition that only the core can judge: one in words, or on columns that are not drawn. */
function useAskedRows(
  scope: Scope,
  filter: string | null,
  points: Points | undefined,
): Asked | null {
  const [asked, setAsked] = useState<Asked | null>(null);
  const versionId = scope.version.id;
  useEffect(() => {
    if (filter === null || !points) return;
    let current = true;
    drawnRowsOf(versionId, filter, points.row).then(
      (rows) => current && setAsked({ key: filter, rows, error: null }),
      (thrown: unknown) =>
        current && setAsked({ key: filter, rows: noRows, error: toFailure(thrown) }),
    );
    return () => {
      current = false;
    };
  }, [versionId, filter, points]);
  return asked?.key === filter ? asked : null;
}

/** A selection as every plot, the grid and the count need it. */
export function useSelectedPoints(
  scope: Scope,
  points: Points | undefined,
  selection: PointSelection | null,
): SelectedPoints {
  const local = useMemo(() => {
    if (!points || !selection || selection.kind === 'words') return null;
    return selection.kind === 'lasso'
      ? pointsOfLasso(points, selection.lasso)
      : pointsOfTerms(points, selection.terms);
  }, [points, selection]);
  const filter = useMemo(() => {
    if (!selection || selection.kind === 'lasso') return null;
    return selection.kind === 'words' ? selection.filter : filterText(selection.terms);
  }, [selection]);
  const asked = useAskedRows(scope, local ? null : filter, points);
  const counted = useQuery(
    'data.preview',
    filter === null
      ? null
      : {
          version: scope.version.id,
          filter,
          limit: 1,
          ...(scope.segment ? { segment: scope.segment.id } : {}),
        },
  );
  const selected = useMemo(
    () => local ?? (asked && points ? points.row.map((row) => asked.rows.has(row)) : null),
    [local, asked, points],
  );
  const rows = useMemo(
    () => (selected && points ? points.row.filter((_, i) => selected[i] === true) : []),
    [selected, points],
  );
  return {
    selected: asked?.error ? null : selected,
    filter,
    count: filter === null ? (selected ? rows.length : null) : (counted.data?.matching ?? null),
    rows,
    error: asked?.error ?? counted.error,
  };
}
