import { Table } from '@mantine/core';
import type { Fairness } from '../../../../../core/contract/evaluation-comparison.ts';
import { WideTable } from '../../../../components/wide-table.tsx';
import { groupTitle, measureWords } from './measure-words.ts';
import { metricWords, valueText } from '../metric-words.ts';
import styles from '../evaluation.module.css';

type Mitigation = NonNullable<Fairness['mitigation']>;

const shown = [
  'accuracy',
  'balanced_accuracy',
  'precision',
  'selection_rate',
  'true_positive_rate',
  'false_positive_rate',
  'demographic_parity_difference',
  'demographic_parity_ratio',
  'equal_opportunity_difference',
  'equalized_odds_difference',
];

/** A threshold a group, and what changes with it. */
export function FairnessMitigation({ mitigation }: { mitigation: Mitigation }) {
  const { thresholds, before, after } = mitigation;
  const same = thresholds.every(({ threshold }) => threshold === thresholds[0]?.threshold);
  const said = thresholds
    .map(({ values, threshold }) => `${groupTitle(values)} from ${threshold.toFixed(3)}`)
    .join('; ');
  return (
    <section aria-label="Mitigation" className={styles.narrow}>
      <h3 className={styles.title}>A threshold a group</h3>
      <p className={styles.lead}>
        {same
          ? `One threshold serves every group (${thresholds[0]?.threshold.toFixed(3)}): groups with few rows share one, so no gap closes here.`
          : `The model stays as it is; only from which probability on the favourable answer is given differs by group: ${said}.`}{' '}
        Nothing is applied: this tells what it would bring and cost.
      </p>
      <WideTable label="Before and after mitigation" minWidth={460}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>On all rows</Table.Th>
            <Table.Th className="assay-number">Before</Table.Th>
            <Table.Th className="assay-number">After</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown
            .filter((id) => id in before)
            .map((id) => (
              <Table.Tr key={id}>
                <Table.Th scope="row" fw={500}>
                  {measureWords[id]?.title ?? metricWords(id).title}
                </Table.Th>
                <Table.Td className="assay-number">{valueText(id, before[id])}</Table.Td>
                <Table.Td className="assay-number" fw={600}>
                  {valueText(id, after[id])}
                </Table.Td>
              </Table.Tr>
            ))}
        </Table.Tbody>
      </WideTable>
    </section>
  );
}
