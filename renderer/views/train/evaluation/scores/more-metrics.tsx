import { Button, Table } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../../../../core/contract/contract.ts';
import { formatInteger } from '../../../../components/format.ts';
import { WideTable } from '../../../../components/wide-table.tsx';
import { scoreText } from '../../metric-names.ts';
import { MetricTable } from '../metric-table.tsx';
import { metricWords } from '../metric-words.ts';
import styles from '../evaluation.module.css';

type Evaluation = OutputOf<'evaluation.show'>;

/** Metrics of a class against the rest that a table has room for, in order. */
const ofClasses = ['precision', 'recall', 'f1', 'jaccard', 'specificity', 'roc_auc', 'pr_auc'];

function PerClass({ perClass }: { perClass: NonNullable<Evaluation['perClass']> }) {
  const ids = ofClasses.filter((id) => perClass.some(({ metrics }) => id in metrics));
  return (
    <section aria-label="Each class">
      <h3 className={styles.title}>Each class against the rest</h3>
      <WideTable label="Scores of each class" minWidth={200 + 90 * ids.length} maxHeight={380}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Class</Table.Th>
            <Table.Th className="assay-number">Rows</Table.Th>
            {ids.map((id) => (
              <Table.Th key={id} className="assay-number">
                {metricWords(id).title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {perClass.map(({ label, rows, metrics }) => (
            <Table.Tr key={label}>
              <Table.Th scope="row" fw={500}>
                {label}
              </Table.Th>
              <Table.Td className="assay-number">{formatInteger(rows)}</Table.Td>
              {ids.map((id) => (
                <Table.Td key={id} className="assay-number">
                  {scoreText(metrics[id], 3)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </section>
  );
}

/** Scores of each class, and on request every metric that the run itself does not keep. */
export function MoreMetrics(props: {
  evaluation: Evaluation;
  shown: readonly string[];
  /** Rows that were scored where there are no test rows. */
  untested: string;
}) {
  const { evaluation, shown, untested } = props;
  const [open, setOpen] = useState(false);
  const ids = Object.keys(evaluation.metrics).filter(
    (id) => !shown.includes(id) && evaluation.metrics[id] !== null,
  );
  const bare = ids.map((id) => [id, { value: evaluation.metrics[id]!, low: null, high: null }]);
  const known: Evaluation['intervals'] = { ...Object.fromEntries(bare), ...evaluation.intervals };
  return (
    <div className={styles.stack}>
      {ids.length > 0 && (
        <div>
          <Button variant="default" size="xs" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'Fewer metrics' : `${ids.length} more metrics`}
          </Button>
        </div>
      )}
      {open && (
        <MetricTable
          label="More metrics"
          ids={ids}
          columns={[{ title: evaluation.on === 'test' ? 'Test' : untested, intervals: known }]}
        />
      )}
      {evaluation.perClass && evaluation.perClass.length > 0 && (
        <PerClass perClass={evaluation.perClass} />
      )}
    </div>
  );
}
