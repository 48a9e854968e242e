import type { Job } from '../../core/contract/events.ts';

/** Has the job come to any end? */
export function isFinished(state: Job['state']): boolean {
  return state !== 'queued' && state !== 'running';
}
