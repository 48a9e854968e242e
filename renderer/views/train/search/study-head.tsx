import { Button, Group } from '@mantine/core';
import { FastForward } from 'lucide-react';
import type { ReactNode } from 'react';
import type { StudyResult } from '../../../../core/contract/tuning.ts';
import { formatDateTime, formatDuration } from '../../../components/format.ts';
import { metricName } from '../metric-names.ts';
import { StudyState } from './study-list.tsx';
import styles from '../train.module.css';

const unfinished = new Set(['stopped', 'cancelled', 'interrupted', 'failed']);

/** What a search was about, and ways on from it. */
export function StudyHead(props: {
  result: StudyResult;
  /** Given: an unfinished search may go on. */
  onResume: (() => void) | null;
  actions?: ReactNode;
}) {
  const { study } = props.result;
  const took = study.durationMs === null ? '' : ` · took ${formatDuration(study.durationMs)}`;
  const budget = study.budget === null ? '' : ` of ${formatDuration(study.budget * 1000)}`;
  return (
    <header className={styles.head}>
      <div className={styles.headText}>
        <h2 className={styles.runTitle}>{study.name}</h2>
        <div className={styles.runDetail}>
          {study.versionName} · by {metricName(study.metric.name).title} · seed {study.seed} ·{' '}
          {formatDateTime(study.createdAt)}
          {took}
          {took === '' ? '' : budget}
          {study.state !== 'finished' && study.state !== 'running' && (
            <span className={styles.registered}>
              <StudyState state={study.state} />
            </span>
          )}
        </div>
      </div>
      <Group gap="xs" wrap="nowrap">
        {props.onResume && unfinished.has(study.state) && (
          <Button
            variant="default"
            leftSection={<FastForward size={15} aria-hidden />}
            onClick={props.onResume}
          >
            Go on
          </Button>
        )}
        {props.actions}
      </Group>
    </header>
  );
}
