import { Button, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatDateTime } from './format.ts';
import { Section } from './section.tsx';
import { WideTable } from './wide-table.tsx';

export interface EarlierColumn<E> {
  readonly title: string;
  readonly number?: boolean;
  readonly cell: (entry: E) => ReactNode;
}

export interface EarlierListProps<E> {
  /** `Earlier checks`. */
  readonly title: string;
  readonly entries: readonly E[];
  /** All but when it was made, which comes last. */
  readonly columns: readonly EarlierColumn<E>[];
  /** What an entry is, for those who hear its button: `check of heart@2`. */
  readonly nameOf: (entry: E) => string;
  /** Id of the entry that is shown. */
  readonly shown: string | null;
  readonly onShow: (id: string) => void;
}

/** Results made earlier, newest first; nothing is computed again to look at one. */
export function EarlierList<E extends { readonly id: string; readonly createdAt: number }>(
  props: EarlierListProps<E>,
) {
  const { title, entries, columns, nameOf, shown, onShow } = props;
  return (
    <Section title={title} flush>
      <WideTable label={title} minWidth={520} maxHeight={280} highlight>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column.title} className={column.number ? 'assay-number' : ''}>
                {column.title}
              </Table.Th>
            ))}
            <Table.Th>Made</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <Table.Tr key={entry.id}>
              {columns.map((column) => (
                <Table.Td key={column.title} className={column.number ? 'assay-number' : ''}>
                  {column.cell(entry)}
                </Table.Td>
              ))}
              <Table.Td>{formatDateTime(entry.createdAt)}</Table.Td>
              <Table.Td className="assay-number">
                <Button
                  size="compact-xs"
                  variant="subtle"
                  disabled={shown === entry.id}
                  aria-label={`Show ${nameOf(entry)} from ${formatDateTime(entry.createdAt)}`}
                  onClick={() => onShow(entry.id)}
                >
                  {shown === entry.id ? 'Shown' : 'Show'}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </Section>
  );
}
