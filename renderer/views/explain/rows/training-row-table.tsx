import { ActionIcon, Button, Group, Table } from '@mantine/core';
import { GitCompareArrows, Rows3 } from 'lucide-react';
import { useState } from 'react';
import type { OutputOf } from '../../../../core/contract/contract.ts';
import { cellText, signedNumber } from '../../../charts/text.ts';
import { formatCount, formatNumber } from '../../../components/format.ts';
import { WideTable } from '../../../components/wide-table.tsx';
import type { Row } from '../../predict/row-values.ts';
import { useShowRows } from '../../train/evaluation/use-show-rows.ts';
import { plainTime } from './condition-words.ts';
import { rowName, rowNumber } from '../explanation-specs.ts';
import styles from './other-ways.module.css';

type Found = OutputOf<'explainability.similar'>;
type Entry = Found['rows'][number];

/** Columns that are shown until all are wanted. */
const fewColumns = 8;

/** How near, or how much it moved: whatever was asked for. */
function measureOf({ influence, rows }: Found): {
  title: string;
  of: (entry: Entry) => string;
} | null {
  if (influence !== null) {
    // Shares of a neighbourhood have no direction.
    const signed = rows.some((entry) => (entry.influence ?? 0) < 0);
    const text = (value: number): string => (signed ? signedNumber(value) : formatNumber(value, 3));
    return { title: 'Influence', of: ({ influence: value }) => text(value ?? 0) };
  }
  if (rows.every(({ distance }) => distance === null)) return null;
  return { title: 'Distance', of: ({ distance }) => formatNumber(distance, 3) };
}

function ValueCell({ value, own }: { value: Row[string]; own: Row[string] | undefined }) {
  const text = plainTime(cellText(value));
  const same = own !== undefined && (value ?? null) === own;
  return (
    <Table.Td className={styles.cell} title={text} data-number={typeof value === 'number'}>
      {own === undefined ? (
        text
      ) : same ? (
        <span className="assay-muted">{text}</span>
      ) : (
        <strong>{text}</strong>
      )}
    </Table.Td>
  );
}

/** Rows of the training beside the row they are compared with; what differs stands out. */
export function TrainingRowTable(props: {
  label: string;
  found: Found;
  /** In the order they are to be shown. */
  columns: readonly string[];
  target: string;
  /** The row they are compared with. */
  own?: { readonly title: string; readonly values: Row };
  /** What-if, beside `own` where there is one. */
  onCompare: (row: number) => void;
}) {
  const { label, found, columns, target, own, onCompare } = props;
  const [all, setAll] = useState(false);
  const show = useShowRows();
  const shown = all ? columns : columns.slice(0, fewColumns);
  const measure = measureOf(found);
  if (found.rows.length === 0)
    return <p className={styles.quiet}>No training row moved this prediction.</p>;
  const rows = found.rows.map(({ row }) => row);
  return (
    <>
      <WideTable label={label} minWidth={320 + shown.length * 96} maxHeight={420} highlight>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Row</Table.Th>
            {measure && <Table.Th className="assay-number">{measure.title}</Table.Th>}
            <Table.Th className={styles.cell} title={target}>
              {target}
            </Table.Th>
            {shown.map((name) => (
              <Table.Th key={name} className={styles.cell} title={name}>
                {name}
              </Table.Th>
            ))}
            <Table.Th aria-label="Actions" />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {own && (
            <Table.Tr className={styles.own}>
              <Table.Th scope="row" style={{ whiteSpace: 'nowrap' }}>
                {own.title}
              </Table.Th>
              {measure && <Table.Td />}
              <Table.Td className="assay-muted">looked at</Table.Td>
              {shown.map((name) => (
                <ValueCell key={name} value={own.values[name] ?? null} own={undefined} />
              ))}
              <Table.Td />
            </Table.Tr>
          )}
          {found.rows.map((entry) => (
            <Table.Tr key={entry.row}>
              <Table.Th scope="row" style={{ whiteSpace: 'nowrap' }}>
                {rowNumber(entry.row)}
              </Table.Th>
              {measure && <Table.Td className="assay-number">{measure.of(entry)}</Table.Td>}
              <Table.Td className={styles.cell} title={cellText(entry.actual)}>
                {cellText(entry.actual)}
              </Table.Td>
              {shown.map((name) => (
                <ValueCell
                  key={name}
                  value={entry.values[name] ?? null}
                  own={own ? (own.values[name] ?? null) : undefined}
                />
              ))}
              <Table.Td>
                <Group gap={2} wrap="nowrap" justify="flex-end">
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={26}
                    aria-label={`Open ${rowName(entry.row).toLowerCase()} in Data`}
                    title="Open in Data"
                    onClick={() =>
                      show.these({
                        versionId: found.versionId,
                        rows: [entry.row],
                        by: `picked: ${rowName(entry.row).toLowerCase()}`,
                      })
                    }
                  >
                    <Rows3 size={15} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={26}
                    aria-label={
                      own
                        ? `Compare with ${rowName(entry.row).toLowerCase()} in What-if`
                        : `Open ${rowName(entry.row).toLowerCase()} in What-if`
                    }
                    title={own ? 'Compare in What-if' : 'Open in What-if'}
                    onClick={() => onCompare(entry.row)}
                  >
                    <GitCompareArrows size={15} aria-hidden />
                  </ActionIcon>
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
      <Group gap={8}>
        <Button
          variant="default"
          leftSection={<Rows3 size={14} aria-hidden />}
          onClick={() => show.these({ versionId: found.versionId, rows, by: label.toLowerCase() })}
        >
          Show these {formatCount(rows.length, 'row')} in Data
        </Button>
        {columns.length > fewColumns && (
          <Button variant="subtle" color="gray" onClick={() => setAll(!all)}>
            {all ? `Only ${fewColumns} columns` : `All ${columns.length} columns`}
          </Button>
        )}
      </Group>
    </>
  );
}
