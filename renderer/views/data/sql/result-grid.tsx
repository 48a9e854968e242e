import { notifications } from '@mantine/notifications';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useCallback, useId, useMemo, useRef, useState } from 'react';
import type { OutputOf } from '../../../../core/contract/contract.ts';
import { formatCount } from '../../../components/format.ts';
import { TypeGlyph } from '../../../components/type-glyph.tsx';
import { tabSeparated } from '../grid/cell-format.ts';
import { writeClipboard } from '../grid/copy-cells.ts';
import grid from '../grid/data-grid.module.css';
import type { Sort } from '../grid/data-grid.tsx';
import { GridRow } from '../grid/grid-row.tsx';
import { rowWindow } from '../grid/scroll-map.ts';
import { type GridSelection, rangeOf } from '../grid/selection.ts';
import { useGridColumns } from '../grid/use-grid-columns.ts';
import { useGridSelection } from '../grid/use-grid-selection.ts';
import { useScroller } from '../grid/use-scroller.ts';
import { columnTypeOf, sortRows } from './result-table.ts';
import styles from './sql-console.module.css';

const rowHeight = 28;
const headerHeight = 34;
const rowsForLayout = 100;

/** The rows of a query, all of which are here: sorted, selected and copied without asking again. */
export function ResultGrid({ result }: { readonly result: OutputOf<'data.sql'> }) {
  const box = useRef<HTMLDivElement>(null);
  const gridId = useId();
  const [sort, setSort] = useState<Sort | null>(null);
  const types = useMemo(
    () => result.columns.map(({ name, type }) => ({ name, type: columnTypeOf(type) })),
    [result],
  );
  const firstRows = useMemo(() => result.rows.slice(0, rowsForLayout), [result]);
  const rows = useMemo(() => {
    const column = result.columns.findIndex((each) => each.name === sort?.column);
    return sort && column >= 0 ? sortRows(result.rows, column, sort.direction) : result.rows;
  }, [result, sort]);

  const total = rows.length;
  const gutter = Math.max(46, String(total).length * 7.4 + 22);
  const layout = useGridColumns(box, { columns: types, firstRows, gutter });
  const { columns, placed, width } = layout;
  const scroller = useScroller(box, { rows: total, rowHeight, headerHeight });
  const { offset, shift, visible, position } = scroller;
  const shown = rowWindow(offset, { viewport: visible, rowHeight, rows: total });
  const sortBy = useCallback((name: string) => {
    setSort((before) => {
      if (before?.column !== name) return { column: name, direction: 'asc' };
      return before.direction === 'asc' ? { column: name, direction: 'desc' } : null;
    });
  }, []);
  const copy = async (which: GridSelection): Promise<void> => {
    const range = rangeOf(which);
    const chosen = columns.slice(range.firstColumn, range.lastColumn + 1);
    const cells = rows
      .slice(range.firstRow, range.lastRow + 1)
      .map((row) => chosen.map((column) => row[column.index] ?? null));
    await writeClipboard(
      tabSeparated(
        chosen.map((column) => column.name),
        cells,
      ),
    );
    notifications.show({
      message: `Copied ${formatCount(cells.length, 'row')} with headers`,
      autoClose: 2500,
    });
  };
  const { selection, onKeyDown, onMouse } = useGridSelection({
    columns,
    rows: total,
    rowsPerPage: Math.max(1, Math.floor(visible / rowHeight) - 1),
    sort: sortBy,
    pin: layout.pin,
    resize: layout.resize,
    copy: (which) => void copy(which),
    reveal: ({ active }) => {
      if (active.row >= 0) position.reveal(active.row * rowHeight, (active.row + 1) * rowHeight);
      layout.reveal(active.column);
    },
  });
  const idOf = useCallback((row: number, column: number) => `${gridId}-${row}-${column}`, [gridId]);
  const range = selection ? rangeOf(selection) : null;
  const active = selection?.active;
  const drawn =
    active && (active.row === -1 || (active.row >= shown.first && active.row < shown.end));
  const inRange = (row: number): boolean =>
    range !== null && row >= range.firstRow && row <= range.lastRow;
  return (
    <div
      ref={box}
      role="grid"
      className={grid.grid}
      tabIndex={0}
      aria-label="Result"
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
          className={grid.header}
          style={{ width, height: headerHeight }}
        >
          <div
            role="columnheader"
            aria-colindex={1}
            aria-label="Row number"
            className={grid.corner}
            style={{ width: gutter }}
          />
          {placed.map(({ column, position: at, stickyLeft, lastPinned, gapBefore }) => (
            <div
              key={column.name}
              id={idOf(-1, at)}
              role="columnheader"
              aria-colindex={at + 2}
              aria-sort={
                sort?.column !== column.name
                  ? 'none'
                  : sort.direction === 'asc'
                    ? 'ascending'
                    : 'descending'
              }
              className={grid.headerCell}
              data-active={active?.row === -1 && active.column === at}
              data-pinned={stickyLeft !== null}
              data-last-pinned={lastPinned}
              title={`${column.name} · ${result.columns[column.index]?.type ?? ''}`}
              style={{
                width: column.width,
                marginLeft: gapBefore,
                ...(stickyLeft === null ? {} : { left: stickyLeft }),
              }}
            >
              <button
                type="button"
                tabIndex={-1}
                className={grid.sortButton}
                aria-label={`Sort by ${column.name}`}
                onClick={() => sortBy(column.name)}
              >
                <TypeGlyph type={column.type} />
                <span className={grid.columnName}>{column.name}</span>
                {sort?.column === column.name &&
                  (sort.direction === 'asc' ? (
                    <ArrowUp size={13} aria-hidden="true" />
                  ) : (
                    <ArrowDown size={13} aria-hidden="true" />
                  ))}
              </button>
            </div>
          ))}
        </div>
        <div role="rowgroup" className={grid.body}>
          {Array.from({ length: Math.max(0, shown.end - shown.first) }, (_, i) => {
            const index = shown.first + i;
            return (
              <GridRow
                key={index}
                index={index}
                number={index + 1}
                cells={rows[index]}
                top={index * rowHeight + shift}
                width={width}
                placed={placed}
                gutter={gutter}
                idOf={idOf}
                active={active?.row === index ? active.column : null}
                selectedFrom={inRange(index) ? range!.firstColumn : 0}
                selectedTo={inRange(index) ? range!.lastColumn : -1}
              />
            );
          })}
        </div>
      </div>
      {total === 0 && (
        <div className={styles.none} role="status">
          The query gives no rows
        </div>
      )}
    </div>
  );
}
