import { Button, CloseButton, TextInput } from '@mantine/core';
import { ListFilter, Rows3 } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { Version } from '../../../core/contract/data.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { formatCount, formatInteger, formatPercent } from '../../components/format.ts';
import { useRowSelection } from '../../stores/row-selection.ts';
import { DataGrid, type Sort } from './grid/data-grid.tsx';
import { useRows } from './grid/use-rows.ts';
import { SegmentSelect } from './segment-select.tsx';
import styles from './version-rows.module.css';

const typingPauseMs = 350;

/** Follows a text once the typing pauses; `flush` takes it at once. */
function useSettled(text: string): readonly [string, () => void] {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), typingPauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  // No text needs no pause: the rows come back, and what was wrong with the filter is gone.
  return [text === '' ? text : settled, () => setSettled(text)];
}

/** The filter field and the grid of one version. */
export function VersionRows({ version }: { readonly version: Version }) {
  const [sort, setSort] = useState<Sort | null>(null);
  const [filter, setFilter] = useState('');
  const [settled, flush] = useSettled(filter.trim());
  const [segment, setSegment] = useState<string | null>(null);
  const { selection, clear } = useRowSelection();
  const chosen = selection?.versionId === version.id ? selection : null;
  const numbers = useMemo(() => chosen && chosen.rows.toSorted((a, b) => a - b), [chosen]);
  const query = {
    version: version.id,
    sort: sort && `${sort.column}:${sort.direction}`,
    filter: settled,
    segment,
    rows: numbers,
  };
  const { shown, asked } = useRows(query);
  const counts = shown.counts();
  const error = asked.error();
  const filterError = settled !== '' && error && error.code !== 'INTERNAL' ? error : null;
  const narrowed = settled !== '' || segment !== null || numbers !== null;
  const filtered = counts !== null && narrowed && asked.counts() !== null;
  return (
    <section className={styles.rows} aria-label="Rows">
      <div className={styles.toolbar}>
        <TextInput
          className={styles.filter ?? ''}
          aria-label="Filter rows"
          placeholder={`Filter, for example: ${exampleFilter(version)}`}
          leftSection={<ListFilter size={14} aria-hidden="true" />}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') flush();
            if (event.key === 'Escape') setFilter('');
          }}
          error={
            filterError ? [filterError.message, filterError.hint].filter(Boolean).join('. ') : null
          }
          rightSection={
            filter !== '' && (
              <CloseButton size="xs" aria-label="Clear the filter" onClick={() => setFilter('')} />
            )
          }
          spellCheck={false}
          autoComplete="off"
        />
        <SegmentSelect version={version} value={segment} onChange={setSegment} />
        <span className={styles.count} role="status" aria-label="Rows remaining">
          {counts &&
            (filtered
              ? `${formatInteger(counts.matching)} of ${formatInteger(counts.total)} rows (${formatPercent(counts.total > 0 ? counts.matching / counts.total : 0)})`
              : `${formatInteger(counts.total)} rows`)}
        </span>
      </div>
      {chosen && (
        <div className={styles.chosen} role="note">
          <Rows3 size={14} aria-hidden="true" />
          <span className="assay-ellipsis" title={chosen.by}>
            <strong>{formatCount(chosen.rows.length, 'row')}</strong> {chosen.by}
          </span>
          <Button variant="subtle" size="compact-xs" onClick={clear}>
            Show all rows
          </Button>
        </div>
      )}
      {error && !filterError && (
        <div className={styles.failure}>
          <FailureNotice failure={error} />
        </div>
      )}
      {counts ? (
        <DataGrid version={version} query={query} rows={shown} sort={sort} onSort={setSort} />
      ) : (
        <div className={styles.blank} />
      )}
    </section>
  );
}

/** An expression that works on this very version. */
function exampleFilter({ columns }: Version): string {
  const name = (column: string): string =>
    /^[A-Za-z_]\w*$/.test(column) ? column : `\`${column}\``;
  const numeric = columns.find(({ type }) => type === 'number' || type === 'integer');
  const first = columns[0];
  if (numeric) return `${name(numeric.name)} > 1`;
  return first ? `not ${name(first.name)} is missing` : '';
}
