import { subTick } from '../base/tick.ts';
import type { Profile } from '../contract/eda.ts';
import { readTable, type ColumnRef } from '../data/read-table.ts';
import { declareTask, type TaskContext } from '../jobs/task.ts';
import { profileTable } from './profile.ts';

export interface ProfileTaskInput {
  readonly parquetPath: string;
  readonly columns: readonly ColumnRef[];
}

export type ProfileTaskOutput = Omit<Profile, 'version'>;

export const profileTask = declareTask<ProfileTaskInput, ProfileTaskOutput>('eda.profile');

export async function run(
  { parquetPath, columns }: ProfileTaskInput,
  { tick }: TaskContext,
): Promise<ProfileTaskOutput> {
  tick(0, 'Reading');
  const table = await readTable(parquetPath, columns);
  return profileTable(table, subTick(tick, 0.1, 1));
}
