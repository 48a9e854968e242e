import { CloseButton, TextInput } from '@mantine/core';
import { ListFilter } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Version } from '../../../core/contract/data.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { formatInteger, formatPercent } from '../../components/format.ts';
import { DataGrid, type Sort } from './grid/data-grid.tsx';
import { useRows } from './grid/use-rows.ts';
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
  const query = {
    version: version.id,
    sort: sort && `${sort.column}:${sort.direction}`,
    filter: settled,
  };
  const { shown, asked } = useRows(query);
  const counts = shown.counts();
  const error = asked.error();
  const filterError = settled !== '' && error && error.code !== 'INTERNAL' ? error : null;
  const filtered = counts !== null && settled !== '' && asked.counts() !== null;
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
        <span className={styles.count} role="status" aria-label="Rows remaining">
          {counts &&
            (filtered
              ? `${formatInteger(counts.matching)} of ${formatInteger(counts.total)} rows (${formatPercent(counts.total > 0 ? counts.matching / counts.total : 0)})`
              : `${formatInteger(counts.total)} rows`)}
        </span>
      </div>
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
