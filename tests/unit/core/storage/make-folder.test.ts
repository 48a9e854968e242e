import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../../../core/storage/make-folder.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

describe('makeFolder', () => {
  it('makes the missing folders above as well, and is content when they are there', async () => {
    await using folder = await temporaryFolder();
    const deep = join(folder.path, 'a', 'b', 'c');
    await makeFolder(deep);
    await makeFolder(deep);
    expect(existsSync(deep)).toBe(true);
  });

  it.runIf(existsSync('/proc/self'))(
    'fails where the file system takes no folders, instead of trying for ever',
    async () => {
      await expect(makeFolder('/proc/assay/workspace')).rejects.toMatchObject({ code: 'ENOENT' });
    },
  );
});
