import { Button, Table } from '@mantine/core';
import type { OutputOf } from '../../../core/contract/contract.ts';
import { formatDateTime, formatInteger } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { WideTable } from '../../components/wide-table.tsx';

type Entry = OutputOf<'explainability.list'>['explanations'][number];

/** Explanations made earlier; nothing is computed again to look at one. */
export function ExplanationList(props: {
  explanations: readonly Entry[];
  modelName: (modelId: string) => string;
  shown: string | null;
  onShow: (id: string) => void;
}) {
  return (
    <Section title="Earlier explanations" flush>
      <WideTable label="Earlier explanations" minWidth={480} maxHeight={260} highlight>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Model</Table.Th>
            <Table.Th>Data</Table.Th>
            <Table.Th>Class</Table.Th>
            <Table.Th className="assay-number">Rows</Table.Th>
            <Table.Th>Made</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.explanations.map((entry) => (
            <Table.Tr key={entry.id}>
              <Table.Td>{props.modelName(entry.modelId)}</Table.Td>
              <Table.Td>{entry.versionName}</Table.Td>
              <Table.Td>{entry.label ?? '–'}</Table.Td>
              <Table.Td className="assay-number">{formatInteger(entry.rows)}</Table.Td>
              <Table.Td>{formatDateTime(entry.createdAt)}</Table.Td>
              <Table.Td className="assay-number">
                <Button
                  size="compact-xs"
                  variant="subtle"
                  disabled={props.shown === entry.id}
                  aria-label={`Show explanation of ${entry.versionName} from ${formatDateTime(entry.createdAt)}`}
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
