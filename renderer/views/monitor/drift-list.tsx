import { Button, Table } from '@mantine/core';
import type { OutputOf } from '../../../core/contract/contract.ts';
import { formatDateTime, formatPercent } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { ToneBadge } from '../../components/tone-badge.tsx';
import { WideTable } from '../../components/wide-table.tsx';

/** Checks made earlier. */
export function DriftList(props: {
  reports: OutputOf<'monitoring.list'>['reports'];
  shown: string | null;
  onShow: (id: string) => void;
}) {
  return (
    <Section title="Earlier checks" flush>
      <WideTable label="Earlier checks" minWidth={520} maxHeight={300} highlight>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Reference</Table.Th>
            <Table.Th>Current</Table.Th>
            <Table.Th>Verdict</Table.Th>
            <Table.Th className="assay-number">Columns moved</Table.Th>
            <Table.Th>Made</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.reports.map((report) => (
            <Table.Tr key={report.id}>
              <Table.Td>{report.referenceName}</Table.Td>
              <Table.Td>{report.currentName}</Table.Td>
              <Table.Td>
                <ToneBadge tone={report.drifted ? 'bad' : 'good'}>
                  {report.drifted ? 'drifted' : 'stable'}
                </ToneBadge>
              </Table.Td>
              <Table.Td className="assay-number">
                {report.driftedColumns} of {report.columns} ({formatPercent(report.share)})
              </Table.Td>
              <Table.Td>{formatDateTime(report.createdAt)}</Table.Td>
              <Table.Td className="assay-number">
                <Button
                  size="compact-xs"
                  variant="subtle"
                  disabled={props.shown === report.id}
                  aria-label={`Show check of ${report.currentName} from ${formatDateTime(report.createdAt)}`}
                  onClick={() => props.onShow(report.id)}
                >
                  {props.shown === report.id ? 'Shown' : 'Show'}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </Section>
  );
}
