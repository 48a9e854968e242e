import { describe, expect, it } from 'vitest';
import { productionHistory } from '../../../../core/registry/production-history.ts';

type Move = Parameters<typeof productionHistory>[0][number];

function promoted(versionId: string): Move {
  return { versionId, to: 'Production', kind: 'promote' };
}
function rolledBack(versionId: string): Move {
  return { versionId, to: 'Production', kind: 'rollback' };
}

describe('productionHistory', () => {
  it('steps back through promotions instead of going to and fro', () => {
    const moves = [promoted('a'), promoted('b'), promoted('c'), rolledBack('b')];
    expect(productionHistory(moves)).toEqual(['a', 'b']);
    expect(productionHistory([...moves, rolledBack('a')])).toEqual(['a']);
  });

  it('keeps a version that came back by promotion apart from a rollback', () => {
    expect(productionHistory([promoted('a'), promoted('b'), promoted('a')])).toEqual([
      'a',
      'b',
      'a',
    ]);
  });

  it('ignores other stages and a version that returns to its own place', () => {
    const staged: Move = { versionId: 'b', to: 'Staging', kind: 'promote' };
    expect(productionHistory([promoted('a'), staged, promoted('a')])).toEqual(['a']);
  });
});
