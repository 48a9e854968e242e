import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readDelimited } from '../../../../core/data/read-delimited.ts';
import type { ReadOptions } from '../../../../core/data/sniff/sniff-text.ts';
import { sniffPreview } from '../../../../core/data/sniff/sniff-preview.ts';
import { cellText } from '../../../../core/table/table.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

async function read(content: string | Uint8Array, options: ReadOptions = {}, name = 'a.csv') {
  await using folder = await temporaryFolder();
  const path = join(folder.path, name);
  await writeFile(path, content);
  const { table, sniffed, warnings, rejected } = await readDelimited(path, options);
  const columns = Object.fromEntries(
    table.columns.map((column) => [
      column.name,
      {
        type: column.type,
        cells: Array.from({ length: table.rows }, (_, i) => cellText(column, i)),
      },
    ]),
  );
  return { columns, sniffed, warnings, rejected };
}

const rows = (lines: readonly string[]): string => `${lines.join('\n')}\n`;

describe('amounts', () => {
  it('are numbers once the sign of money or percent is taken off, and it is told', async () => {
    const text = rows(['price;share', '"€ 1.200,50";5 %', '-3,5 €;12,5%', '7 €;0 %']);
    const { columns, warnings } = await read(text);
    expect(columns['price']).toEqual({ type: 'number', cells: ['1200.5', '-3.5', '7'] });
    expect(columns['share']).toEqual({ type: 'number', cells: ['5', '12.5', '0'] });
    expect(warnings.map(({ kind, column }) => [kind, column])).toEqual([
      ['unit', 'price'],
      ['unit', 'share'],
    ]);
  });

  it('stay text when they mix currencies', async () => {
    const { columns } = await read(rows(['price,n', '$5,1', '€6,2', '$7,3']));
    expect(columns['price']!.type).toBe('text');
  });

  it('widen to text when a later cell is none, with nothing lost', async () => {
    const many = Array.from({ length: 30_000 }, (_, i) => `$${i},${i}`);
    const { columns, warnings } = await read(rows(['price,n', ...many, 'on request,1']));
    expect(columns['price']!.type).toBe('text');
    expect(columns['price']!.cells.at(0)).toBe('$0');
    expect(columns['price']!.cells.at(-1)).toBe('on request');
    expect(warnings.some(({ column }) => column === 'price')).toBe(true);
  });
});

describe('what a person fixes', () => {
  it('skips the lines before the table, also where the guess is another', async () => {
    const text = rows(['a,b', '1,2', 'x,y', '3,4']);
    const { columns, sniffed } = await read(text, { skipLines: 2 });
    expect(sniffed.preamble).toBe(2);
    expect(columns).toEqual({
      x: { type: 'integer', cells: ['3'] },
      y: { type: 'integer', cells: ['4'] },
    });
  });

  it('takes the given words for missing, and no others', async () => {
    const text = rows(['n,t', '1,gone', 'absent,NA', '3,x']);
    const { columns } = await read(text, { nullWords: ['absent', 'gone'] });
    expect(columns['n']).toEqual({ type: 'integer', cells: ['1', null, '3'] });
    expect(columns['t']!.cells).toEqual([null, 'NA', 'x']);
  });

  it('reads the same dates by day or by month as told', async () => {
    const text = rows(['when,n', '03/04/2024,1', '05/06/2024,2']);
    const day = await read(text, { dateFormats: { when: 'day-first' } });
    const month = await read(text, { dateFormats: { when: 'month-first' } });
    expect(day.columns['when']!.cells[0]).toBe('2024-04-03T00:00:00.000Z');
    expect(month.columns['when']!.cells[0]).toBe('2024-03-04T00:00:00.000Z');
  });

  it('reads grouped thousands by the given mark', async () => {
    const text = rows(['n;m', '1.234;1', '5.678;2']);
    const grouped = await read(text, { thousands: '.' });
    const plain = await read(text, { thousands: '', decimal: '.' });
    expect(grouped.columns['n']).toEqual({ type: 'integer', cells: ['1234', '5678'] });
    expect(plain.columns['n']).toEqual({ type: 'number', cells: ['1.234', '5.678'] });
  });

  it('names options for columns that are not there', async () => {
    const { warnings } = await read(rows(['a,b', '1,2', '3,4']), {
      dateFormats: { when: 'day-first' },
      types: { who: 'text' },
    });
    expect(warnings.map(({ column }) => column).toSorted()).toEqual(['when', 'who']);
  });
});

describe('compressed text', () => {
  const text = rows(['city,n', 'Zürich,1', 'Genève,2']);
  it.each([
    ['gzip', gzipSync(text)],
    ['zstd', zstdCompressSync(text)],
  ] as const)('is read through %s', async (compression, bytes) => {
    const { columns, sniffed } = await read(bytes, {}, `cities.csv.${compression}`);
    expect(sniffed.compression).toBe(compression);
    expect(columns['city']!.cells).toEqual(['Zürich', 'Genève']);
  });

  it('is named without its endings in the preview', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'cities.csv.gz');
    await writeFile(path, gzipSync(text));
    const preview = await sniffPreview({ file: path, previewRows: 5 });
    expect(preview.suggestedName).toBe('cities');
    expect(preview.preview).toEqual([
      ['Zürich', '1'],
      ['Genève', '2'],
    ]);
  });

  it('that is cut short is refused', async () => {
    const cut = gzipSync('a,b\n'.repeat(5000)).subarray(0, 60);
    await expect(read(cut, {}, 'cut.csv.gz')).rejects.toMatchObject({ code: 'PARSE_FAILED' });
  });
});
