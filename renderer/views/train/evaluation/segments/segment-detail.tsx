import { SegmentedControl, Table } from '@mantine/core';
import { useEffect, useRef, useState, type RefObject } from 'react';
import type {
  JudgedSegment,
  RunSegments,
  SegmentDrift,
} from '../../../../../core/contract/evaluation-segments.ts';
import type { Segment } from '../../../../../core/contract/eda-segments.ts';
import type { Run } from '../../../../../core/contract/tracking.ts';
import { formatCount, formatInteger } from '../../../../components/format.ts';
import { WideTable } from '../../../../components/wide-table.tsx';
import { DriftKey, DriftTable } from '../../../monitor/drift-table.tsx';
import type { DriftSides } from '../../../monitor/drift-words.ts';
import { measureWords } from '../fairness/measure-words.ts';
import { MetricCell } from '../metric-cell.tsx';
import { MetricTable } from '../metric-table.tsx';
import { metricWords } from '../metric-words.ts';
import { SegmentActions } from './segment-actions.tsx';
import { useSegmentFocus } from './segment-focus.ts';
import { shownMetrics } from './segment-words.ts';
import evaluation from '../evaluation.module.css';
import styles from './segments.module.css';

function Metrics(props: { ids: readonly string[]; segment: JudgedSegment; all: number }) {
  const { ids, segment, all } = props;
  const inside = { title: `${formatCount(segment.rows, 'row')} in it`, intervals: segment.metrics };
  const others = {
    title: `${formatInteger(all - segment.rows)} other rows`,
    intervals: segment.rest,
  };
  return (
    <MetricTable
      label={`Metrics of ${segment.name}`}
      ids={ids}
      columns={segment.reason === null ? [inside, others] : [inside]}
    />
  );
}

/** Of two groups these tell all: the others repeat them. */
const ofTwo = [
  'statistical_parity_difference',
  'disparate_impact',
  'demographic_parity_difference',
  'demographic_parity_ratio',
  'equal_opportunity_difference',
  'false_positive_rate_difference',
  'accuracy_difference',
  'mean_error_difference',
  'mae_difference',
  'mae_ratio',
  'mean_prediction_difference',
] as const;

const wordsOfTwo: Readonly<Record<string, string>> = {
  statistical_parity_difference: 'Selection rate of the segment, minus that of the rest.',
  disparate_impact: 'Selection rate of the segment over that of the rest.',
};

function Measures(props: { segment: JudgedSegment; classes: number; positive: string | null }) {
  const { segment, classes, positive } = props;
  const { measures, fourFifths } = segment.fairness;
  // Of many classes it is the accuracy of one against the others, not that of the metrics.
  const ids = ofTwo.filter(
    (id) => id in measures && !(id === 'accuracy_difference' && classes > 2),
  );
  return (
    <div>
      <WideTable label={`Fairness of ${segment.name}`} minWidth={360}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Segment against the rest</Table.Th>
            <Table.Th className={`assay-number ${evaluation.whole}`}>Alike at</Table.Th>
            <Table.Th className="assay-number">Value</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {ids.map((id) => (
            <Table.Tr key={id}>
              <Table.Th scope="row">
                <span className={evaluation.measure}>{measureWords[id]!.title}</span>
                <span className={evaluation.plain}>
                  {wordsOfTwo[id] ?? measureWords[id]!.plain}
                </span>
              </Table.Th>
              <Table.Td className="assay-number assay-muted">{measureWords[id]!.even}</Table.Td>
              <Table.Td className="assay-number">
                <MetricCell id={id} interval={measures[id]} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
      <p className={evaluation.lead}>
        {positive !== null && `“${positive}” is the favourable answer. `}
        {fourFifths.ratio !== null && fourFifths.reading}
      </p>
    </div>
  );
}

const againstRest: DriftSides = {
  reference: 'Rest',
  current: 'Segment',
  drifted: 'differs',
  stable: 'alike',
  compact: true,
};
const againstTraining: DriftSides = {
  ...againstRest,
  reference: 'Training rows',
  current: 'Evaluated rows',
};

function driftText({ tested, driftedColumns, columns, ...drift }: SegmentDrift): string {
  const rows = `${formatInteger(drift.currentRows)} against ${formatInteger(drift.referenceRows)} rows`;
  const shown = tested > columns.length ? ` The ${columns.length} that differ most are shown.` : '';
  return `${driftedColumns} of ${formatCount(tested, 'column')} differ (${rows}).${shown} Tests are chosen as for drift; some columns differ by chance.`;
}

function Drift({ segment }: { segment: JudgedSegment }) {
  const [side, setSide] = useState<'rest' | 'training'>('rest');
  const drift = side === 'rest' ? segment.fromRest : segment.fromTraining;
  const sides = side === 'rest' ? againstRest : againstTraining;
  return (
    <section aria-label="How its columns differ">
      <div className={evaluation.heading}>
        <h4 className={evaluation.title}>How its columns differ</h4>
        <div className={styles.driftTools}>
          <DriftKey sides={sides} />
          <SegmentedControl
            size="xs"
            aria-label="Compared with"
            data={[
              { value: 'rest', label: 'From the rest' },
              { value: 'training', label: 'From its training rows' },
            ]}
            value={side}
            onChange={(next) => setSide(next as typeof side)}
          />
        </div>
      </div>
      <p className={evaluation.lead}>{drift.reason ?? driftText(drift)}</p>
      {(drift.columns.length > 0 || drift.prediction || drift.target) && (
        <DriftTable report={drift} sides={sides} />
      )}
    </section>
  );
}

/** Brings a segment in sight that a person came for from elsewhere. */
function useArrival(id: string): RefObject<HTMLElement | null> {
  const place = useRef<HTMLElement>(null);
  const { arriving, arrived } = useSegmentFocus();
  useEffect(() => {
    if (arriving !== id) return;
    place.current?.scrollIntoView({ block: 'start' });
    arrived();
  }, [arriving, arrived, id]);
  return place;
}

/** One segment looked into: its metrics, whom the model treats differently, what is different about it. */
export function SegmentDetail(props: {
  run: Run;
  classes: number;
  judged: RunSegments;
  segment: JudgedSegment;
  saved: Segment | undefined;
}) {
  const { run, classes, judged, segment, saved } = props;
  const { metrics, reason, difference } = segment;
  const place = useArrival(segment.id);
  const ids = shownMetrics(run.task, classes, { metric: judged.metric.name, available: metrics });
  return (
    <section ref={place} className={styles.detail} aria-label={segment.name}>
      <div>
        <div className={evaluation.heading}>
          <h3 className={evaluation.title}>{segment.name}</h3>
          {saved && <SegmentActions run={run} versionId={judged.versionId} segment={saved} />}
        </div>
        {segment.filter !== null && <code className={styles.condition}>{segment.filter}</code>}
        <p className={evaluation.lead}>
          {reason ?? `${metricWords(judged.metric.name).title}: ${difference.reading}`}
          {segment.small && segment.rows > 0 && ' It has few rows: every number here is uncertain.'}
        </p>
      </div>
      {segment.rows > 0 && (
        <div className={styles.columns}>
          <Metrics ids={ids} segment={segment} all={judged.rows} />
          {reason === null && (
            <Measures segment={segment} classes={classes} positive={judged.positive} />
          )}
        </div>
      )}
      {segment.rows > 0 && <Drift segment={segment} />}
    </section>
  );
}
