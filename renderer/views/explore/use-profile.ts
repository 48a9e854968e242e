import { useEffect, useRef } from 'react';
import { type JobHandle, useJob } from '../../client/use-job.ts';

/** The profile of a version: started by itself when there is none, kept when the view is left. */
export function useProfile(versionId: string): JobHandle<'eda.profile'> {
  const job = useJob('eda.profile', versionId);
  const askedFor = useRef<string | null>(null);
  useEffect(() => {
    if (askedFor.current === versionId || job.running || job.output || job.error) return;
    askedFor.current = versionId;
    void job.start({ version: versionId });
  }, [versionId, job]);
  return job;
}
