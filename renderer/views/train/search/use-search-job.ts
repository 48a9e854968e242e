import { useCallback, useMemo } from 'react';
import type { InputOf } from '../../../../core/contract/contract.ts';
import type { Failure } from '../../../../core/contract/failure.ts';
import type { Job } from '../../../../core/contract/events.ts';
import type { StudyResult } from '../../../../core/contract/tuning.ts';
import { client } from '../../../client/client.ts';
import { useJob } from '../../../client/use-job.ts';
import { useTrainState, type StudyKind } from '../train-state.ts';
import { useShownStudy, useStudyResult, type ShownStudy } from './use-study.ts';

type SearchName = 'tuning.run' | 'tuning.auto';

export interface SearchJob<N extends SearchName> extends Pick<
  ShownStudy,
  'studies' | 'show' | 'loading'
> {
  readonly start: (input: InputOf<N>) => void;
  readonly running: boolean;
  readonly job: Job | null;
  readonly cancel: () => void;
  readonly error: Failure | null;
  readonly forgetError: () => void;
  /** The search that is looked at, as it stands. */
  readonly result: StudyResult | null;
  readonly resume: (() => void) | null;
}

/**
 * Starts searches of a kind, and follows the one that runs or was chosen. What it gives to forms and
 * results stays the same between two events of progress, so that these need not be rendered anew.
 */
export function useSearchJob<N extends SearchName>(
  name: N,
  kind: StudyKind,
  dataset: string,
): SearchJob<N> {
  const session = useJob(name, 'train-search');
  const openStudy = useTrainState((state) => state.openStudy);
  const jobId = session.running ? (session.job?.id ?? '') : null;
  const shown = useShownStudy({ kind, dataset, jobId });
  const { study } = shown;
  const { data, error, loading } = useStudyResult(study?.id ?? null, study?.state === 'running');
  const result = study !== null && data?.study.id === study.id ? data : null;
  const running = session.running || study?.state === 'running';
  const job = session.running ? session.job : shown.job;
  const { start: startJob } = session;
  const start = useCallback(
    (input: InputOf<N>) => {
      // The newest is shown, which will be this one, however it ends.
      openStudy(kind, null);
      void startJob(input);
    },
    [openStudy, kind, startJob],
  );
  const again = running ? null : result;
  const resume = useMemo(() => {
    if (again === null) return null;
    const { id, versionId } = again.study;
    return () => start({ ...again.input, version: versionId, resume: id } as InputOf<N>);
  }, [again, start]);
  return {
    studies: shown.studies,
    loading: shown.loading || loading,
    show: shown.show,
    start,
    running,
    job,
    cancel: () => {
      if (session.running) session.cancel();
      else if (job) void client.call('jobs.cancel', { id: job.id }).catch(() => {});
    },
    error: session.error ?? error,
    forgetError: session.reset,
    result,
    resume,
  };
}
