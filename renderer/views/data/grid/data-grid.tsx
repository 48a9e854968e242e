import { notifications } from '@mantine/notifications';
import { useCallback, useEffect, useId, useMemo, useRef } from 'react';
import type { Cell } from '../../../../core/contract/common.ts';
import type { Version } from '../../../../core/contract/data.ts';
import { toFailure } from '../../../client/to-failure.ts';
import { useQuery } from '../../../client/use-query.ts';
import { formatInteger } from '../../../components/format.ts';
import type { GridColumn } from './column-layout.ts';
import { copyCells } from './copy-cells.ts';
import styles from './data-grid.module.css';
import { GridRow } from './grid-row.tsx';
import { HeaderCell } from './header-cell.tsx';
import type { PageCache } from './page-cache.ts';
import { rowWindow } from './scroll-map.ts';
import { type GridSelection, rangeOf } from './selection.ts';
import { useGridColumns } from './use-grid-columns.ts';
import { useGridSelection } from './use-grid-selection.ts';
import type { RowQuery } from './use-rows.ts';
import { useScroller } from './use-scroller.ts';

const rowHeight = 28;
const headerHeight = 76;
const rowsForLayout = 100;

export interface Sort {
  readonly column: string;
  readonly direction: 'asc' | 'desc';
}

export interface DataGridProps {
  readonly version: Version;
  readonly query: RowQuery;
  /** Its first page is there. */
  readonly rows: PageCache;
  readonly sort: Sort | null;
  readonly onSort: (sort: Sort | null) => void;
}

/** Ascending, descending, as it came. */
function nextSort(name: string, sort: Sort | null): Sort | null {
  if (sort?.column !== name) return { column: name, direction: 'asc' };
  return sort.direction === 'asc' ? { column: name, direction: 'desc' } : null;
}

/** The rows that were first on screen: they set the widths, which then stay. */
function useFirstRows(rows: PageCache): readonly (readonly Cell[])[] {
  const kept = useRef<readonly (readonly Cell[])[]>([]);
  if (kept.current.length === 0) {
    const list = Array.from({ length: rowsForLayout }, (_, i) => rows.row(i));
    const there = list.filter((row) => row !== undefined);
    if (there.length > 0) kept.current = there;
  }
  return kept.current;
}

const oneBased = (number: number | undefined): number | undefined =>
  number === undefined ? undefined : number + 1;

function emptyText({ filter, segment, rows }: RowQuery): string {
  if (filter !== '') return 'No row passes this filter';
  if (segment !== null) return 'No row of this version is in the segment';
  return rows === null ? 'This version has no rows' : 'No row is selected';
}

async function copy(
  query: RowQuery,
  columns: readonly GridColumn[],
  selection: GridSelection,
): Promise<void> {
  try {
    const range = rangeOf(selection);
    const copied = await copyCells(query, columns, range);
    const wished = range.lastRow - range.firstRow + 1;
    const rest = copied < wished ? ` of ${formatInteger(wished)}; export the version for all` : '';
    notifications.show({
      message: `Copied ${formatInteger(copied)} ${copied === 1 ? 'row' : 'rows'} with headers${rest}`,
      autoClose: 2500,
    });
  } catch (thrown) {
    notifications.show({ color: 'red', title: 'Not copied', message: toFailure(thrown).message });
  }
}

