import { Table } from '@mantine/core';
import type { Comparison } from '../../../../../core/contract/evaluation-comparison.ts';
import { formatNumber, formatPercent } from '../../../../components/format.ts';
import { WideTable } from '../../../../components/wide-table.tsx';
import { metricWords } from '../metric-words.ts';
import styles from '../evaluation.module.css';

/** Which differences count as none, and why. */
function ropeText({ rope, metric }: Pick<Comparison, 'rope' | 'metric'>): string {
  const upTo = `Differences of ${metricWords(metric.name).title} up to ${formatNumber(rope.value, 3)}`;
  if (rope.by === 'better') return `${upTo}, 1% of the better run’s value, count as alike.`;
  return `${upTo} count as alike${rope.by === 'asked' ? ', as asked' : ''}.`;
}

/** How probable it is that the one is better, both are alike, or the other is. */
export function BayesBars(props: {
  comparison: Pick<Comparison, 'bayes' | 'rope' | 'metric'>;
  names: ReadonlyMap<string, string>;
}) {
  const { comparison, names } = props;
  const { bayes } = comparison;
  const name = (id: string | undefined): string => (id === undefined ? '' : (names.get(id) ?? id));
  return (
    <section aria-label="How probable each is">
      <h3 className={styles.title}>How probable each is</h3>
      <p className={styles.lead}>
        Bayesian correlated t-test over the folds. {ropeText(comparison)}
      </p>
      <WideTable label="Probabilities of being better" minWidth={680}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>First</Table.Th>
            <Table.Th className="assay-number">First is better</Table.Th>
            <Table.Th aria-label="Bar" />
            <Table.Th className="assay-number">Alike</Table.Th>
            <Table.Th className="assay-number">Second is better</Table.Th>
            <Table.Th>Second</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {bayes.map(({ runs, better, equivalent, worse }) => (
            <Table.Tr key={runs.join(' ')}>
              <Table.Th scope="row" fw={500}>
                {name(runs[0])}
              </Table.Th>
              <Table.Td className="assay-number">{formatPercent(better)}</Table.Td>
              <Table.Td>
                <div className={styles.bayes} aria-hidden>
                  <div className={styles.bayesBetter} style={{ width: `${better * 100}%` }} />
                  <div className={styles.bayesEqual} style={{ width: `${equivalent * 100}%` }} />
                  <div className={styles.bayesWorse} style={{ width: `${worse * 100}%` }} />
                </div>
              </Table.Td>
              <Table.Td className="assay-number">{formatPercent(equivalent)}</Table.Td>
              <Table.Td className="assay-number">{formatPercent(worse)}</Table.Td>
              <Table.Td fw={500}>{name(runs[1])}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </section>
  );
}
