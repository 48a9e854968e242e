import { Table } from '@mantine/core';
import { absent } from '../../../../components/format.ts';
import { WideTable } from '../../../../components/wide-table.tsx';
import { scoreText } from '../../metric-names.ts';
import { pValueText } from '../p-value.ts';
import type { ResidualAnalysis } from './residual-specs.ts';
import styles from '../evaluation.module.css';

/** What the tests of a residual analysis say, in a cell beside its plots. */
export function ResidualTests({ analysis }: { analysis: ResidualAnalysis }) {
  return (
    <section aria-label="Tests of normality, spread and order">
      <h3 className={styles.title}>Normal, spread evenly, free of pattern?</h3>
      <p className={styles.lead}>
        Intervals and tests of a linear model rest on it; any model has more to learn where it
        fails.
      </p>
      <WideTable label="Tests of the residuals" minWidth={340}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Test</Table.Th>
            <Table.Th className="assay-number">Statistic</Table.Th>
            <Table.Th className={`assay-number ${styles.whole}`}>p-value</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {analysis.tests.map((test) => (
            <Table.Tr key={test.name}>
              <Table.Th scope="row">
                <span className={styles.measure}>{test.name}</span>
                <span className={styles.plain}>{test.reading}</span>
              </Table.Th>
              <Table.Td className="assay-number">{scoreText(test.statistic, 3)}</Table.Td>
              <Table.Td className="assay-number">
                {test.pValue === null ? absent : pValueText(test.pValue)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </section>
  );
}
