import { describe, expect, it } from 'vitest';
import { canCombine, combinedName } from '../../../../../../renderer/views/data/import/combine.ts';
import type { ImportDraft } from '../../../../../../renderer/views/data/import/use-import-drafts.ts';

const draft = (fileName: string, part: Partial<ImportDraft> = {}): ImportDraft => ({
  id: 1,
  fileName,
  path: `/${fileName}`,
  text: null,
  folder: null,
  bytes: 1,
  sent: 1,
  name: null,
  options: {},
  failure: null,
  ...part,
});

describe('combinedName', () => {
  it('is the folder all files came from', () => {
    const folder = { folder: 'air-quality' };
    expect(combinedName([draft('a.csv', folder), draft('b.csv', folder)])).toBe('air-quality');
  });

  it('is what the names begin with, without the number that differs', () => {
    expect(combinedName([draft('PRSA_2013-01.csv'), draft('PRSA_2013-02.csv')])).toBe('PRSA');
    expect(combinedName([draft('sales-north.csv'), draft('sales-south.csv')])).toBe('sales');
  });

  it('is a word where the names share nothing', () => {
    expect(combinedName([draft('north.csv'), draft('south.csv')])).toBe('combined');
  });
});

describe('canCombine', () => {
  it('wants several files and no pasted cells', () => {
    expect(canCombine([draft('a.csv')])).toBe(false);
    expect(canCombine([draft('a.csv'), draft('b.csv')])).toBe(true);
    expect(canCombine([draft('a.csv'), draft('Pasted cells', { text: 'a\tb\n1\t2' })])).toBe(false);
  });
});
