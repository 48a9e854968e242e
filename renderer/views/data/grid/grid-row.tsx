import { memo } from 'react';
import type { Cell } from '../../../../core/contract/common.ts';
import { cellText, isRightAligned } from './cell-format.ts';
import type { GridColumn } from './column-layout.ts';
import styles from './data-grid.module.css';
import type { PlacedColumn } from './use-grid-columns.ts';

export interface GridRowProps {
  readonly index: number;
  /** Its number in the version, from 1; undefined while it loads. */
  readonly number: number | undefined;
  readonly cells: readonly Cell[] | undefined;
  readonly top: number;
  readonly width: number;
  readonly placed: readonly PlacedColumn[];
  readonly gutter: number;
  readonly idOf: (row: number, column: number) => string;
  /** Column of the active cell, if it is in this row. */
  readonly active: number | null;
  /** Selected columns of this row, inclusive; none when `to` is less than `from`. */
  readonly selectedFrom: number;
  readonly selectedTo: number;
}

function content(value: Cell | undefined, column: GridColumn) {
  if (value === undefined) return <span className={styles.pending} />;
  if (value === null) return <span className={styles.missing} role="img" aria-label="missing" />;
  return cellText(value, column.style);
}

/** One row: its number, the pinned cells, the cells in view. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { index, cells, gutter } = props;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={styles.row}
      style={{ transform: `translateY(${props.top}px)`, width: props.width }}
    >
      <div role="rowheader" aria-colindex={1} className={styles.number} style={{ width: gutter }}>
        {props.number}
      </div>
      {props.placed.map(({ column, position, stickyLeft, lastPinned, gapBefore }) => {
        const value = cells === undefined ? undefined : (cells[column.index] ?? null);
        return (
          <div
            key={column.name}
            id={props.idOf(index, position)}
            role="gridcell"
            aria-colindex={position + 2}
            aria-selected={position >= props.selectedFrom && position <= props.selectedTo}
            data-row={index}
            data-column={position}
            data-active={props.active === position}
            data-pinned={stickyLeft !== null}
            data-last-pinned={lastPinned}
            data-right={isRightAligned(column.type)}
            data-missing={value === null}
            className={styles.cell}
            title={value === undefined ? undefined : value === null ? 'Missing' : String(value)}
            style={{
              width: column.width,
              marginLeft: gapBefore,
              ...(stickyLeft === null ? {} : { left: stickyLeft }),
            }}
          >
            {content(value, column)}
          </div>
        );
      })}
    </div>
  );
});
