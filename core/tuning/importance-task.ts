import { fanova } from './importance/fanova.ts';
import type { ImportanceTaskInput } from './tasks.ts';

/** fANOVA of a search, off the main thread. */
export function run({ space, past, seed }: ImportanceTaskInput): Record<string, number> {
  return fanova(space, past, { seed });
}
