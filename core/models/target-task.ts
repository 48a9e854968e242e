import type { Task } from '../contract/common.ts';
import { readTable } from '../data/read-table.ts';
import { inferTask, readTarget } from './target.ts';
import type { TargetTaskInput } from './tasks.ts';

/**
 * Reads the target alone and tells the task of the training: the one asked for, else the one its values
 * speak for. TARGET_INVALID when it is missing, constant or unfit.
 */
export async function run({ parquetPath, target, task: asked }: TargetTaskInput): Promise<Task> {
  const table = await readTable(parquetPath, [target]);
  const column = table.columns[0]!;
  const task = asked ?? inferTask(column);
  readTarget(column, task);
  return task;
}
