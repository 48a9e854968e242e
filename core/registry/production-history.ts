import type { TransitionRecord } from './repository.ts';

/**
 * The versions that were in Production, by id, the last one last: promotions add to the list, a
 * rollback takes the last off. Stepping back twice therefore goes back two promotions, not to and fro.
 */
export function productionHistory(
  transitions: readonly Pick<TransitionRecord, 'versionId' | 'to' | 'kind'>[],
): string[] {
  const history: string[] = [];
  for (const { versionId, to, kind } of transitions) {
    if (to !== 'Production') continue;
    if (kind === 'rollback') history.pop();
    else if (history.at(-1) !== versionId) history.push(versionId);
  }
  return history;
}
