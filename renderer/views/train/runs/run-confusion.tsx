import { SegmentedControl, Table } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Evaluation } from '../../../../core/contract/evaluation.ts';
import { Chart } from '../../../charts/chart.tsx';
import type { ConfusionSpec } from '../../../charts/spec.ts';
import { absent, formatInteger } from '../../../components/format.ts';
import styles from '../train.module.css';

type Confusion = NonNullable<Evaluation['confusion']>;

interface ClassScore {
  readonly label: string;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  readonly rows: number;
}

/** Precision, recall and F1 of every class out of the confusion matrix; null where undefined. */
export function classScores({ labels, matrix }: Confusion): ClassScore[] {
  return labels.map((label, k) => {
    const hits = matrix[k]?.[k] ?? 0;
    const actual = (matrix[k] ?? []).reduce((sum, count) => sum + count, 0);
    const predicted = matrix.reduce((sum, row) => sum + (row[k] ?? 0), 0);
    return {
      label,
      precision: predicted === 0 ? null : hits / predicted,
      recall: actual === 0 ? null : hits / actual,
      f1: actual + predicted === 0 ? null : (2 * hits) / (actual + predicted),
      rows: actual,
    };
  });
}

const share = (value: number | null): string => (value === null ? absent : value.toFixed(3));

type ShareOf = NonNullable<ConfusionSpec['shareOf']>;

const shares: readonly { value: ShareOf; label: string }[] = [
  { value: 'actual', label: 'of the actual class' },
  { value: 'predicted', label: 'of the predicted class' },
  { value: 'all', label: 'of all rows' },
];
/** More classes take the whole width. */
const mostBeside = 8;

/** Which classes are mistaken for which, and the scores of each class. */
export function RunConfusion({ confusion }: { confusion: Confusion }) {
  const [shareOf, setShareOf] = useState<ShareOf>('actual');
  const { labels, matrix } = confusion;
  const spec = useMemo<ConfusionSpec>(
    () => ({ kind: 'confusion', labels, matrix, shareOf }),
    [labels, matrix, shareOf],
  );
  const many = labels.length > mostBeside;
  const height = many ? 150 + labels.length * 24 : Math.max(300, 90 + labels.length * 70);
  return (
    <div className={many ? styles.stack : styles.charts}>
      <div>
        <Chart title="Confusion matrix" spec={spec} height={Math.min(many ? 1400 : 640, height)} />
        <div className={styles.shareOf}>
          <span className="assay-muted">Share</span>
          <SegmentedControl
            aria-label="Share of each cell"
            size="xs"
            data={[...shares]}
            value={shareOf}
            onChange={(next) => setShareOf(next as ShareOf)}
          />
        </div>
      </div>
      <div>
        <Table aria-label="Scores by class">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Class</Table.Th>
              <Table.Th className="assay-number">Precision</Table.Th>
              <Table.Th className="assay-number">Recall</Table.Th>
              <Table.Th className="assay-number">F1</Table.Th>
              <Table.Th className="assay-number">Rows</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {classScores(confusion).map((score) => (
              <Table.Tr key={score.label}>
                <Table.Th scope="row" fw={500}>
                  {score.label}
                </Table.Th>
                <Table.Td className="assay-number">{share(score.precision)}</Table.Td>
                <Table.Td className="assay-number">{share(score.recall)}</Table.Td>
                <Table.Td className="assay-number">{share(score.f1)}</Table.Td>
                <Table.Td className="assay-number">{formatInteger(score.rows)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </div>
  );
}
