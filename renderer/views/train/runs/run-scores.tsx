import { Table, Tooltip } from '@mantine/core';
import type { OutputOf } from '../../../../core/contract/contract.ts';
import type { Run } from '../../../../core/contract/tracking.ts';
import { absent } from '../../../components/format.ts';
import { isImported } from '../../../components/imported-run.ts';
import { WideTable } from '../../../components/wide-table.tsx';
import { methodText, metricWords } from '../evaluation/metric-words.ts';
import { meaningless, metricIds, metricName, scoreText, spreadText } from '../metric-names.ts';

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

function MetricHead({ id }: { id: string }) {
  const { meaning } = metricName(id);
  return (
    <Table.Th scope="row" fw={500}>
      <Tooltip label={meaning} disabled={meaning === ''}>
        <span>{metricWords(id).title}</span>
      </Tooltip>
    </Table.Th>
  );
}

function IntervalCell(props: {
  interval: Evaluation['intervals'][string] | undefined;
  rows: Evaluation['intervalRows'] | undefined;
}) {
  const { interval, rows } = props;
  const known = interval && interval.low !== null && interval.high !== null;
  return (
    <Table.Td className="assay-number assay-muted">
      {known ? (
        <Tooltip label={methodText(interval, rows)} disabled={!interval.method}>
          <span>
            {scoreText(interval.low)} to {scoreText(interval.high)}
          </span>
        </Tooltip>
      ) : (
        absent
      )}
    </Table.Td>
  );
}

/** Every metric on all rows of the version, with its interval: no rows were set aside. */
function ForeignScores(props: { metrics: Metrics; evaluation: Evaluation | undefined }) {
  const { metrics, evaluation } = props;
  return (
    <WideTable label="Scores" minWidth={360}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Metric</Table.Th>
          <Table.Th className="assay-number">All rows</Table.Th>
          <Table.Th className="assay-number">95% interval</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {metricIds(metrics).map((id) => (
          <Table.Tr key={id}>
            <MetricHead id={id} />
            <Table.Td className="assay-number" fw={600}>
              <Score id={id} value={metrics[`train.${id}`]} />
            </Table.Td>
            <IntervalCell interval={evaluation?.intervals[id]} rows={evaluation?.intervalRows} />
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  );
}

/** Every metric on test rows with its interval, over the folds, and on training rows. */
export function RunScores({ run, evaluation }: { run: Run; evaluation: Evaluation | undefined }) {
  const { metrics } = run;
  const ids = metricIds(metrics);
  if (isImported(run)) return <ForeignScores metrics={metrics} evaluation={evaluation} />;
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
          return (
            <Table.Tr key={id}>
              <MetricHead id={id} />
              <Table.Td className="assay-number" fw={600}>
                <Score id={id} value={metrics[`test.${id}`]} />
              </Table.Td>
              <IntervalCell
                interval={evaluation?.on === 'test' ? evaluation.intervals[id] : undefined}
                rows={evaluation?.intervalRows}
              />
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
