import { ArrowDown, ArrowUp, Pin, PinOff } from 'lucide-react';
import { memo, type PointerEvent } from 'react';
import type { OutputOf } from '../../../../core/contract/contract.ts';
import { formatInteger, formatNumber, formatPercent } from '../../../components/format.ts';
import { TypeGlyph } from '../../../components/type-glyph.tsx';
import styles from './data-grid.module.css';
import { SparkBars } from '../../../components/spark-bars.tsx';
import type { PlacedColumn } from './use-grid-columns.ts';

type Summary = OutputOf<'data.summaries'>['columns'][number];

export interface HeaderCellProps {
  readonly id: string;
  readonly place: PlacedColumn;
  readonly summary: Summary | undefined;
  /** Rows of the version, for the share of missing values. */
  readonly rows: number;
  readonly sorted: 'asc' | 'desc' | null;
  readonly active: boolean;
  readonly onSort: (name: string) => void;
  readonly onPin: (name: string) => void;
  readonly onResize: (name: string, width: number) => void;
}

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

function describe(summary: Summary): string {
  const distinct = `${formatInteger(summary.distinct)} distinct`;
  if (summary.histogram && summary.min !== null && summary.max !== null) {
    const text = summary.type === 'datetime' ? day : (value: number) => formatNumber(value);
    return `${text(summary.min)} to ${text(summary.max)}, ${distinct}`;
  }
  const most = summary.top[0];
  return most
    ? `${distinct}, most often ${most.value} (${formatInteger(most.count)})`
    : 'No values';
}

function startResize(event: PointerEvent<HTMLElement>, { place, onResize }: HeaderCellProps): void {
  event.preventDefault();
  event.stopPropagation();
  const handle = event.currentTarget;
  const { name, width } = place.column;
  const from = event.clientX;
  handle.setPointerCapture(event.pointerId);
  const move = (at: globalThis.PointerEvent): void => onResize(name, width + at.clientX - from);
  const end = (): void => handle.removeEventListener('pointermove', move);
  handle.addEventListener('pointermove', move);
  handle.addEventListener('lostpointercapture', end, { once: true });
}

function MissingShare({ missing, rows }: { readonly missing: number; readonly rows: number }) {
  const share = rows > 0 ? missing / rows : 0;
  return (
    <div className={styles.missingRow}>
      <div className={styles.missingBar}>
        {share > 0 && <div style={{ width: `${Math.max(2, share * 100)}%` }} />}
      </div>
      {share > 0 && (
        <span className={styles.missingText}>{formatPercent(share, share < 0.1 ? 1 : 0)}</span>
      )}
    </div>
  );
}

/** Name, type, distribution and missing share of a column; a click sorts. */
export const HeaderCell = memo(function HeaderCell(props: HeaderCellProps) {
  const { id, place, summary, rows, sorted, active } = props;
  const { column, stickyLeft } = place;
  const pinned = stickyLeft !== null;
  const text = summary ? describe(summary) : '';
  const gaps = summary && summary.missing > 0 ? `\n${formatInteger(summary.missing)} missing` : '';
  return (
    <div
      id={id}
      role="columnheader"
      aria-colindex={place.position + 2}
      aria-sort={sorted === null ? 'none' : sorted === 'asc' ? 'ascending' : 'descending'}
      className={styles.headerCell}
      data-active={active}
      data-pinned={pinned}
      data-last-pinned={place.lastPinned}
      style={{
        width: column.width,
        marginLeft: place.gapBefore,
        ...(pinned ? { left: stickyLeft } : {}),
      }}
      title={`${column.name} · ${column.type}\n${text}${gaps}`}
    >
      <div className={styles.headerTop}>
        <button
          type="button"
          tabIndex={-1}
          className={styles.sortButton}
          aria-label={`Sort by ${column.name}`}
          onClick={() => props.onSort(column.name)}
        >
          <TypeGlyph type={column.type} />
          <span className={styles.columnName}>{column.name}</span>
          {sorted === 'asc' && <ArrowUp size={13} aria-hidden="true" />}
          {sorted === 'desc' && <ArrowDown size={13} aria-hidden="true" />}
        </button>
        <button
          type="button"
          tabIndex={-1}
          className={styles.pinButton}
          data-on={pinned}
          aria-label={pinned ? `Unpin ${column.name}` : `Pin ${column.name}`}
          onClick={() => props.onPin(column.name)}
        >
          {pinned ? <PinOff size={12} /> : <Pin size={12} />}
        </button>
      </div>
      <div className={styles.spark}>
        {summary && (
          <SparkBars
            counts={summary.histogram?.counts ?? summary.top.map((value) => value.count)}
            apart={!summary.histogram}
            label={`Distribution of ${column.name}: ${text}`}
          />
        )}
      </div>
      <MissingShare missing={summary?.missing ?? 0} rows={rows} />
      <div
        className={styles.resizer}
        aria-hidden="true"
        onPointerDown={(event) => startResize(event, props)}
      />
    </div>
  );
});
