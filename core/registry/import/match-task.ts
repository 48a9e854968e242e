import type { ModelMatch } from '../../contract/registry-import.ts';
import { bestVersion, matchVersion } from './choose-version.ts';
import type { MatchTaskInput } from './tasks.ts';

/** How a foreign model fits the best of the versions. */
export async function run({ model, versions, target }: MatchTaskInput): Promise<ModelMatch | null> {
  const best = bestVersion(model, versions, target);
  return best && matchVersion(model, best, target);
}
