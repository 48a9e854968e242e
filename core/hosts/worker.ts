import { runInWorker } from '../jobs/run-in-worker.ts';
import type { TaskMessage } from '../jobs/worker-protocol.ts';
import { workerTasks } from './worker-tasks.ts';

/** The entry of the pool's threads. */
export function runTask(message: TaskMessage): Promise<unknown> {
  return runInWorker(workerTasks, message);
}
