import { TextInput } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Search } from 'lucide-react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { Profile } from '../../../core/contract/eda.ts';
import { formatInteger, formatPercent } from '../../components/format.ts';
import { SparkBars } from '../../components/spark-bars.tsx';
import { TypeGlyph } from '../../components/type-glyph.tsx';
import { ColumnDetail } from './column-detail.tsx';
import styles from './columns-tab.module.css';
import { useExploreState } from './explore-state.ts';

const itemHeight = 44;

/** The columns with a search field, and the detail of one. */
export function ColumnsTab({ profile }: { readonly profile: Profile }) {
  const wanted = useExploreState((state) => state.column);
  const choose = useExploreState((state) => state.choose);
  const [search, setSearch] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const listId = useId();
  const needle = search.trim().toLowerCase();
  const found = useMemo(
    () => profile.columns.filter((column) => column.name.toLowerCase().includes(needle)),
    [profile, needle],
  );
  const current = profile.columns.find((column) => column.name === wanted) ?? profile.columns[0];
  const virtual = useVirtualizer({
    count: found.length,
    getScrollElement: () => list.current,
    estimateSize: () => itemHeight,
    overscan: 8,
  });
  const position = found.findIndex((column) => column === current);
  useEffect(() => {
    if (position >= 0) virtual.scrollToIndex(position, { align: 'auto' });
  }, [position, virtual]);
  const step = (by: number): void => {
    const next = found[position + by];
    if (next) choose({ column: next.name });
  };
  return (
    <div className={styles.split}>
      <div className={styles.side}>
        <TextInput
          className={styles.search ?? ''}
          aria-label="Search columns"
          placeholder="Search columns"
          leftSection={<Search size={14} aria-hidden="true" />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <div
          ref={list}
          className={styles.list}
          role="listbox"
          aria-label={`${formatInteger(found.length)} columns`}
          tabIndex={0}
          aria-activedescendant={position >= 0 ? `${listId}-${position}` : undefined}
          onKeyDown={(event) => {
            const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
            if (by === 0) return;
            event.preventDefault();
            step(by);
          }}
        >
          <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
            {virtual.getVirtualItems().map((item) => {
              const column = found[item.index]!;
              return (
                <button
                  key={column.name}
                  id={`${listId}-${item.index}`}
                  type="button"
                  tabIndex={-1}
                  role="option"
                  aria-selected={column === current}
                  className={styles.item}
                  style={{ transform: `translateY(${item.start}px)`, height: itemHeight }}
                  onClick={() => choose({ column: column.name })}
                >
                  <TypeGlyph type={column.type} />
                  <div className={styles.text}>
                    <div className={styles.name} title={column.name}>
                      {column.name}
                    </div>
                    <div className={styles.hint}>
                      {formatInteger(column.distinct)} distinct
                      {column.missing > 0 &&
                        ` · ${formatPercent(column.missing / Math.max(1, profile.rows))} missing`}
                    </div>
                  </div>
                  <div className={styles.spark}>
                    <SparkBars
                      counts={
                        column.histogram?.counts ?? column.top.slice(0, 8).map((v) => v.count)
                      }
                      apart={!column.histogram}
                      label={`Distribution of ${column.name}`}
                    />
                  </div>
                </button>
              );
            })}
          </div>
          {found.length === 0 && <p className={styles.none}>No column has these letters.</p>}
        </div>
      </div>
      {current && <ColumnDetail column={current} rows={profile.rows} alerts={profile.alerts} />}
    </div>
  );
}
