import { Table } from '@mantine/core';
import { absent } from '../../../components/format.ts';
import { WideTable } from '../../../components/wide-table.tsx';
import { scoreText } from '../metric-names.ts';
import { RunRemarks } from '../run-warnings.tsx';
import { pValueText } from './p-value.ts';
import type { ResidualAnalysis } from './residual-specs.ts';
import styles from './evaluation.module.css';

/** What the tests of a residual analysis say. */
export function ResidualTests({ analysis }: { analysis: ResidualAnalysis }) {
  return (
    <>
      <WideTable label="Tests of the residuals" minWidth={560}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Test</Table.Th>
            <Table.Th className="assay-number">Statistic</Table.Th>
            <Table.Th className="assay-number">p-value</Table.Th>
            <Table.Th>What it says</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {analysis.tests.map((test) => (
            <Table.Tr key={test.name}>
              <Table.Th scope="row" fw={500}>
                {test.name}
              </Table.Th>
              <Table.Td className="assay-number">{scoreText(test.statistic, 3)}</Table.Td>
              <Table.Td className="assay-number">
                {test.pValue === null ? absent : pValueText(test.pValue)}
              </Table.Td>
              <Table.Td className={styles.reading}>{test.reading}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
      <RunRemarks warnings={analysis.warnings} />
    </>
  );
}
