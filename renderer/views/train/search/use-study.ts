import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { Study, StudyResult } from '../../../../core/contract/tuning.ts';
import type { Job } from '../../../../core/contract/events.ts';
import { useJobs } from '../../../client/job-feed.ts';
import { useQuery, type QueryResult } from '../../../client/use-query.ts';
import { useTrainState, type StudyKind } from '../train-state.ts';

/** Between two looks at a running search, and how often as long as a look itself takes. */
const leastMs = 500;
const restFactor = 4;

/**
 * A search as it stands; looked at again while it runs, one look after the other, so that a large
 * one neither starves nor fills the window's thread.
 */
export function useStudyResult(id: string | null, running: boolean): QueryResult<StudyResult> {
  const result = useQuery('tuning.show', id === null ? null : { study: id });
  const { refetch } = result;
  const wasRunning = useRef(false);
  useEffect(() => {
    if (id === null || !(running || wasRunning.current)) return;
    wasRunning.current = running;
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      const start = performance.now();
      await refetch();
      if (stopped || !running) return;
      const rest = Math.max(leastMs, restFactor * (performance.now() - start));
      timer = setTimeout(() => void look(), rest);
    };
    void look();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [id, running, refetch]);
  return result;
}

const isOfDataset =
  (dataset: string) =>
  ({ versionName }: Study): boolean =>
    versionName.slice(0, versionName.lastIndexOf('@')) === dataset;

export interface ShownStudy {
  readonly loading: boolean;
  readonly studies: readonly Study[];
  readonly study: Study | null;
  /** The job that computes it, while it runs. */
  readonly job: Job | null;
  readonly show: (id: string) => void;
}

/**
 * The searches of a kind, and the one that is looked at: that of a running job, the chosen one, or the
 * newest of the dataset.
 */
export function useShownStudy(of: {
  readonly kind: StudyKind;
  /** Name. */
  readonly dataset: string;
  /** Of the job that runs, empty while it is not known; null: none. */
  readonly jobId: string | null;
}): ShownStudy {
  const { kind, dataset, jobId } = of;
  const { data, loading } = useQuery('tuning.studies', {});
  const chosen = useTrainState((state) => state.study[kind]);
  const openStudy = useTrainState((state) => state.openStudy);
  const jobs = useJobs();
  const studies = useMemo(
    () => (data?.studies ?? []).filter((study) => study.kind === kind),
    [data, kind],
  );
  const study =
    jobId === null
      ? (studies.find(({ id }) => id === chosen) ?? studies.find(isOfDataset(dataset)))
      : studies.find((each) => each.jobId === jobId);
  const job = study?.state === 'running' ? jobs.find(({ id }) => id === study.jobId) : undefined;
  const show = useCallback((id: string) => openStudy(kind, id), [kind, openStudy]);
  return { studies, loading, study: study ?? null, job: job ?? null, show };
}
