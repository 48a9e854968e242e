import { describe, expect, it } from 'vitest';
import type { Job } from '../../../../../core/contract/events.ts';
import { createProgressBar, progressLine } from '../../../../../core/hosts/cli/progress-bar.ts';
import { createFakeIo } from './fake-io.ts';

const job: Job = {
  id: 'j',
  operation: 'models.train',
  title: 'Train',
  state: 'running',
  fraction: 0.5,
  stage: 'Fitting',
  message: 'fold 2 of 5',
  remainingMs: 12_000,
  createdAt: 0,
  startedAt: 0,
  finishedAt: null,
  error: null,
};

describe('progressLine', () => {
  it('tells the share, the stage and the time left', () => {
    expect(progressLine(job)).toBe(
      '[############------------]  50 %  Fitting  fold 2 of 5  12 s left',
    );
  });

  it('has no bar while the share cannot be told, and shows no control characters', () => {
    const odd = {
      ...job,
      fraction: null,
      stage: '',
      title: 'a\u001b[31mb',
      message: '',
      remainingMs: null,
    };
    expect(progressLine(odd)).toBe('a\\x1b[31mb');
  });
});

describe('the progress bar', () => {
  it('stays away from what is done at once, then redraws one line and clears it', () => {
    const io = createFakeIo({ stderrIsTerminal: true, width: 30 });
    const bar = createProgressBar(io);
    bar.show(job);
    expect(io.written.err).toBe('');
    io.time = 500;
    bar.show(job);
    expect(io.written.err).toBe('\r\u001b[2K[############------------]  5');
    bar.clear();
    expect(io.written.err.endsWith('\r\u001b[2K')).toBe(true);
    const length = io.written.err.length;
    bar.clear();
    bar.show({ ...job, finishedAt: 1 });
    expect(io.written.err).toHaveLength(length);
  });

  it('writes a rare line where there is no terminal', () => {
    const io = createFakeIo();
    const bar = createProgressBar(io);
    const lines = () => io.written.err.split('\n').length - 1;
    for (const [time, stage, expected] of [
      [0, 'Reading', 0],
      [3_500, 'Fitting', 1],
      [4_000, 'Fitting', 1],
      [4_500, 'Scoring', 2],
      [10_000, 'Scoring', 3],
    ] as const) {
      io.time = time;
      bar.show({ ...job, stage });
      expect([time, lines()]).toEqual([time, expected]);
    }
  });
});
