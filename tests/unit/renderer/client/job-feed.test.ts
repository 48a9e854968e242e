import { describe, expect, it } from 'vitest';
import type { Job } from '../../../../core/contract/events.ts';
import { createJobFeed } from '../../../../renderer/client/job-feed.ts';

const job = (part: Partial<Job>): Job => ({
  id: 'a',
  operation: 'data.import',
  title: 'Import',
  state: 'running',
  fraction: 0.5,
  stage: '',
  message: '',
  remainingMs: null,
  createdAt: 100,
  startedAt: 100,
  finishedAt: null,
  error: null,
  ...part,
});

function watch(since = 0) {
  const feed = createJobFeed(since);
  const ended: string[] = [];
  feed.onFinished((each) => ended.push(each.id));
  return { feed, ended, take: (part: Partial<Job>) => feed.take({ type: 'job', job: job(part) }) };
}

describe('createJobFeed', () => {
  it('tells of the end of a job once, however often its last state comes', () => {
    const { ended, take } = watch();
    take({});
    take({ state: 'succeeded' });
    take({ state: 'succeeded' });
    expect(ended).toEqual(['a']);
  });

  it('does not tell of jobs that had ended before the window opened', () => {
    const { ended, take } = watch(1000);
    take({ state: 'succeeded', createdAt: 100 });
    expect(ended).toEqual([]);
  });

  it('tells of a job too short for its start to be seen', () => {
    const { ended, take } = watch(50);
    take({ state: 'failed', createdAt: 100 });
    expect(ended).toEqual(['a']);
  });

  it('keeps the end when an older state arrives late', () => {
    const { feed, take } = watch();
    take({ state: 'succeeded' });
    take({ state: 'running' });
    expect(feed.jobs()[0]?.state).toBe('succeeded');
  });

  it('lists the newest first, as the same array until something changes', () => {
    const { feed, take } = watch();
    take({ id: 'a', createdAt: 1 });
    take({ id: 'b', createdAt: 2 });
    expect(feed.jobs().map((each) => each.id)).toEqual(['b', 'a']);
    expect(feed.jobs()).toBe(feed.jobs());
  });
});
