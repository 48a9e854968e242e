import { Button, Group, Table } from '@mantine/core';
import { BookmarkPlus, Download, Rows3 } from 'lucide-react';
import type { OutputOf } from '../../../../core/contract/contract.ts';
import { cellText } from '../../../charts/text.ts';
import { formatInteger, formatPercent } from '../../../components/format.ts';
import { WideTable } from '../../../components/wide-table.tsx';
import { useShowRows } from './use-show-rows.ts';
import { worstRowsCsv } from './worst-rows-csv.ts';
import styles from './evaluation.module.css';

type ErrorAnalysis = OutputOf<'evaluation.errors'>;

const mostColumns = 24;

function saveCsv(analysis: ErrorAnalysis): void {
  const address = URL.createObjectURL(new Blob([worstRowsCsv(analysis)], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `worst-rows-${analysis.runId}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Single rows the model got most wrong, with all that is known of them. */
export function WorstRows(props: {
  analysis: ErrorAnalysis;
  task: string;
  onSave?: ((rows: readonly number[]) => void) | undefined;
}) {
  const { analysis, task, onSave } = props;
  const show = useShowRows();
  const { worst, versionId } = analysis;
  if (worst.length === 0) return null;
  const classes = task === 'classification';
  const columns = Object.keys(worst[0]!.values).slice(0, mostColumns);
  const hidden = Object.keys(worst[0]!.values).length - columns.length;
  return (
    <section aria-label="Worst rows">
      <div className={styles.heading}>
        <h3 className={styles.title}>Worst rows</h3>
        <Group gap={6}>
          <Button
            variant="default"
            size="xs"
            leftSection={<Rows3 size={14} aria-hidden />}
            onClick={() =>
              show.these({
                versionId,
                rows: worst.map(({ row }) => row),
                by: 'that the model got most wrong',
              })
            }
          >
            Show in Data
          </Button>
          {onSave && (
            <Button
              variant="default"
              size="xs"
              leftSection={<BookmarkPlus size={14} aria-hidden />}
              onClick={() => onSave(worst.map(({ row }) => row))}
            >
              Save as segment
            </Button>
          )}
          <Button
            variant="default"
            size="xs"
            leftSection={<Download size={14} aria-hidden />}
            onClick={() => saveCsv(analysis)}
          >
            Export CSV
          </Button>
        </Group>
      </div>
      <p className={styles.lead}>
        {classes
          ? 'By the probability the model gave to the actual class, the smallest first.'
          : 'By how far the prediction is off, the furthest first.'}
        {hidden > 0 && ` ${formatInteger(hidden)} more columns are in the export.`}
      </p>
      <WideTable label="Worst rows" minWidth={360 + 84 * columns.length} maxHeight={380}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th className="assay-number">Row</Table.Th>
            <Table.Th className={classes ? '' : 'assay-number'}>Actual</Table.Th>
            <Table.Th className={classes ? '' : 'assay-number'}>Predicted</Table.Th>
            <Table.Th className="assay-number">{classes ? 'P(actual)' : 'Off by'}</Table.Th>
            {columns.map((name) => (
              <Table.Th
                key={name}
                className={typeof worst[0]!.values[name] === 'number' ? 'assay-number' : ''}
              >
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {worst.map((row) => (
            <Table.Tr key={row.row}>
              <Table.Th scope="row" fw={500} className="assay-number">
                {formatInteger(row.row + 1)}
              </Table.Th>
              <Table.Td className={classes ? '' : 'assay-number'}>{cellText(row.actual)}</Table.Td>
              <Table.Td className={classes ? '' : 'assay-number'}>
                {cellText(row.predicted)}
              </Table.Td>
              <Table.Td className="assay-number">
                {classes ? formatPercent(row.score) : cellText(row.score)}
              </Table.Td>
              {columns.map((name) => {
                const cell = row.values[name] ?? null;
                return (
                  <Table.Td
                    key={name}
                    className={`assay-muted ${typeof worst[0]!.values[name] === 'number' ? 'assay-number' : ''}`}
                  >
                    {cellText(cell)}
                  </Table.Td>
                );
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </section>
  );
}
