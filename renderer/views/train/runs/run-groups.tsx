import { Select, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { Evaluation } from '../../../../core/contract/evaluation.ts';
import { formatInteger, formatPercent } from '../../../components/format.ts';
import { WideTable } from '../../../components/wide-table.tsx';
import { metricIds, metricTitle, scoreText } from '../metric-names.ts';
import styles from '../train.module.css';

/** How the model does on each value of a categorical column. */
export function RunGroups({ evaluation }: { evaluation: Evaluation }) {
  const columns = [...new Set(evaluation.byGroup.map((group) => group.column))];
  const [chosen, setChosen] = useState<string | null>(null);
  const column = chosen !== null && columns.includes(chosen) ? chosen : columns[0];
  if (column === undefined)
    return <Text c="dimmed">No column with at most 12 values divides the rows into groups.</Text>;
  const groups = evaluation.byGroup.filter((group) => group.column === column);
  const ids = metricIds(Object.assign({}, ...groups.map((group) => group.metrics)));
  return (
    <div className={styles.stack}>
      <Select
        label="Group by"
        data={columns}
        value={column}
        allowDeselect={false}
        searchable
        maw={280}
        onChange={setChosen}
      />
      <WideTable label={`Scores by ${column}`} minWidth={480}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{column}</Table.Th>
            <Table.Th className="assay-number">Rows</Table.Th>
            <Table.Th className="assay-number">Share</Table.Th>
            {ids.map((id) => (
              <Table.Th key={id} className="assay-number">
                {metricTitle(id.includes('.') ? id : `test.${id}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {groups.map((group) => (
            <Table.Tr key={group.value}>
              <Table.Th scope="row" fw={500}>
                {group.value}
              </Table.Th>
              <Table.Td className="assay-number">{formatInteger(group.rows)}</Table.Td>
              <Table.Td className="assay-number">
                {formatPercent(group.rows / Math.max(1, evaluation.rows))}
              </Table.Td>
              {ids.map((id) => (
                <Table.Td key={id} className="assay-number">
                  {scoreText(group.metrics[id])}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
      <Text size="xs" c="dimmed">
        A dash stands for a score that these rows do not allow, such as ROC AUC with one class.
        Small groups vary a lot.
      </Text>
    </div>
  );
}
