import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTestCore } from '../../../support/open-test-core.ts';

const text = 'name;when;amount\nann;03/04/2024;1,5\nbob;05/06/2024;2,5\n';

describe('a second import of the same shape', () => {
  it('is read as the first was told, says so, and can be made to forget', async () => {
    await using opened = await openTestCore();
    const { client, folder } = opened;
    const [first, second] = [join(folder, 'january.csv'), join(folder, 'february.csv')];
    await writeFile(first, text);
    await writeFile(second, text.replace('ann', 'cat'));
    const before = await client.call('data.sniff', { file: second });
    expect([before.remembered, before.columns[1]!.type]).toEqual([false, 'text']);

    await client.run('data.import', { files: [first], dateFormats: { when: 'day-first' } });

    const after = await client.call('data.sniff', { file: second });
    expect([after.remembered, after.columns[1]!.type]).toEqual([true, 'datetime']);
    const imported = await client.run('data.import', { files: [second] });
    expect(imported.version.columns[1]!.type).toBe('datetime');
    expect(imported.warnings.map(({ kind }) => kind)).toContain('recalled');

    await client.run('data.import', { files: [second], asLastTime: false });
    expect((await client.call('data.sniff', { file: first })).remembered).toBe(false);
  });

  it('takes nothing over of how the first file was written', async () => {
    await using opened = await openTestCore();
    const { client, folder } = opened;
    const [latin, utf8] = [join(folder, 'latin.csv'), join(folder, 'utf8.csv')];
    await writeFile(latin, Buffer.from('city;n\nGenève;1\nChur;2\n', 'latin1'));
    await writeFile(utf8, 'city,n\nGenève,1\nChur,2\n');
    await client.run('data.import', { files: [latin], encoding: 'latin1', delimiter: ';' });
    const { sniffed, warnings } = await client.run('data.import', { files: [utf8] });
    expect(sniffed).toMatchObject({ encoding: 'utf-8', delimiter: ',' });
    expect(warnings).toEqual([]);
  });

  it('is not confused by a file with other columns, nor by fixes of its own', async () => {
    await using opened = await openTestCore();
    const { client, folder } = opened;
    const [first, other] = [join(folder, 'a.csv'), join(folder, 'b.csv')];
    await writeFile(first, text);
    await writeFile(other, text.replace('amount', 'price'));
    await client.run('data.import', { files: [first], types: { name: 'category' } });
    expect((await client.call('data.sniff', { file: other })).remembered).toBe(false);
    const own = await client.call('data.sniff', { file: first, types: { name: 'text' } });
    expect([own.remembered, own.columns[0]!.type]).toEqual([false, 'text']);
  });
});
