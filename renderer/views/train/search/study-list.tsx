import { Button, Table } from '@mantine/core';
import { memo } from 'react';
import type { Study } from '../../../../core/contract/tuning.ts';
import { formatDateTime, formatDuration, formatInteger } from '../../../components/format.ts';
import { Section } from '../../../components/section.tsx';
import { ToneBadge } from '../../../components/tone-badge.tsx';
import { WideTable } from '../../../components/wide-table.tsx';
import { metricName, scoreText } from '../metric-names.ts';
import search from './search.module.css';
import styles from '../train.module.css';

const tones = {
  running: 'accent',
  finished: 'good',
  stopped: 'quiet',
  failed: 'bad',
  cancelled: 'quiet',
  interrupted: 'warn',
} as const;

/** How a search ended, as a word with its colour. */
export function StudyState({ state }: { state: Study['state'] }) {
  return <ToneBadge tone={tones[state]}>{state}</ToneBadge>;
}

/** Searches made so far. */
export const StudyList = memo(function StudyList(props: {
  studies: readonly Study[];
  shown: string | null;
  onShow: (id: string) => void;
}) {
  if (props.studies.length < (props.shown === null ? 1 : 2)) return null;
  return (
    <Section title="All searches" flush>
      <WideTable label="All searches" minWidth={640} maxHeight={300} highlight>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Search</Table.Th>
            <Table.Th className="assay-number">Trials</Table.Th>
            <Table.Th className="assay-number">Best, CV</Table.Th>
            <Table.Th className="assay-number">Took</Table.Th>
            <Table.Th>Started</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.studies.map((study) => (
            <Table.Tr
              key={study.id}
              data-selected={study.id === props.shown}
              className={styles.row}
            >
              <Table.Td>
                <div className={search.whole}>{study.name}</div>
                <div className={styles.rowDetail}>{study.versionName}</div>
              </Table.Td>
              <Table.Td className="assay-number">{formatInteger(study.trialCount)}</Table.Td>
              <Table.Td className="assay-number" style={{ whiteSpace: 'nowrap' }}>
                {study.bestValue === null
                  ? '–'
                  : `${metricName(study.metric.name).title} ${scoreText(study.bestValue)}`}
              </Table.Td>
              <Table.Td className="assay-number" style={{ whiteSpace: 'nowrap' }}>
                {formatDuration(study.durationMs)}
              </Table.Td>
              <Table.Td>{formatDateTime(study.createdAt)}</Table.Td>
              <Table.Td>
                <StudyState state={study.state} />
              </Table.Td>
              <Table.Td className="assay-number">
                <Button
                  size="compact-xs"
                  variant="subtle"
                  disabled={study.id === props.shown}
                  aria-label={`Show ${study.name} of ${formatDateTime(study.createdAt)}`}
                  onClick={() => props.onShow(study.id)}
                >
                  {study.id === props.shown ? 'Shown' : 'Show'}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </Section>
  );
});
