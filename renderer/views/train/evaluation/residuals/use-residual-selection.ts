import { useEffect, useMemo, useState } from 'react';
import type { Failure } from '../../../../../core/contract/failure.ts';
import type { ChartBrush, ChartMarks } from '../../../../charts/spec.ts';
import { toFailure } from '../../../../client/to-failure.ts';
import { drawnRowsOf } from '../../../explore/drawn-rows.ts';
import {
  rowsInside,
  worstRows,
  type ResidualChoice,
  type ResidualRows,
  type RowPoints,
} from './residual-selection.ts';

export interface ResidualSelection {
  readonly choice: ResidualChoice | null;
  readonly choose: (choice: ResidualChoice | null) => void;
  /** Row numbers of the version; null: nothing is selected, or not known yet. */
  readonly rows: ReadonlySet<number> | null;
  /** Of a condition the core refuses. */
  readonly error: Failure | null;
}

interface Asked {
  readonly filter: string;
  readonly rows: ReadonlySet<number> | null;
  readonly error: Failure | null;
}

/** The rows among the drawn ones that a condition in words holds for. */
function useAsked(versionId: string, filter: string | null, drawn: readonly number[]) {
  const [asked, setAsked] = useState<Asked | null>(null);
  useEffect(() => {
    if (filter === null || drawn.length === 0) return;
    let current = true;
    drawnRowsOf(versionId, filter, drawn).then(
      (rows) => current && setAsked({ filter, rows, error: null }),
      (thrown: unknown) => current && setAsked({ filter, rows: null, error: toFailure(thrown) }),
    );
    return () => {
      current = false;
    };
  }, [versionId, filter, drawn]);
  return asked?.filter === filter ? asked : null;
}

/** One selection of rows for all residual plots. `plots`: their points by title. */
export function useResidualSelection(
  versionId: string,
  residuals: ResidualRows,
  plots: ReadonlyMap<string, RowPoints>,
): ResidualSelection {
  const [choice, choose] = useState<ResidualChoice | null>(null);
  const asked = useAsked(versionId, choice?.kind === 'words' ? choice.filter : null, residuals.row);
  const local = useMemo(() => {
    if (choice?.kind === 'worst') return worstRows(residuals, choice.side, choice.share);
    if (choice?.kind !== 'brush') return null;
    const points = plots.get(choice.plot);
    return points ? rowsInside(points, choice.brush) : null;
  }, [choice, residuals, plots]);
  return { choice, choose, rows: local ?? asked?.rows ?? null, error: asked?.error ?? null };
}

/** The selection as one plot draws it; the outline only where it was drawn. */
export function useResidualMarks(
  { choice, rows }: ResidualSelection,
  plot: string,
  points: RowPoints | undefined,
): ChartMarks {
  const brush: ChartBrush | null =
    choice?.kind === 'brush' && choice.plot === plot ? choice.brush : null;
  return useMemo(
    () => ({ brush, selected: rows && points ? points.row.map((row) => rows.has(row)) : null }),
    [brush, rows, points],
  );
}
