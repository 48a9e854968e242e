import { Button, Table } from '@mantine/core';
import type { OutputOf } from '../../../../core/contract/contract.ts';
import { cellText } from '../../../charts/text.ts';
import { formatNumber, formatPercent } from '../../../components/format.ts';
import { WarningList } from '../../../components/warning-list.tsx';
import { WideTable } from '../../../components/wide-table.tsx';
import type { Row } from '../../predict/row-values.ts';
import styles from './what-if.module.css';

type Found = OutputOf<'explainability.counterfactual'>;

/** How a row lies to those of the training; `quantile` as the operation gives it. */
export function plausibilityText(quantile: number): string {
  if (quantile <= 0.5) return 'like training rows';
  if (quantile <= 0.9) return 'plausible';
  if (quantile < 1) return 'at the edge';
  return 'unlike any row';
}

function predictionText(prediction: string | number, probability: number | null): string {
  const text = typeof prediction === 'number' ? formatNumber(prediction) : prediction;
  return probability === null ? text : `${text} ${formatPercent(probability)}`;
}

/** Is the row as it is set now the counterfactual? */
function isApplied(row: Row, wanted: Row): boolean {
  return Object.entries(wanted).every(([name, value]) => (row[name] ?? null) === value);
}

/** One column a way to the wanted prediction, one line a value that changes in any of them. */
export function CounterfactualTable(props: {
  found: Found;
  /** As it is set now. */
  row: Row;
  onApply: (values: Row) => void;
}) {
  const { found, row, onApply } = props;
  const { counterfactuals: ways, original, warnings } = found;
  const counts = new Map<string, number>();
  for (const { changes } of ways)
    for (const { column } of changes) counts.set(column, (counts.get(column) ?? 0) + 1);
  const columns = [...counts.keys()].toSorted((a, b) => counts.get(b)! - counts.get(a)!);
  return (
    <div style={{ marginTop: 14 }}>
      <WarningList warnings={warnings} />
      {ways.length > 0 && (
        <WideTable label="Counterfactuals" minWidth={260 + ways.length * 130}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Column</Table.Th>
              <Table.Th>Row</Table.Th>
              {ways.map((way, i) => (
                <Table.Th key={i}>
                  <Button
                    size="compact-xs"
                    variant="light"
                    aria-label={`Apply way ${i + 1}`}
                    disabled={isApplied(row, way.row)}
                    onClick={() => onApply(way.row)}
                  >
                    {isApplied(row, way.row) ? 'Applied' : `Apply way ${i + 1}`}
                  </Button>
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {columns.map((column) => (
              <Table.Tr key={column}>
                <Table.Td>{column}</Table.Td>
                <Table.Td>{cellText(original.row[column] ?? null)}</Table.Td>
                {ways.map((way, i) => {
                  const change = way.changes.find((each) => each.column === column);
                  return (
                    <Table.Td key={i}>
                      {change ? (
                        <strong>
                          <span className={styles.arrow} aria-hidden>
                            →{' '}
                          </span>
                          {cellText(change.to)}
                        </strong>
                      ) : (
                        <span className={styles.same}>–</span>
                      )}
                    </Table.Td>
                  );
                })}
              </Table.Tr>
            ))}
            <Table.Tr>
              <Table.Th scope="row">Prediction</Table.Th>
              <Table.Td>{predictionText(original.prediction, original.probability)}</Table.Td>
              {ways.map((way, i) => (
                <Table.Td key={i}>{predictionText(way.prediction, way.probability)}</Table.Td>
              ))}
            </Table.Tr>
            <Table.Tr>
              <Table.Th scope="row" title="Mean distance in units of each column's spread">
                Distance
              </Table.Th>
              <Table.Td className={styles.same}>–</Table.Td>
              {ways.map((way, i) => (
                <Table.Td key={i}>{formatNumber(way.distance, 3)}</Table.Td>
              ))}
            </Table.Tr>
            <Table.Tr>
              <Table.Th scope="row" title="How near it is to rows that training saw">
                Nearness
              </Table.Th>
              <Table.Td className={styles.same}>–</Table.Td>
              {ways.map((way, i) => (
                <Table.Td key={i} title={`Quantile ${formatNumber(way.plausibility, 2)}`}>
                  {plausibilityText(way.plausibility)}
                </Table.Td>
              ))}
            </Table.Tr>
          </Table.Tbody>
        </WideTable>
      )}
    </div>
  );
}
