import { taskSignal } from '../../jobs/task-thread.ts';
import type { TaskContext } from '../../jobs/task.ts';
import { convertSource, type ConvertedSource, type SourceInput } from './convert-source.ts';

/** Reads a file on a worker: readers of these formats compute for long between two waits. */
export function run(input: SourceInput, { tick }: TaskContext): Promise<ConvertedSource> {
  return convertSource(input, { tick, signal: taskSignal() });
}
