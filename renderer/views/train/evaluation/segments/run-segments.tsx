import { Button, Group } from '@mantine/core';
import { Lasso, Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { RunSegments as Judged } from '../../../../../core/contract/evaluation-segments.ts';
import type { Segment } from '../../../../../core/contract/eda-segments.ts';
import type { Run } from '../../../../../core/contract/tracking.ts';
import { useJob } from '../../../../client/use-job.ts';
import { useQuery } from '../../../../client/use-query.ts';
import { EmptyState } from '../../../../components/empty-state.tsx';
import { FailureNotice } from '../../../../components/failure-notice.tsx';
import { formatInteger } from '../../../../components/format.ts';
import { JobProgress } from '../../../../components/job-progress.tsx';
import { SegmentDialog, type SegmentDraft } from '../../../explore/segment-dialog.tsx';
import { useRunTabs } from '../../runs/run-tab.ts';
import { RunRemarks } from '../../runs/run-warnings.tsx';
import { mainMetric, MetricSelect } from '../metric-select.tsx';
import { metricWords } from '../metric-words.ts';
import { SegmentDetail } from './segment-detail.tsx';
import { useSegmentFocus } from './segment-focus.ts';
import { SegmentTable } from './segment-table.tsx';
import styles from '../evaluation.module.css';

/** Saved segments of the data, as the run does on them: worst first, one of them looked into. */
export function RunSegments({ run, classes }: { run: Run; classes: number }) {
  const job = useJob('evaluation.segments', run.id);
  const { running, error, start } = job;
  const [judged, setJudged] = useState(job.output);
  if (job.output && job.output !== judged) setJudged(job.output);
  const [metric, setMetric] = useState(mainMetric);
  const [draft, setDraft] = useState<SegmentDraft | null>(null);
  const versionId = judged?.versionId ?? run.versionId;
  const saved = useQuery('eda.segments', { version: versionId }).data?.segments;
  const version = useQuery('data.show', { version: versionId }).data?.version;
  const ids = saved?.map(({ id }) => id).join(' ');
  const asked = useRef<string | null>(
    judged && !running
      ? askedOf(
          judged.segments.map(({ id }) => id),
          metric,
        )
      : null,
  );
  useEffect(() => {
    if (ids === undefined || ids === '' || running) return;
    const wanted = askedOf(ids.split(' '), metric);
    // A cancelled or failed comparison is not begun again by itself.
    if (asked.current === wanted) return;
    asked.current = wanted;
    void start({ run: run.id, ...(metric === mainMetric ? {} : { metric }) });
  }, [ids, metric, running, start, run.id]);
  if (saved?.length === 0)
    return (
      <>
        <NoSegments runId={run.id} onNew={version && (() => setDraft({ kind: 'open' }))} />
        {version && (
          <SegmentDialog version={version} draft={draft} onClose={() => setDraft(null)} />
        )}
      </>
    );
  return (
    <div className={styles.stack}>
      <div className={styles.fields}>
        <MetricSelect task={run.task} value={metric} onChange={setMetric} />
        {version && (
          <Button
            variant="default"
            leftSection={<Plus size={14} aria-hidden />}
            onClick={() => setDraft({ kind: 'open' })}
          >
            New segment
          </Button>
        )}
      </div>
      {running && <JobProgress job={job.job} onCancel={job.cancel} />}
      {error && <FailureNotice failure={error} />}
      {judged && saved && (
        <Result
          run={run}
          classes={classes}
          saved={saved}
          judged={{
            ...judged,
            segments: judged.segments.filter(({ id }) => saved.some((one) => one.id === id)),
          }}
        />
      )}
      {version && <SegmentDialog version={version} draft={draft} onClose={() => setDraft(null)} />}
    </div>
  );
}

const askedOf = (ids: readonly string[], metric: string): string =>
  [...ids.toSorted(), metric].join(' ');

function Result(props: { run: Run; classes: number; judged: Judged; saved: readonly Segment[] }) {
  const { run, classes, judged, saved } = props;
  const picked = useSegmentFocus((state) => state.focus[run.id]);
  const look = useSegmentFocus((state) => state.look);
  const { segments } = judged;
  const segment = segments.find(({ id }) => id === picked) ?? segments[0];
  return (
    <>
      <section aria-label="Segments">
        <h3 className={styles.title}>Segments of the data</h3>
        <p className={styles.lead}>
          {metricWords(judged.metric.name).title} on the {formatInteger(judged.rows)}{' '}
          {judged.on === 'test' ? 'test' : 'training'} rows, {judged.metric.better} is better; the
          segment that does worst against the other rows comes first. Intervals are of 95%.
        </p>
        <SegmentTable
          judged={judged}
          shown={segment?.id ?? null}
          onShow={(id) => look(run.id, id)}
        />
      </section>
      {segment && (
        <SegmentDetail
          key={segment.id}
          run={run}
          classes={classes}
          judged={judged}
          segment={segment}
          saved={saved.find(({ id }) => id === segment.id)}
        />
      )}
      <RunRemarks warnings={judged.warnings} />
    </>
  );
}

function NoSegments({ runId, onNew }: { runId: string; onNew: (() => void) | undefined }) {
  const openTab = useRunTabs((state) => state.open);
  return (
    <EmptyState
      icon={<Lasso size={22} />}
      title="No part of this data has a name yet"
      description="Draw around points in Residuals, Explain or Patterns, or take a worst segment from Errors, and save it. Its error, fairness and drift are then told here for every run."
      action={
        <Group gap="xs" justify="center">
          <Button onClick={() => openTab(runId, 'errors')}>Find the worst segments</Button>
          {onNew && (
            <Button variant="default" onClick={onNew}>
              New segment
            </Button>
          )}
        </Group>
      }
    />
  );
}
