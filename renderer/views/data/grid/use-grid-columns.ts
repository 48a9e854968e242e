import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useMemo, useState } from 'react';
import type { Cell, ColumnType } from '../../../../core/contract/common.ts';
import {
  arrangeColumns,
  type GridColumn,
  layoutColumns,
  narrowest,
  widest,
} from './column-layout.ts';

export interface PlacedColumn {
  readonly column: GridColumn;
  /** Index among the shown columns. */
  readonly position: number;
  /** Distance from the left where the column sticks; null: it scrolls. */
  readonly stickyLeft: number | null;
  readonly lastPinned: boolean;
  /** Width of the columns left out before this one. */
  readonly gapBefore: number;
}

export interface GridColumns {
  /** All columns in the order they are shown. */
  readonly columns: readonly GridColumn[];
  /** Those in view, and the pinned ones. */
  readonly placed: readonly PlacedColumn[];
  readonly width: number;
  readonly pin: (name: string) => void;
  readonly resize: (name: string, width: number) => void;
  /** Scrolls sideways until a column is in view. */
  readonly reveal: (position: number) => void;
}

const toggled = (list: readonly string[], name: string): readonly string[] =>
  list.includes(name) ? list.filter((each) => each !== name) : [...list, name];

/** Widths, pinned columns, and which columns are in view: thousands cost no more than a screenful. */
export function useGridColumns(
  box: RefObject<HTMLDivElement | null>,
  source: {
    readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
    readonly firstRows: readonly (readonly Cell[])[];
    /** Width of the row numbers. */
    readonly gutter: number;
  },
): GridColumns {
  const { gutter, firstRows } = source;
  const [pinned, setPinned] = useState<readonly string[]>([]);
  const [widths, setWidths] = useState<ReadonlyMap<string, number>>(new Map());
  const base = useMemo(() => layoutColumns(source.columns, firstRows), [source.columns, firstRows]);
  const { columns, pinnedCount } = useMemo(
    () => arrangeColumns(base, pinned, widths),
    [base, pinned, widths],
  );

  const virtual = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => box.current,
    estimateSize: (i) => columns[i]?.width ?? 0,
    overscan: 3,
    paddingStart: gutter,
  });
  useEffect(() => virtual.measure(), [columns, gutter, virtual]);
  const scrolled = virtual.getVirtualItems().filter((item) => item.index >= pinnedCount);
  const first = scrolled[0]?.index ?? 0;
  const last = scrolled.at(-1)?.index ?? -1;

  const placed = useMemo(() => {
    const list: PlacedColumn[] = [];
    let left = gutter;
    for (let i = 0; i < pinnedCount; i++) {
      const lastPinned = i === pinnedCount - 1;
      list.push({ column: columns[i]!, position: i, stickyLeft: left, lastPinned, gapBefore: 0 });
      left += columns[i]!.width;
    }
    let skipped = 0;
    for (let i = pinnedCount; i < first; i++) skipped += columns[i]!.width;
    for (let i = Math.max(first, pinnedCount); i <= Math.min(last, columns.length - 1); i++) {
      const gapBefore = i === first ? skipped : 0;
      list.push({
        column: columns[i]!,
        position: i,
        stickyLeft: null,
        lastPinned: false,
        gapBefore,
      });
    }
    return list;
  }, [columns, pinnedCount, gutter, first, last]);

  const pin = useCallback((name: string) => setPinned((list) => toggled(list, name)), []);
  const resize = useCallback((name: string, wish: number) => {
    const width = Math.round(Math.min(Math.max(wish, narrowest), widest));
    setWidths((map) => new Map(map).set(name, width));
  }, []);
  const reveal = useCallback(
    (position: number) => {
      const element = box.current;
      if (!element || position < pinnedCount) return;
      let start = gutter;
      for (let i = 0; i < position; i++) start += columns[i]!.width;
      let covered = gutter;
      for (let i = 0; i < pinnedCount; i++) covered += columns[i]!.width;
      const end = start + columns[position]!.width;
      if (start < element.scrollLeft + covered) element.scrollLeft = start - covered;
      else if (end > element.scrollLeft + element.clientWidth)
        element.scrollLeft = end - element.clientWidth;
    },
    [box, columns, pinnedCount, gutter],
  );

  const width = gutter + columns.reduce((sum, column) => sum + column.width, 0);
  return { columns, placed, width, pin, resize, reveal };
}
