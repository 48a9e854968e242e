import { describe, expect, it } from 'vitest';
import { splitRows } from '../../../../core/orchestration/split-rows.ts';

describe('splitRows', () => {
  it('puts the header on both halves and the odd row in the first', () => {
    expect(splitRows('a,b\r\n1,2\r\n3,4\r\n5,6\r\n')).toEqual(['a,b\n1,2\n3,4\n', 'a,b\n5,6\n']);
  });

  it('refuses what has no two rows', () => {
    expect(() => splitRows('a,b\n1,2\n')).toThrow(
      expect.objectContaining({ code: 'NOT_ENOUGH_DATA' }),
    );
  });
});
