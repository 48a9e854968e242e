import { Button, Table } from '@mantine/core';
import type { OutputOf } from '../../../core/contract/contract.ts';
import { useQuery } from '../../client/use-query.ts';
import { formatDateTime } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { WideTable } from '../../components/wide-table.tsx';

type Entry = OutputOf<'patterns.analyses'>['analyses'][number];

/** Analyses made earlier; nothing is computed again to look at one. */
export function AnalysisList(props: {
  analyses: readonly Entry[];
  shown: string | null;
  onShow: (id: string) => void;
}) {
  const { data: algorithms = [] } = useQuery('patterns.list', {});
  const nameOf = ({ algorithm, title }: Entry): string =>
    algorithms.find(({ id }) => id === algorithm)?.title ?? title;
  return (
    <Section title="Earlier analyses" flush>
      <WideTable label="Earlier analyses" minWidth={560} maxHeight={260} highlight>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Algorithm</Table.Th>
            <Table.Th>Data</Table.Th>
            <Table.Th>Found</Table.Th>
            <Table.Th>Made</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.analyses.map((entry) => (
            <Table.Tr key={entry.id}>
              <Table.Td>{nameOf(entry)}</Table.Td>
              <Table.Td>{entry.versionName}</Table.Td>
              <Table.Td>{entry.summary}</Table.Td>
              <Table.Td>{formatDateTime(entry.createdAt)}</Table.Td>
              <Table.Td className="assay-number">
                <Button
                  size="compact-xs"
                  variant="subtle"
                  disabled={props.shown === entry.id}
                  aria-label={`Show ${nameOf(entry)} of ${formatDateTime(entry.createdAt)}`}
                  onClick={() => props.onShow(entry.id)}
                >
                  {props.shown === entry.id ? 'Shown' : 'Show'}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </Section>
  );
}
