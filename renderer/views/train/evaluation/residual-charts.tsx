import { Table } from '@mantine/core';
import { useMemo } from 'react';
import { Chart } from '../../../charts/chart.tsx';
import type { ChartSpec } from '../../../charts/spec.ts';
import { absent } from '../../../components/format.ts';
import { WideTable } from '../../../components/wide-table.tsx';
import { scoreText } from '../metric-names.ts';
import { RunRemarks } from '../run-warnings.tsx';
import { pValueText } from './p-value.ts';
import {
  byBoxesSpec,
  byPointsSpec,
  cumulativeSpec,
  meanAbsoluteSpec,
  qqSpec,
  scaleSpec,
  type ResidualAnalysis,
} from './residual-specs.ts';
import styles from './evaluation.module.css';
import train from '../train.module.css';

interface Titled {
  readonly title: string;
  readonly spec: ChartSpec;
}

function chartsOf(analysis: ResidualAnalysis, byTime: boolean): Titled[] {
  const { by, overTime } = analysis;
  const charts: Titled[] = [
    { title: 'Q-Q plot', spec: qqSpec(analysis) },
    { title: 'Scale and location', spec: scaleSpec(analysis) },
  ];
  if (by?.kind === 'points')
    charts.push({ title: `Residuals by ${by.column}`, spec: byPointsSpec(by, byTime) });
  for (const of of ['value', 'hour', 'weekday'] as const)
    if (by?.boxes.some((box) => box.of === of))
      charts.push({
        title: of === 'value' ? `Residuals by ${by.column}` : `Residuals by ${of}`,
        spec: byBoxesSpec(by, of),
      });
  if (overTime)
    charts.push(
      { title: 'Sum of residuals over time', spec: cumulativeSpec(overTime) },
      { title: 'Size of errors over time', spec: meanAbsoluteSpec(overTime) },
    );
  return charts;
}

/** Charts of a residual analysis, and what its tests say. */
export function ResidualCharts(props: { analysis: ResidualAnalysis; byTime: boolean }) {
  const { analysis, byTime } = props;
  const charts = useMemo(() => chartsOf(analysis, byTime), [analysis, byTime]);
  return (
    <>
      <div className={train.charts}>
        {charts.map(({ title, spec }) => (
          <Chart key={title} title={title} spec={spec} height={340} />
        ))}
      </div>
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
