import { ActionIcon, Group, Table, Text, Tooltip } from '@mantine/core';
import { BookmarkPlus, Rows3 } from 'lucide-react';
import type { OutputOf } from '../../../../../core/contract/contract.ts';
import { formatInteger, formatPercent } from '../../../../components/format.ts';
import { WideTable } from '../../../../components/wide-table.tsx';
import { MetricCell } from '../metric-cell.tsx';
import { boundsText, metricWords, valueText } from '../metric-words.ts';
import { useShowRows } from '../use-show-rows.ts';
import styles from '../evaluation.module.css';

export type ErrorAnalysis = OutputOf<'evaluation.errors'>;

/** A share with a bar, so that the eye finds the largest. */
function Share({ value }: { value: number }) {
  return (
    <span className={styles.share}>
      <span className={styles.shareTrack} aria-hidden>
        <span
          className={styles.shareBar}
          style={{ display: 'block', width: `${Math.min(1, Math.max(0, value)) * 100}%` }}
        />
      </span>
      <span className={styles.shareText}>{formatPercent(value)}</span>
    </span>
  );
}

/** Parts of the rows by their mean loss, the worst first. */
export function ErrorSegments(props: {
  analysis: ErrorAnalysis;
  onSave?: ((filter: string) => void) | undefined;
}) {
  const { analysis, onSave } = props;
  const show = useShowRows();
  const { name } = analysis.metric;
  const { title } = metricWords(name);
  const bounds = boundsText(name, analysis.overall);
  return (
    <section aria-label="Worst segments">
      <h3 className={styles.title}>Worst segments</h3>
      <p className={styles.lead}>
        {title} of all rows: <b>{valueText(name, analysis.overall.value)}</b>
        {bounds !== '' && ` (${bounds})`}, {analysis.metric.better} is better. A segment that holds
        more of the errors than of the rows is where the model is weak.
      </p>
      {analysis.segments.length === 0 ? (
        <Text c="dimmed" mt="xs">
          No part of the rows stands out: the errors are spread evenly.
        </Text>
      ) : (
        <WideTable label="Worst segments" minWidth={680}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Rows where</Table.Th>
              <Table.Th className="assay-number">{title}</Table.Th>
              <Table.Th className="assay-number">Rows</Table.Th>
              <Table.Th className="assay-number">Share of rows</Table.Th>
              <Table.Th className="assay-number">Share of errors</Table.Th>
              <Table.Th aria-label="Actions" />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {analysis.segments.map((segment) => (
              <Table.Tr key={segment.filter}>
                <Table.Th scope="row" className={styles.condition}>
                  {segment.title}
                </Table.Th>
                <Table.Td className="assay-number">
                  <MetricCell id={name} interval={segment.value} />
                </Table.Td>
                <Table.Td className="assay-number">{formatInteger(segment.rows)}</Table.Td>
                <Table.Td className="assay-number">
                  <Share value={segment.share} />
                </Table.Td>
                <Table.Td className="assay-number">
                  <Share value={segment.errorShare} />
                </Table.Td>
                <Table.Td>
                  <Group gap={4} wrap="nowrap" justify="flex-end">
                    <Tooltip label="Show the rows of the version in Data, those of training too">
                      <ActionIcon
                        variant="subtle"
                        aria-label={`Show rows where ${segment.title}`}
                        onClick={() =>
                          show.matching(analysis.versionId, segment.filter, segment.title)
                        }
                      >
                        <Rows3 size={15} aria-hidden />
                      </ActionIcon>
                    </Tooltip>
                    {onSave && (
                      <Tooltip label="Save as a segment">
                        <ActionIcon
                          variant="subtle"
                          aria-label={`Save rows where ${segment.title} as a segment`}
                          onClick={() => onSave(segment.filter)}
                        >
                          <BookmarkPlus size={15} aria-hidden />
                        </ActionIcon>
                      </Tooltip>
                    )}
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </WideTable>
      )}
    </section>
  );
}
