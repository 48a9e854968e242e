import { Table } from '@mantine/core';
import type {
  JudgedSegment,
  RunSegments,
} from '../../../../../core/contract/evaluation-segments.ts';
import { absent, formatInteger, formatPercent } from '../../../../components/format.ts';
import { ToneBadge } from '../../../../components/tone-badge.tsx';
import { WideTable } from '../../../../components/wide-table.tsx';
import { IntervalBar, scaleOf, type Scale } from './interval-bar.tsx';
import { MetricCell } from '../metric-cell.tsx';
import { metricWords, valueText } from '../metric-words.ts';
import { mostDifferent } from './segment-words.ts';
import evaluation from '../evaluation.module.css';
import styles from './segments.module.css';

const verdicts = { better: 'good', worse: 'bad' } as const;

/** The screen of selection rates, or by how much mean errors differ. */
function FairnessCell({ segment, classes }: { segment: JudgedSegment; classes: boolean }) {
  const { fourFifths, measures } = segment.fairness;
  if (!classes)
    return <MetricCell id="mean_error_difference" interval={measures['mean_error_difference']} />;
  if (fourFifths.ratio === null) return <span className="assay-muted">{absent}</span>;
  return (
    <span className={styles.screen} title={fourFifths.reading}>
      {fourFifths.ratio.toFixed(2)}
      <ToneBadge tone={fourFifths.passes || segment.small ? 'quiet' : 'warn'}>
        {fourFifths.passes ? 'at least 4/5' : 'below 4/5'}
      </ToneBadge>
    </span>
  );
}

function DifferentCell({ segment }: { segment: JudgedSegment }) {
  const column = mostDifferent(segment);
  if (!column)
    return (
      <span className="assay-muted">{segment.fromRest.reason === null ? 'none' : absent}</span>
    );
  return (
    <span className={styles.different}>
      <span className={styles.differentName} title={column.column}>
        {column.column}
      </span>
      <ToneBadge tone={column.verdict === 'large' ? 'bad' : 'warn'}>{column.verdict}</ToneBadge>
    </span>
  );
}

interface RowProps {
  readonly judged: RunSegments;
  readonly segment: JudgedSegment;
  readonly scale: Scale | null;
  readonly shown: boolean;
  readonly onShow: () => void;
}

function SegmentRow({ judged, segment, scale, shown, onShow }: RowProps) {
  const { metric, overall, positive } = judged;
  const { difference, metrics } = segment;
  const interval = metrics[metric.name];
  return (
    <Table.Tr className={styles.row} data-shown={shown} onClick={onShow}>
      <Table.Th scope="row" className={styles.segment}>
        <button
          type="button"
          className={styles.name}
          aria-pressed={shown}
          onClick={(event) => {
            event.stopPropagation();
            onShow();
          }}
        >
          {segment.name}
        </button>
        {segment.small && segment.rows > 0 && <ToneBadge tone="warn">few rows</ToneBadge>}
        <span className={styles.filter} title={segment.filter ?? undefined}>
          {segment.filter ?? 'by row numbers'}
        </span>
      </Table.Th>
      <Table.Td className="assay-number">
        {formatInteger(segment.rows)}
        <span className={evaluation.bounds}> {formatPercent(segment.share)}</span>
      </Table.Td>
      {segment.reason !== null ? (
        <Table.Td colSpan={5} className={styles.reason}>
          {segment.reason}
        </Table.Td>
      ) : (
        <>
          <Table.Td className="assay-number">
            <MetricCell id={metric.name} interval={interval} />
          </Table.Td>
          <Table.Td className={styles.barCell}>
            {interval && scale && (
              <IntervalBar
                interval={interval}
                reference={overall.value}
                scale={scale}
                tone={difference.verdict}
              />
            )}
          </Table.Td>
          <Table.Td title={difference.reading}>
            <span className={styles.difference}>
              <span className="assay-number">
                {difference.value !== null && difference.value > 0 && '+'}
                {valueText(metric.name, difference.value)}
              </span>
              {difference.verdict && (
                <ToneBadge tone={verdicts[difference.verdict]}>{difference.verdict}</ToneBadge>
              )}
            </span>
          </Table.Td>
          <Table.Td className={positive === null ? 'assay-number' : ''}>
            <FairnessCell segment={segment} classes={positive !== null} />
          </Table.Td>
          <Table.Td>
            <DifferentCell segment={segment} />
          </Table.Td>
        </>
      )}
    </Table.Tr>
  );
}

/** Every segment in a line: its metric against all rows, its screen, what is different about it. */
export function SegmentTable(props: {
  judged: RunSegments;
  shown: string | null;
  onShow: (id: string) => void;
}) {
  const { judged, shown, onShow } = props;
  const { metric, overall, segments, positive } = judged;
  const compared = segments.filter(({ reason }) => reason === null);
  const scale = scaleOf([
    overall,
    ...compared.flatMap(({ metrics }) => metrics[metric.name] ?? []),
  ]);
  return (
    <WideTable label="Segments of the run" minWidth={860}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Segment</Table.Th>
          <Table.Th className="assay-number">Rows</Table.Th>
          <Table.Th className="assay-number">{metricWords(metric.name).title}</Table.Th>
          <Table.Th>
            <span className={styles.barHead}>
              <span className={styles.mark} aria-hidden /> all rows{' '}
              {valueText(metric.name, overall.value)}
            </span>
          </Table.Th>
          <Table.Th title="Segment − all other rows">Against the rest</Table.Th>
          <Table.Th className={positive === null ? 'assay-number' : ''}>
            {positive === null ? 'Mean error gap' : 'Selection rates'}
          </Table.Th>
          <Table.Th>Most different column</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {segments.map((segment) => (
          <SegmentRow
            key={segment.id}
            judged={judged}
            segment={segment}
            scale={scale}
            shown={segment.id === shown}
            onShow={() => onShow(segment.id)}
          />
        ))}
      </Table.Tbody>
    </WideTable>
  );
}
