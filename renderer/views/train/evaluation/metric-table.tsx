import { Table } from '@mantine/core';
import type { Evaluation } from '../../../../core/contract/evaluation.ts';
import { WideTable } from '../../../components/wide-table.tsx';
import { MetricCell } from './metric-cell.tsx';
import { metricWords } from './metric-words.ts';

/** Metrics with their 95 % intervals, a column for each part of the rows. */
export function MetricTable(props: {
  label: string;
  ids: readonly string[];
  columns: readonly { readonly title: string; readonly intervals: Evaluation['intervals'] }[];
}) {
  const { label, ids, columns } = props;
  return (
    <WideTable label={label} minWidth={320}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Metric</Table.Th>
          {columns.map(({ title }) => (
            <Table.Th key={title} className="assay-number">
              {title}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {ids.map((id) => (
          <Table.Tr key={id}>
            <Table.Th scope="row" fw={500} title={metricWords(id).meaning}>
              {metricWords(id).title}
            </Table.Th>
            {columns.map(({ title, intervals }) => (
              <Table.Td key={title} className="assay-number">
                <MetricCell id={id} interval={intervals[id]} />
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  );
}
