import { Table } from '@mantine/core';
import { formatInteger, formatNumber, formatPercent } from '../../../components/format.ts';
import { WideTable } from '../../../components/wide-table.tsx';
import type { NodeRule } from './surrogate-rules.ts';
import styles from './surrogate.module.css';

/** The leaves as rules, what they say first from high to low. */
export function SurrogateLeaves(props: {
  rules: readonly NodeRule[];
  valueTitle: string;
  isShare: boolean;
  selected: number | null;
  onPick: (index: number) => void;
}) {
  const { rules, valueTitle, isShare, selected, onPick } = props;
  const total = rules[0]?.rows ?? 1;
  const leaves = rules.filter(({ isLeaf }) => isLeaf).toSorted((a, b) => b.value - a.value);
  return (
    <WideTable label="Rules of the tree" minWidth={560} maxHeight={420} highlight>
      <Table.Thead>
        <Table.Tr>
          <Table.Th className="assay-number">{valueTitle}</Table.Th>
          <Table.Th>Rule</Table.Th>
          <Table.Th className="assay-number">Rows</Table.Th>
          <Table.Th className="assay-number">Share</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {leaves.map(({ index, value, words, rows }) => (
          <Table.Tr key={index} data-picked={index === selected} className={styles.leaf}>
            <Table.Td className="assay-number">
              <strong>{isShare ? formatPercent(value) : formatNumber(value)}</strong>
            </Table.Td>
            <Table.Td>
              <button
                type="button"
                className={styles.pick}
                aria-pressed={index === selected}
                onClick={() => onPick(index)}
              >
                {words.length === 0 ? 'all rows' : words.join(' and ')}
              </button>
            </Table.Td>
            <Table.Td className="assay-number">{formatInteger(rows)}</Table.Td>
            <Table.Td className="assay-number">{formatPercent(rows / total)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  );
}
