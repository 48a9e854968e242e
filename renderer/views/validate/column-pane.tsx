import { TextInput } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { List, Search, Table2 } from 'lucide-react';
import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { Version } from '../../../core/contract/data.ts';
import { TypeGlyph } from '../../components/type-glyph.tsx';
import { columnsOf, standsUnder } from './rule-words.ts';
import styles from './rules-tab.module.css';
import type { SuiteDraft } from './suite-draft.ts';
import { useValidateState } from './validate-state.ts';

const itemHeight = 32;

interface Item {
  /** Null: all rules; '': the whole table. */
  readonly column: string | null;
  readonly label: string;
  readonly icon: ReactNode;
  readonly rules: number;
  readonly absent: boolean;
}

function itemsOf(version: Version, draft: SuiteDraft): Item[] {
  const counts = new Map<string, number>();
  for (const { expectation } of draft.rules)
    for (const column of new Set(columnsOf(expectation)))
      if (standsUnder(expectation, column)) counts.set(column, (counts.get(column) ?? 0) + 1);
  const table = draft.rules.filter(({ expectation }) => standsUnder(expectation, '')).length;
  const known = new Set(version.columns.map(({ name }) => name));
  const absent = [...counts.keys()].filter((name) => !known.has(name));
  return [
    {
      column: null,
      label: 'All rules',
      icon: <List size={13} aria-hidden="true" />,
      rules: draft.rules.length,
      absent: false,
    },
    {
      column: '',
      label: 'Whole table',
      icon: <Table2 size={13} aria-hidden="true" />,
      rules: table,
      absent: false,
    },
    ...version.columns.map(({ name, type }) => ({
      column: name,
      label: name,
      icon: <TypeGlyph type={type} />,
      rules: counts.get(name) ?? 0,
      absent: false,
    })),
    ...absent.map((name) => ({
      column: name,
      label: name,
      icon: null,
      rules: counts.get(name) ?? 0,
      absent: true,
    })),
  ];
}

/** The columns with the number of their rules; choosing one shows its rules and those that fit it. */
export function ColumnPane({
  version,
  draft,
}: {
  readonly version: Version;
  readonly draft: SuiteDraft;
}) {
  const chosen = useValidateState((state) => state.column);
  const choose = useValidateState((state) => state.choose);
  const [search, setSearch] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const listId = useId();
  const items = useMemo(() => itemsOf(version, draft), [version, draft]);
  const needle = search.trim().toLowerCase();
  const found = items.filter(
    ({ column, label }) => !column || label.toLowerCase().includes(needle),
  );
  const position = Math.max(
    0,
    found.findIndex(({ column }) => column === chosen),
  );
  const virtual = useVirtualizer({
    count: found.length,
    getScrollElement: () => box.current,
    estimateSize: () => itemHeight,
    overscan: 10,
  });
  useEffect(() => virtual.scrollToIndex(position, { align: 'auto' }), [position, virtual]);
  const pick = (item: Item | undefined): void => {
    if (item) choose({ column: item.column, rule: null });
  };
  return (
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
        ref={box}
        className={styles.columns}
        role="listbox"
        aria-label="Columns with their rules"
        tabIndex={0}
        aria-activedescendant={`${listId}-${position}`}
        onKeyDown={(event) => {
          const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
          if (by === 0) return;
          event.preventDefault();
          pick(found[position + by]);
        }}
      >
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((row) => {
            const item = found[row.index]!;
            return (
              <button
                key={row.key}
                id={`${listId}-${row.index}`}
                type="button"
                role="option"
                tabIndex={-1}
                aria-selected={row.index === position}
                className={styles.column}
                data-absent={item.absent}
                title={item.absent ? `${item.label} is not in this version` : item.label}
                style={{ transform: `translateY(${row.start}px)`, height: itemHeight }}
                onClick={() => pick(item)}
              >
                <span className={styles.glyph}>{item.icon}</span>
                <span className={styles.columnName}>{item.label}</span>
                {item.rules > 0 && <span className={styles.count}>{item.rules}</span>}
              </button>
            );
          })}
        </div>
      </div>
    </div>
  );
}
