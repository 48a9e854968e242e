import { subTick } from '../base/tick.ts';
import { declareTask, type TaskContext } from '../jobs/task.ts';
import { profilePart, type ProfilePart } from './profile-part.ts';
import { readSource, type ProfileSource } from './profile-task.ts';

export type ProfilePartInput = ProfileSource & {
  readonly correlated: readonly string[];
  /** Number of the part's first column in the version. */
  readonly first: number;
};

/** A part of the columns of a large table; what it hands on lies in shared memory. */
export const profilePartTask = declareTask<ProfilePartInput, ProfilePart>('eda.profilePart');

export async function run(input: ProfilePartInput, { tick }: TaskContext): Promise<ProfilePart> {
  tick(0, 'Reading');
  const table = await readSource(input);
  const correlated = new Set(input.correlated);
  const { first } = input;
  return profilePart(table, { correlated, first, sharing: 'shared' }, subTick(tick, 0.2, 1));
}
