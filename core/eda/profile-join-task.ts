import { declareTask, type TaskContext } from '../jobs/task.ts';
import type { ProfilePart } from './profile-part.ts';
import { countRepeatedRows, joinProfile, type JoinedProfile, type Thresholds } from './profile.ts';

export interface ProfileJoinInput {
  readonly parts: readonly ProfilePart[];
  readonly thresholds: Thresholds;
}

/** What depends on all columns of a large table at once, but for Pearson's matrix. */
export const profileJoinTask = declareTask<ProfileJoinInput, JoinedProfile>('eda.profileJoin');

export function run({ parts, thresholds }: ProfileJoinInput, { tick }: TaskContext): JoinedProfile {
  tick(0, 'Duplicates');
  const repeated = countRepeatedRows(parts);
  return joinProfile(parts, { repeated, thresholds }, tick);
}
