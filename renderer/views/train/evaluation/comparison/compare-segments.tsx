import { Table } from '@mantine/core';
import type { Comparison } from '../../../../../core/contract/evaluation-comparison.ts';
import { absent, formatCount, formatInteger } from '../../../../components/format.ts';
import { WideTable } from '../../../../components/wide-table.tsx';
import { scoreText } from '../../metric-names.ts';
import { segmentLead, segmentWins } from './compare-wins.ts';
import { metricWords } from '../metric-words.ts';
import styles from '../evaluation.module.css';
import train from '../../train.module.css';

/** Who is best in which segment, by how much, and over how many rows in all. */
export function CompareSegments(props: {
  comparison: Comparison;
  names: ReadonlyMap<string, string>;
}) {
  const { comparison, names } = props;
  const { metric, runs, segments } = comparison;
  const column = segments[0]!.column;
  const { wins, ties } = segmentWins(comparison);
  const nameOf = (i: number): string => names.get(runs[i]!.runId) ?? runs[i]!.title;
  return (
    <section aria-label="By segment">
      <h3 className={styles.title}>
        {metricWords(metric.name).title} by {column}
      </h3>
      <ul className={styles.wins}>
        {wins.map((win, i) => (
          <li key={runs[i]!.runId}>
            <strong>{nameOf(i)}</strong> is best in {formatCount(win.segments, 'segment')} of{' '}
            {segments.length}, with {formatCount(win.rows, 'row')}
          </li>
        ))}
        {ties.segments > 0 && (
          <li>
            No one is best in {formatCount(ties.segments, 'segment')}, with{' '}
            {formatCount(ties.rows, 'row')}
          </li>
        )}
      </ul>
      <WideTable label="Runs by segment" minWidth={460 + 130 * runs.length} maxHeight={360}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{column}</Table.Th>
            <Table.Th className="assay-number">Rows</Table.Th>
            {runs.map((run, i) => (
              <Table.Th key={run.runId} className="assay-number">
                {nameOf(i)}
              </Table.Th>
            ))}
            <Table.Th>Best</Table.Th>
            <Table.Th className="assay-number">Ahead of the next by</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {segments.map((segment) => (
            <Table.Tr key={segment.value}>
              <Table.Th scope="row" fw={500}>
                {segment.value}
              </Table.Th>
              <Table.Td className="assay-number">{formatInteger(segment.rows)}</Table.Td>
              {segment.values.map((value, i) => (
                <Table.Td
                  key={i}
                  className={`assay-number ${segment.best === i ? train.best : ''}`}
                >
                  {scoreText(value)}
                </Table.Td>
              ))}
              <Table.Td>
                {segment.best === null ? (
                  <span className="assay-muted">
                    {segment.values.every((value) => value === null) ? 'no value' : 'tied'}
                  </span>
                ) : (
                  nameOf(segment.best)
                )}
              </Table.Td>
              <Table.Td className="assay-number">
                {scoreText(segmentLead(segment)) || absent}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </section>
  );
}
