import { Table, Tooltip } from '@mantine/core';
import type { Comparison } from '../../../../../core/contract/evaluation-comparison.ts';
import { absent, formatInteger, formatNumber } from '../../../../components/format.ts';
import { WideTable } from '../../../../components/wide-table.tsx';
import { scoreText } from '../../metric-names.ts';
import { RunRemarks, RunWarnings } from '../../runs/run-warnings.tsx';
import { BayesBars } from './bayes-bars.tsx';
import { CompareSegments } from './compare-segments.tsx';
import { MetricCell } from '../metric-cell.tsx';
import { metricWords } from '../metric-words.ts';
import { pValueText } from '../p-value.ts';
import { RankDiagram } from './rank-diagram.tsx';
import { testWords } from './test-words.ts';
import styles from '../evaluation.module.css';

/** Names of runs by id. */
export type RunNames = ReadonlyMap<string, string>;

const pairText = (runs: readonly string[], names: RunNames): string =>
  runs.map((id) => names.get(id) ?? id).join(' − ');

function Runs({ comparison, names }: { comparison: Comparison; names: RunNames }) {
  const { metric, runs } = comparison;
  const { title } = metricWords(metric.name);
  const folds = runs[0]?.perFold.map((_, i) => i) ?? [];
  return (
    <WideTable label="Compared runs" minWidth={420 + 72 * folds.length}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Run</Table.Th>
          <Table.Th className="assay-number">
            {title}, {comparison.on === 'test' ? 'test' : 'training rows'}
          </Table.Th>
          <Table.Th className="assay-number">Mean rank</Table.Th>
          {folds.map((fold) => (
            <Table.Th key={fold} className="assay-number">
              Fold {fold + 1}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {runs.map((run) => (
          <Table.Tr key={run.runId}>
            <Table.Th scope="row" fw={500}>
              {names.get(run.runId) ?? run.title}
            </Table.Th>
            <Table.Td className="assay-number">
              <MetricCell id={metric.name} interval={run.value} />
            </Table.Td>
            <Table.Td className="assay-number">{formatNumber(run.rank, 3)}</Table.Td>
            {folds.map((fold) => (
              <Table.Td key={fold} className="assay-number assay-muted">
                {scoreText(run.perFold[fold], 3)}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  );
}

function Tests({ comparison, names }: { comparison: Comparison; names: RunNames }) {
  const { metric, tests } = comparison;
  return (
    <WideTable label="Tests of the difference" minWidth={720} maxHeight={460}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Test</Table.Th>
          <Table.Th>Runs</Table.Th>
          <Table.Th className="assay-number">Difference</Table.Th>
          <Table.Th className={`assay-number ${styles.whole}`}>p-value</Table.Th>
          <Table.Th className="assay-number">Adjusted</Table.Th>
          <Table.Th>What it says</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {tests.map((test, i) => {
          const { title, meaning } = testWords(test.name);
          return (
            <Table.Tr key={i}>
              <Table.Th scope="row" fw={500}>
                <Tooltip label={meaning} disabled={meaning === ''} multiline maw={320}>
                  <span>{title}</span>
                </Tooltip>
              </Table.Th>
              <Table.Td>
                {test.runs.length === 2 ? pairText(test.runs, names) : `all ${test.runs.length}`}
              </Table.Td>
              <Table.Td className="assay-number">
                {test.difference ? (
                  <MetricCell id={metric.name} interval={test.difference} />
                ) : (
                  absent
                )}
              </Table.Td>
              <Table.Td className="assay-number">
                {test.pValue === null ? absent : pValueText(test.pValue)}
              </Table.Td>
              <Table.Td className="assay-number">
                {test.adjusted === null ? absent : pValueText(test.adjusted)}
              </Table.Td>
              <Table.Td className={styles.reading}>{test.reading}</Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </WideTable>
  );
}

/** What paired tests, ranks and equivalence say of several runs. */
export function CompareResult({ comparison, names }: { comparison: Comparison; names: RunNames }) {
  return (
    <>
      <Runs comparison={comparison} names={names} />
      {comparison.criticalDifference !== null && (
        <RankDiagram
          runs={comparison.runs.map(({ runId, title, rank }) => ({
            name: names.get(runId) ?? title,
            rank,
          }))}
          critical={comparison.criticalDifference}
        />
      )}
      {comparison.bayes.length > 0 && <BayesBars comparison={comparison} names={names} />}
      <section aria-label="Tests">
        <h3 className={styles.title}>Tests</h3>
        <p className={styles.lead}>
          On {formatInteger(comparison.rows)} {comparison.on === 'test' ? 'test' : 'training'} rows
          {comparison.folds > 0 && ` and ${comparison.folds} folds`}. Adjusted: by Holm over the
          pairs of the same test. Differences are the first run minus the second.
        </p>
        <Tests comparison={comparison} names={names} />
      </section>
      {comparison.segments.length > 0 && <CompareSegments comparison={comparison} names={names} />}
      <RunWarnings warnings={comparison.warnings} />
      <RunRemarks warnings={comparison.warnings} />
    </>
  );
}
