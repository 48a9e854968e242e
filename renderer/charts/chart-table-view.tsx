import { Table, Text } from '@mantine/core';
import { chartTable } from './chart-table.ts';
import classes from './chart.module.css';
import type { ChartSpec } from './spec.ts';
import { shortNumber } from './text.ts';

/** The numbers of a chart, in the chart's place. */
export function ChartTableView({ spec, label }: { spec: ChartSpec; label: string }) {
  const { columns, rows, total } = chartTable(spec);
  return (
    <div className={classes.table} tabIndex={0} role="region" aria-label={`${label} as a table`}>
      <Table stickyHeader withRowBorders horizontalSpacing="sm" verticalSpacing={4} fz="sm">
        <Table.Thead>
          <Table.Tr>
            {columns.map((column, i) => (
              <Table.Th key={i} ta={i === 0 ? 'left' : 'right'}>
                {column}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, r) => (
            <Table.Tr key={r}>
              {row.map((cell, i) => (
                <Table.Td key={i} ta={i === 0 ? 'left' : 'right'}>
                  {cell}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {total > rows.length && (
        <Text size="xs" c="dimmed" p="xs">
          The first {shortNumber(rows.length)} of {shortNumber(total)} rows
        </Text>
      )}
    </div>
  );
}
