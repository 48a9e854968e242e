import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ingest } from '../../../../core/data/ingest.ts';
import { sniffFile } from '../../../../core/data/sniff/sniff-file.ts';
import { describeSource } from '../../../../core/data/source-file.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

describe('reading a delimited file into Parquet', () => {
  it('takes more memory than usual where the rows need it', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'long.csv');
    const line = `${'long text '.repeat(20_000)}\n`;
    await writeFile(path, `a,b\n${Array.from({ length: 200 }, (_, i) => `${i},${line}`).join('')}`);
    const { dialect, plans, complete } = await sniffFile(await describeSource(path), {}, null);
    const ingested = await ingest(
      {
        path,
        dialect,
        header: true,
        newline: '\\n',
        longestRow: null,
        plans,
        plansComplete: complete,
      },
      join(folder.path, 'out.parquet'),
      { folders: [folder.path], files: [path], memoryBytes: 20 * 2 ** 20 },
    );
    expect(ingested).toMatchObject({ rows: 200, columns: [{ type: 'integer' }, { missing: 0 }] });
  });
});
