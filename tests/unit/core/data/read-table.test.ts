import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tableRows } from '../../../../core/data/cells.ts';
import { openDuckdb } from '../../../../core/data/duckdb.ts';
import { readTable } from '../../../../core/data/read-table.ts';
import { isCoded } from '../../../../core/table/table.ts';

let folder: string;
let path: string;
const rows = 120_000;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay [odd] '));
  path = join(folder, 'made.parquet');
  using duck = await openDuckdb({ folders: [folder] });
  await duck.run(
    `COPY (SELECT range AS n, CASE WHEN range % 3 = 0 THEN NULL ELSE range / 7.0::DOUBLE END AS x,
       CASE WHEN range % 5 = 0 THEN NULL ELSE 'level ' || (range % 4) END AS few,
       'text ' || (range % 50000) AS many, NULL::VARCHAR AS hollow,
       range % 2 = 0 AS yes, TIMESTAMP '2020-01-01' + INTERVAL (range) SECOND AS at
     FROM range(${rows})) TO '${path.replaceAll("'", "''")}' (FORMAT parquet)`,
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const columns = [
  { name: 'n', type: 'integer' },
  { name: 'x', type: 'number' },
  { name: 'few', type: 'category' },
  { name: 'many', type: 'text' },
  { name: 'hollow', type: 'text' },
  { name: 'yes', type: 'boolean' },
  { name: 'at', type: 'datetime' },
] as const;

describe('readTable', () => {
  it('keeps the order of rows in every column', async () => {
    const table = await readTable(path, columns);
    expect(table.rows).toBe(rows);
    for (const row of [0, 1, 2047, 2048, 77_777, rows - 1]) {
      expect(tableRows(table, row, 1)[0], `row ${row}`).toEqual([
        row,
        row % 3 === 0 ? null : row / 7,
        row % 5 === 0 ? null : `level ${row % 4}`,
        `text ${row % 50_000}`,
        null,
        row % 2 === 0,
        new Date(Date.UTC(2020, 0, 1) + 1000 * row).toISOString(),
      ]);
    }
  });

  it('orders dictionaries by first appearance, whichever way they are made', async () => {
    const table = await readTable(path, columns);
    const dictionaries = table.columns.flatMap((column) =>
      isCoded(column) ? [column.dictionary.slice(0, 4)] : [],
    );
    expect(dictionaries).toEqual([
      ['level 1', 'level 2', 'level 3', 'level 0'],
      ['text 0', 'text 1', 'text 2', 'text 3'],
      [],
    ]);
  });

  it('reads a window of rows and only the columns asked for', async () => {
    const table = await readTable(path, [columns[2], columns[0]], { offset: 119_998, limit: 10 });
    expect(tableRows(table, 0, 10)).toEqual([
      ['level 2', 119_998],
      ['level 3', 119_999],
    ]);
  });

  it('reads single rows in their order, as they are among all', async () => {
    const only = [0, 3, 77_777, rows - 1];
    const table = await readTable(path, columns, { only });
    const all = await readTable(path, columns);
    expect(tableRows(table, 0, 9)).toEqual(only.map((row) => tableRows(all, row, 1)[0]));
    expect((await readTable(path, columns, { only: [] })).rows).toBe(0);
  });

  it('names columns that are absent', async () => {
    await expect(readTable(path, [{ name: 'nope', type: 'text' }])).rejects.toMatchObject({
      code: 'SCHEMA_MISMATCH',
      message: expect.stringContaining('nope'),
    });
  });

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort();
    await expect(readTable(path, columns, { signal })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
  });
});

describe('the engine', () => {
  it.each([
    ["SELECT * FROM read_csv('/etc/passwd')"],
    ["COPY (SELECT 1) TO '/tmp/assay-escape.csv'"],
    ["SELECT * FROM read_text('/etc/hostname')"],
    ["ATTACH '/tmp/assay-escape.db'"],
    ['INSTALL httpfs'],
    ['SET enable_external_access = true'],
    ["SELECT * FROM read_csv('https://example.org/x.csv')"],
  ])('is shut off from the machine: %s', async (sql) => {
    using duck = await openDuckdb({ folders: [folder] });
    await expect(duck.run(sql)).rejects.toThrow(/disabled|not allowed|locked|Cannot|Permission/i);
  });
});
