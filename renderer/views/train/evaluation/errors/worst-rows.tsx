import { Button, Group, Table } from '@mantine/core';
import { BookmarkPlus, Download, Rows3 } from 'lucide-react';
import type { Cell } from '../../../../../core/contract/common.ts';
import type { OutputOf } from '../../../../../core/contract/contract.ts';
import {
  absent,
  formatInteger,
  formatNumber,
  formatPercent,
} from '../../../../components/format.ts';
import { WideTable } from '../../../../components/wide-table.tsx';
import { isRightAligned } from '../../../data/grid/cell-format.ts';
import { columnText } from './column-text.ts';
import { useShowRows } from '../use-show-rows.ts';
import { worstRowsCsv } from './worst-rows-csv.ts';
import styles from '../evaluation.module.css';

type ErrorAnalysis = OutputOf<'evaluation.errors'>;
type Column = OutputOf<'data.show'>['version']['columns'][number];

const mostColumns = 24;

function saveCsv(analysis: ErrorAnalysis): void {
  const address = URL.createObjectURL(new Blob([worstRowsCsv(analysis)], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `worst-rows-${analysis.runId}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** The columns of the worst rows that have room, with how they are written. */
function shownColumns(
  worst: ErrorAnalysis['worst'],
  known: readonly Column[],
): { name: string; right: boolean; text: (cell: Cell) => string }[] {
  const names = Object.keys(worst[0]!.values).slice(0, mostColumns);
  return names.map((name) => {
    const cells = worst.map(({ values }) => values[name] ?? null);
    const guess = cells.some((cell) => typeof cell === 'number') ? 'number' : 'text';
    const type = known.find((column) => column.name === name)?.type ?? guess;
    return { name, right: isRightAligned(type), text: columnText(type, cells) };
  });
}

const targetText = (cell: Cell): string =>
  typeof cell === 'number' ? formatNumber(cell) : String(cell ?? absent);

/** Single rows the model got most wrong, with all that is known of them. */
export function WorstRows(props: {
  analysis: ErrorAnalysis;
  task: string;
  /** Of the data, once they are known. */
  columns: readonly Column[];
  onSave?: ((rows: readonly number[]) => void) | undefined;
}) {
  const { analysis, task, onSave } = props;
  const show = useShowRows();
  const { worst, versionId } = analysis;
  if (worst.length === 0) return null;
  const classes = task === 'classification';
  const columns = shownColumns(worst, props.columns);
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
            {columns.map(({ name, right }) => (
              <Table.Th
                key={name}
                className={`${styles.cell} ${right ? 'assay-number' : ''}`}
                title={name}
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
              {[targetText(row.actual), targetText(row.predicted)].map((text, i) => (
                <Table.Td
                  key={i}
                  className={`${styles.cell} ${classes ? '' : 'assay-number'}`}
                  title={text}
                >
                  {text}
                </Table.Td>
              ))}
              <Table.Td className="assay-number">
                {classes ? formatPercent(row.score) : formatNumber(row.score)}
              </Table.Td>
              {columns.map(({ name, right, text }) => (
                <Table.Td
                  key={name}
                  className={`${styles.cell} assay-muted ${right ? 'assay-number' : ''}`}
                  title={text(row.values[name] ?? null)}
                >
                  {text(row.values[name] ?? null)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </section>
  );
}
