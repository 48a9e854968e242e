import { useSyncExternalStore } from 'react';
import type { Client } from '../../core/contract/client.ts';
import type { CoreEvent, Job } from '../../core/contract/events.ts';
import { isFinished } from './job-state.ts';

export interface JobFeed {
  take(event: CoreEvent): void;
  /** Newest first. The same array until a job changes. */
  jobs(): readonly Job[];
  subscribe(listener: () => void): () => void;
  /** Calls back once for each job that ended while this window watched. */
  onFinished(listener: (job: Job) => void): () => void;
}

const remembered = 100;

/** The jobs this window has heard of, from their events. `since` is the start of the window. */
export function createJobFeed(since: number): JobFeed {
  const byId = new Map<string, Job>();
  const listeners = new Set<() => void>();
  const finishedListeners = new Set<(job: Job) => void>();
  let list: readonly Job[] = [];

  function take(event: CoreEvent): void {
    if (event.type !== 'job') return;
    const { job } = event;
    const before = byId.get(job.id);
    // A resync may tell an older state than an event that overtook it.
    if (before && isFinished(before.state) && !isFinished(job.state)) return;
    byId.set(job.id, job);
    list = [...byId.values()].toSorted((a, b) => b.createdAt - a.createdAt).slice(0, remembered);
    for (const listener of listeners) listener();
    const wasOpen = before ? !isFinished(before.state) : job.createdAt >= since;
    if (wasOpen && isFinished(job.state)) for (const listener of finishedListeners) listener(job);
  }

  return {
    take,
    jobs: () => list,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onFinished(listener) {
      finishedListeners.add(listener);
      return () => finishedListeners.delete(listener);
    },
  };
}

export const jobFeed = createJobFeed(Date.now());

/** Lets the feed hear the events of a client. */
export function watchJobs(client: Client): void {
  client.subscribe(jobFeed.take);
}

/** All jobs this window knows, newest first. */
export function useJobs(): readonly Job[] {
  return useSyncExternalStore(jobFeed.subscribe, jobFeed.jobs);
}
