import { subTick } from '../base/tick.ts';
import type { Profile } from '../contract/eda.ts';
import { readTable, type ColumnRef } from '../data/read-table.ts';
import { declareTask, type TaskContext } from '../jobs/task.ts';
import { takeTableRows, type Table } from '../table/table.ts';
import { profileTable, type Thresholds } from './profile.ts';

/** Which cells of a version to profile. */
export interface ProfileSource {
  readonly parquetPath: string;
  readonly columns: readonly ColumnRef[];
  /** The rows to look at, ascending; null takes all. */
  readonly rows: Uint32Array | null;
}

export type ProfileTaskInput = ProfileSource & { readonly thresholds: Thresholds };
export type ProfileTaskOutput = Omit<Profile, 'version'>;

/** The whole profile on one thread, for tables that fit in memory at once. */
export const profileTask = declareTask<ProfileTaskInput, ProfileTaskOutput>('eda.profile');

export async function run(
  input: ProfileTaskInput,
  { tick }: TaskContext,
): Promise<ProfileTaskOutput> {
  tick(0, 'Reading');
  return profileTable(await readSource(input), input.thresholds, subTick(tick, 0.1, 1));
}

export async function readSource({ parquetPath, columns, rows }: ProfileSource): Promise<Table> {
  const table = await readTable(parquetPath, columns);
  return rows === null ? table : takeTableRows(table, Int32Array.from(rows));
}
