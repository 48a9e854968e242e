import { Button } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Table2 } from 'lucide-react';
import { useMemo, useRef } from 'react';
import { useLocation } from 'wouter';
import type { Cell, ColumnType } from '../../../core/contract/common.ts';
import type { InputOf } from '../../../core/contract/contract.ts';
import { useQuery } from '../../client/use-query.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { formatCount, formatInteger } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { useRowSelection } from '../../stores/row-selection.ts';
import { cellText, isRightAligned } from '../data/grid/cell-format.ts';
import { type GridColumn, layoutColumns } from '../data/grid/column-layout.ts';
import styles from './rows-grid.module.css';
import type { Scope } from './scope.ts';

const rowHeight = 28;
const mostRows = 1000;

export type RowChoice = { readonly rows: readonly number[] } | { readonly filter: string };

export interface RowsGridProps {
  readonly scope: Scope;
  /** Which rows: by their numbers, or by a condition within the scope. */
  readonly choice: RowChoice;
  /** Columns to show at the left. */
  readonly first: readonly string[];
  /** What chose the rows, after "rows": `selected in age and chol`. */
  readonly by: string;
}

function inputOf({ scope, choice }: RowsGridProps): InputOf<'data.preview'> {
  const page = { version: scope.version.id, limit: mostRows };
  if ('rows' in choice) return { ...page, rows: [...choice.rows] };
  return {
    ...page,
    filter: choice.filter,
    ...(scope.segment ? { segment: scope.segment.id } : {}),
  };
}

function text(value: Cell, column: GridColumn) {
  if (value === null) return <span className="assay-muted">–</span>;
  return cellText(value, column.style);
}

/** The chosen rows themselves, the columns in question first; at most 1,000 of them. */
export function RowsGrid(props: RowsGridProps) {
  const { scope, first, by } = props;
  const box = useRef<HTMLDivElement>(null);
  const [, go] = useLocation();
  const showRows = useRowSelection((state) => state.show);
  const { data, error } = useQuery('data.preview', inputOf(props), { keepPrevious: true });
  const columns = useMemo(() => {
    const all = layoutColumns(data?.columns ?? [], (data?.rows ?? []).slice(0, 100));
    const front = first.flatMap((name) => all.find((column) => column.name === name) ?? []);
    return [...front, ...all.filter((column) => !front.includes(column))];
  }, [data, first]);
  const count = data?.rows.length ?? 0;
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  });
  const template = `64px ${columns.map((column) => `${column.width}px`).join(' ')}`;
  const matching = data?.matching ?? 0;
  return (
    <Section
      title="Rows"
      description={
        matching > count
          ? `The first ${formatInteger(count)} of ${formatInteger(matching)}`
          : formatCount(matching, 'row')
      }
      actions={
        <Button
          variant="subtle"
          leftSection={<Table2 size={14} aria-hidden="true" />}
          disabled={count === 0}
          onClick={() => {
            showRows({
              versionId: scope.version.id,
              rows: 'rows' in props.choice ? props.choice.rows : (data?.rowNumbers ?? []),
              by: matching > count ? `${by} (the first ${formatInteger(count)})` : by,
            });
            go('/data');
          }}
        >
          Show in Data
        </Button>
      }
      flush
    >
      {error && <FailureNotice failure={error} />}
      <div
        ref={box}
        className={styles.box}
        role="region"
        aria-label={`Rows ${by}`}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keyboard must scroll it
        tabIndex={0}
        style={{ height: Math.min(9, Math.max(1, count)) * rowHeight + 46 }}
      >
        <div
          role="table"
          aria-label={`Rows ${by}`}
          aria-rowcount={count + 1}
          className={styles.table}
        >
          <div role="rowgroup" className={styles.head}>
            <div role="row" className={styles.row} style={{ gridTemplateColumns: template }}>
              <span role="columnheader" className={styles.number}>
                Row
              </span>
              {columns.map((column) => (
                <span
                  key={column.name}
                  role="columnheader"
                  className={styles.cell}
                  data-first={first.includes(column.name)}
                  data-right={isRightAligned(column.type)}
                  title={`${column.name} · ${column.type satisfies ColumnType}`}
                >
                  {column.name}
                </span>
              ))}
            </div>
          </div>
          <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
            {virtual.getVirtualItems().map((item) => (
              <div
                key={item.key}
                role="row"
                aria-rowindex={item.index + 2}
                className={styles.row}
                style={{
                  gridTemplateColumns: template,
                  position: 'absolute',
                  top: 0,
                  transform: `translateY(${item.start}px)`,
                }}
              >
                <span role="rowheader" className={styles.number}>
                  {formatInteger((data?.rowNumbers[item.index] ?? 0) + 1)}
                </span>
                {columns.map((column) => {
                  const value = data?.rows[item.index]?.[column.index] ?? null;
                  return (
                    <span
                      key={column.name}
                      role="cell"
                      className={styles.cell}
                      data-right={isRightAligned(column.type)}
                      title={value === null ? 'Missing' : String(value)}
                    >
                      {text(value, column)}
                    </span>
                  );
                })}
              </div>
            ))}
          </div>
        </div>
      </div>
    </Section>
  );
}