/** A window over a version of any size: rows and columns are drawn only where they are looked at. */
export function DataGrid({ version, query, rows, sort, onSort }: DataGridProps) {
  const box = useRef<HTMLDivElement>(null);
  const gridId = useId();
  const { data: summaries } = useQuery('data.summaries', { version: version.id });
  const summaryOf = useMemo(
    () => new Map((summaries?.columns ?? []).map((column) => [column.name, column])),
    [summaries],
  );

  const total = rows.counts()?.matching ?? 0;
  const gutter = Math.max(46, String(version.rows).length * 7.4 + 22);
  const firstRows = useFirstRows(rows);
  const layout = useGridColumns(box, { columns: version.columns, firstRows, gutter });
  const { columns, placed, width } = layout;

  const scroller = useScroller(box, { rows: total, rowHeight, headerHeight });
  const { offset, shift, visible, position } = scroller;
  const shown = rowWindow(offset, { viewport: visible, rowHeight, rows: total });
  useEffect(() => {
    if (total > 0) rows.want(shown.first, shown.end);
  }, [rows, shown.first, shown.end, total]);

  const sortNow = useRef(sort);
  sortNow.current = sort;
  const sortBy = useCallback((name: string) => onSort(nextSort(name, sortNow.current)), [onSort]);

  const { selection, setSelection, onKeyDown, onMouse } = useGridSelection({
    columns,
    rows: total,
    rowsPerPage: Math.max(1, Math.floor(visible / rowHeight) - 1),
    sort: sortBy,
    pin: layout.pin,
    resize: layout.resize,
    copy: (which) => void copy(query, columns, which),
    reveal: ({ active }) => {
      if (active.row >= 0) position.reveal(active.row * rowHeight, (active.row + 1) * rowHeight);
      layout.reveal(active.column);
    },
  });
  useEffect(() => {
    position.moveTo(0);
    // Whoever sorts by key stays on the header.
    setSelection((before) => (before?.active.row === -1 ? before : null));
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a new cache is a new order or filter
  }, [rows, position, setSelection]);

  const idOf = useCallback((row: number, column: number) => `${gridId}-${row}-${column}`, [gridId]);
  const range = selection ? rangeOf(selection) : null;
  const active = selection?.active;
  const inRange = (row: number): boolean =>
    range !== null && row >= range.firstRow && row <= range.lastRow;
  const drawn =
    active && (active.row === -1 || (active.row >= shown.first && active.row < shown.end));
  const count = Math.max(0, shown.end - shown.first);

  return (
    <div
      ref={box}
      role="grid"
      className={styles.grid}
      tabIndex={0}
      aria-label={`Rows of ${version.datasetName}@${version.number}`}
      aria-rowcount={total + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable="true"
      aria-activedescendant={drawn ? idOf(active.row, active.column) : undefined}
      onKeyDown={onKeyDown}
      onMouseDown={onMouse}
      onMouseMove={onMouse}
    >
      <div style={{ width, height: scroller.map.boxHeight + headerHeight }}>
        <div
          role="row"
          aria-rowindex={1}
          className={styles.header}
          style={{ width, height: headerHeight }}
        >
          <div
            role="columnheader"
            aria-colindex={1}
            aria-label="Row number"
            className={styles.corner}
            style={{ width: gutter }}
          />
          {placed.map((place) => (
            <HeaderCell
              key={place.column.name}
              id={idOf(-1, place.position)}
              place={place}
              summary={summaryOf.get(place.column.name)}
              rows={version.rows}
              sorted={sort?.column === place.column.name ? sort.direction : null}
              active={active?.row === -1 && active.column === place.position}
              onSort={sortBy}
              onPin={layout.pin}
              onResize={layout.resize}
            />
          ))}
        </div>
        <div role="rowgroup" className={styles.body}>
          {Array.from({ length: count }, (_, i) => shown.first + i).map((index) => (
            <GridRow
              key={index}
              index={index}
              number={oneBased(rows.rowNumber(index))}
              cells={rows.row(index)}
              top={index * rowHeight + shift}
              width={width}
              placed={placed}
              gutter={gutter}
              idOf={idOf}
              active={active?.row === index ? active.column : null}
              selectedFrom={inRange(index) ? range!.firstColumn : 0}
              selectedTo={inRange(index) ? range!.lastColumn : -1}
            />
          ))}
        </div>
      </div>
      {total === 0 && (
        <div className={styles.none} role="status">
          {emptyText(query)}
        </div>
      )}
    </div>
  );
}
