import { Table } from '@mantine/core';
import type { Cell } from '../../../../core/contract/common.ts';
import type { Diff } from '../../../../core/contract/data-versions.ts';
import {
  formatCount,
  formatInteger,
  formatNumber,
  formatPercent,
} from '../../../components/format.ts';
import { Stat, StatRow } from '../../../components/stat.tsx';
import { ToneBadge } from '../../../components/tone-badge.tsx';
import { WideTable } from '../../../components/wide-table.tsx';
import styles from './diff-view.module.css';

const mostColumns = 30;

/** Rows, columns and cells that differ between two versions. */
export function DiffView({ diff }: { readonly diff: Diff }) {
  const { rows, from, to } = diff;
  const matched = rows.changed + rows.unchanged;
  const same =
    rows.added + rows.removed + rows.changed === 0 &&
    diff.columns.added.length + diff.columns.removed.length + diff.columns.retyped.length === 0;
  return (
    <div className={styles.diff}>
      <StatRow>
        <Stat
          label="Rows added"
          value={formatInteger(rows.added)}
          hint={`of ${formatInteger(to.rows)} now`}
        />
        <Stat
          label="Rows removed"
          value={formatInteger(rows.removed)}
          hint={`of ${formatInteger(from.rows)} before`}
        />
        <Stat
          label="Rows changed"
          value={formatInteger(rows.changed)}
          hint={matched > 0 ? `${formatPercent(rows.changed / matched)} of the matched` : '–'}
        />
        <Stat label="Rows unchanged" value={formatInteger(rows.unchanged)} />
      </StatRow>
      {same && <p className={styles.none}>The two versions hold the same columns and rows.</p>}
      <ColumnChanges diff={diff} />
      <ChangedCells diff={diff} />
      <DiffSample diff={diff} />
    </div>
  );
}

function ColumnChanges({ diff: { columns } }: { readonly diff: Diff }) {
  const { added, removed, retyped } = columns;
  if (added.length + removed.length + retyped.length === 0) return null;
  return (
    <section aria-label="Columns">
      <h3 className={styles.heading}>Columns</h3>
      <ul className={styles.columns}>
        {added.map((name) => (
          <li key={`added ${name}`}>
            <ToneBadge tone="good">added</ToneBadge> {name}
          </li>
        ))}
        {removed.map((name) => (
          <li key={`removed ${name}`}>
            <ToneBadge tone="bad">removed</ToneBadge> {name}
          </li>
        ))}
        {retyped.map((column) => (
          <li key={`type ${column.name}`}>
            <ToneBadge tone="warn">type</ToneBadge> {column.name}: {column.from} → {column.to}
          </li>
        ))}
      </ul>
    </section>
  );
}

function ChangedCells({ diff }: { readonly diff: Diff }) {
  const cells = diff.cells
    .filter((column) => column.changed > 0)
    .toSorted((a, b) => b.changed - a.changed);
  if (cells.length === 0) return null;
  const most = cells[0]!.changed;
  return (
    <section aria-label="Changed cells">
      <h3 className={styles.heading}>Changed cells by column</h3>
      <ul className={styles.cells}>
        {cells.slice(0, mostColumns).map(({ column, changed }) => (
          <li key={column} className={styles.cellRow}>
            <span className={styles.cellName} title={column}>
              {column}
            </span>
            <span className={styles.bar} aria-hidden="true">
              <span style={{ width: `${Math.max(1, (changed / most) * 100)}%` }} />
            </span>
            <span className={styles.cellCount}>{formatInteger(changed)}</span>
          </li>
        ))}
      </ul>
      {cells.length > mostColumns && (
        <p className={styles.none}>and {formatCount(cells.length - mostColumns, 'column')} more</p>
      )}
    </section>
  );
}

const tones = { added: 'good', removed: 'bad', changed: 'warn' } as const;

function text(cell: Cell): string {
  if (cell === null) return 'missing';
  // As in the grid, without marks between thousands: keys and years are numbers, too.
  return typeof cell === 'number' ? formatNumber(cell, 7).replaceAll(',', '') : String(cell);
}

function DiffSample({ diff }: { readonly diff: Diff }) {
  if (diff.sample.length === 0) return null;
  const named = diff.key.length > 0;
  return (
    <section aria-label="Examples">
      <h3 className={styles.heading}>Examples</h3>
      <WideTable label="Examples of rows that differ" minWidth={520} maxHeight={380}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={90}>Change</Table.Th>
            {named && <Table.Th>{diff.key.join(', ')}</Table.Th>}
            <Table.Th>Cells</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {diff.sample.map((row, i) => (
            <Table.Tr key={i}>
              <Table.Td>
                <ToneBadge tone={tones[row.kind]}>{row.kind}</ToneBadge>
              </Table.Td>
              {named && (
                <Table.Td className={styles.key}>
                  {row.key.map((cell) => text(cell)).join(', ')}
                </Table.Td>
              )}
              <Table.Td>
                <Changes kind={row.kind} changes={row.changes} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </section>
  );
}

const mostChanges = 8;

function Changes({ kind, changes }: Pick<Diff['sample'][number], 'kind' | 'changes'>) {
  return (
    <div className={styles.changes}>
      {changes.slice(0, mostChanges).map(({ column, from, to }) => (
        <span key={column} className={styles.change}>
          <span className="assay-muted">{column}</span>{' '}
          {kind !== 'added' && <del className={styles.from}>{text(from)}</del>}
          {kind === 'changed' && ' → '}
          {kind !== 'removed' && <ins className={styles.to}>{text(to)}</ins>}
        </span>
      ))}
      {changes.length > mostChanges && (
        <span className="assay-muted">and {changes.length - mostChanges} more</span>
      )}
    </div>
  );
}
