import type { JobContext } from '../jobs/context.ts';
import { trialTask, type TrialTaskInput, type TrialTaskOutput } from './tasks.ts';

/** How long a trial may take to notice by itself that nobody waits for it. */
const graceMs = 500;
/** What timers can wait for. */
const longestMs = 2 ** 31 - 1;

const givenUp: TrialTaskOutput = {
  state: 'given_up',
  value: null,
  std: null,
  intermediate: [],
  perFold: [],
  trainRows: 0,
  fitMs: null,
  predictMs: null,
  durationMs: 0,
  error: null,
  warnings: [],
};

/**
 * Runs a trial in a thread. Its time being over, or a person wanting no more, it gives up by itself at
 * its next tick; when that takes too long its thread is ended.
 */
export async function computeTrial(
  context: JobContext,
  input: TrialTaskInput,
): Promise<TrialTaskOutput> {
  const late = new AbortController();
  const abort = (): void => late.abort();
  const timers: NodeJS.Timeout[] = [];
  const wait = (ms: number): void => {
    timers.push(setTimeout(abort, Math.min(longestMs, Math.max(0, ms) + graceMs)));
  };
  const hear = (): void => wait(0);
  if (input.leftMs !== null) wait(input.leftMs);
  context.finishing.addEventListener('abort', hear, { once: true });
  try {
    return await context.compute(trialTask, input, { silent: true, signal: late.signal });
  } catch (error) {
    if (late.signal.aborted && !context.signal.aborted) return givenUp;
    throw error;
  } finally {
    context.finishing.removeEventListener('abort', hear);
    for (const timer of timers) clearTimeout(timer);
  }
}
