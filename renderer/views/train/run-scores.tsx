import { Table, Tooltip } from '@mantine/core';
import type { OutputOf } from '../../../core/contract/contract.ts';
import { absent } from '../../components/format.ts';
import { WideTable } from '../../components/wide-table.tsx';
import { methodText, metricWords } from './evaluation/metric-words.ts';
import { meaningless, metricIds, metricName, scoreText, spreadText } from './metric-names.ts';

type Evaluation = OutputOf<'evaluation.show'>;
type Metrics = Readonly<Record<string, number | null>>;

function spread(metrics: Metrics, id: string): string {
  const mean = metrics[`cv.${id}.mean`];
  const std = metrics[`cv.${id}.std`];
  if (typeof mean !== 'number') return absent;
  return scoreText(mean) + spreadText(std);
}

/** A score; where it tells nothing of the model, it steps back and says why. */
function Score({ id, value }: { id: string; value: number | null | undefined }) {
  const doubt = meaningless(id, value);
  if (doubt === null) return scoreText(value);
  return (
    <Tooltip label={`Says nothing here: ${doubt}`}>
      <span className="assay-muted" style={{ fontWeight: 400 }}>
        {scoreText(value)}
      </span>
    </Tooltip>
  );
}

/** Every metric on test rows with its interval, over the folds, and on training rows. */
export function RunScores({
  metrics,
  evaluation,
}: {
  metrics: Metrics;
  evaluation: Evaluation | undefined;
}) {
  const ids = metricIds(metrics);
  const bagged = ids.some((id) => typeof metrics[`oob.${id}`] === 'number');
  return (
    <WideTable label="Scores" minWidth={bagged ? 600 : 520}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Metric</Table.Th>
          <Table.Th className="assay-number">Test</Table.Th>
          <Table.Th className="assay-number">95% interval</Table.Th>
          <Table.Th className="assay-number">Cross-validation</Table.Th>
          {bagged && <Table.Th className="assay-number">Out of bag</Table.Th>}
          <Table.Th className="assay-number">Training rows</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {ids.map((id) => {
          const interval = evaluation?.on === 'test' ? evaluation.intervals[id] : undefined;
          return (
            <Table.Tr key={id}>
              <Table.Th scope="row" fw={500}>
                <Tooltip label={metricName(id).meaning} disabled={metricName(id).meaning === ''}>
                  <span>{metricWords(id).title}</span>
                </Tooltip>
              </Table.Th>
              <Table.Td className="assay-number" fw={600}>
                <Score id={id} value={metrics[`test.${id}`]} />
              </Table.Td>
              <Table.Td className="assay-number assay-muted">
                {interval && interval.low !== null && interval.high !== null ? (
                  <Tooltip
                    label={methodText(interval, evaluation?.intervalRows)}
                    disabled={!interval.method}
                  >
                    <span>
                      {scoreText(interval.low)} to {scoreText(interval.high)}
                    </span>
                  </Tooltip>
                ) : (
                  absent
                )}
              </Table.Td>
              <Table.Td className="assay-number">{spread(metrics, id)}</Table.Td>
              {bagged && (
                <Table.Td className="assay-number">{scoreText(metrics[`oob.${id}`])}</Table.Td>
              )}
              <Table.Td className="assay-number">
                <Score id={id} value={metrics[`train.${id}`]} />
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </WideTable>
  );
}
