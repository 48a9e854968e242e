import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ColumnType } from '../../../core/contract/common.ts';
import { openDuckdb, sqlText } from '../../../core/data/duckdb.ts';
import { diffVersions } from '../../../core/data/versions/diff.ts';
import type { VersionRecord } from '../../../core/data/versions.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-diff-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Row = readonly (number | null)[];

let made = 0;
async function record(rows: readonly Row[], columns: readonly string[]): Promise<VersionRecord> {
  const parquetPath = join(folder, `${made++}.parquet`);
  const values = rows.map((row) => `(${row.map((cell) => cell ?? 'NULL').join(', ')})`).join(', ');
  const select = columns.map((name) => `${name}::BIGINT AS ${name}`).join(', ');
  using duck = await openDuckdb({ folders: [folder] });
  await duck.run(
    `COPY (SELECT ${select} FROM (VALUES ${values}) t(${columns.join(', ')}))
     TO ${sqlText(parquetPath)} (FORMAT parquet)`,
  );
  const id = `dv_${made}`;
  return {
    parquetPath,
    source: null,
    version: {
      id,
      datasetId: 'ds',
      datasetName: 'table',
      number: made,
      layer: 'silver',
      rows: rows.length,
      sha256: id,
      bytes: 0,
      columns: columns.map((name) => ({ name, type: 'integer' as ColumnType, missing: 0 })),
      createdAt: 0,
      createdBy: 'test',
    },
  };
}

async function diff(
  before: readonly Row[],
  after: readonly Row[],
  options: {
    columns: readonly string[];
    key?: readonly string[];
  },
) {
  const from = await record(before, options.columns);
  const to = await record(after, options.columns);
  return diffVersions(from, to, {
    key: options.key,
    signal: new AbortController().signal,
    onStage: () => {},
  });
}

const cell = fc.option(fc.integer({ min: 0, max: 2 }), { nil: null });

it('counts by key as comparing two maps of rows does', async () => {
  const table = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 12 }), cell, cell), {
    selector: ([id]) => id,
    minLength: 1,
    maxLength: 10,
  });
  await fc.assert(
    fc.asyncProperty(table, table, async (before, after) => {
      const found = await diff(before, after, { columns: ['id', 'x', 'y'], key: ['id'] });
      const old = new Map(before.map((row) => [row[0], row]));
      const both = after.filter((row) => old.has(row[0]));
      const differing = both.filter((row) => row.some((value, i) => value !== old.get(row[0])![i]));
      expect(found.rows).toEqual({
        added: after.length - both.length,
        removed: before.length - both.length,
        changed: differing.length,
        unchanged: both.length - differing.length,
      });
      for (const [i, column] of ['x', 'y'].entries()) {
        const changed = both.filter((row) => row[i + 1] !== old.get(row[0])![i + 1]).length;
        expect(found.cells.find((one) => one.column === column)?.changed ?? 0).toBe(changed);
      }
      const kinds = (kind: string) => found.sample.filter((one) => one.kind === kind).length;
      expect([kinds('added'), kinds('removed'), kinds('changed')]).toEqual([
        found.rows.added,
        found.rows.removed,
        found.rows.changed,
      ]);
    }),
    { numRuns: 40 },
  );
});

it('counts whole rows as taking two bags of rows from each other does', async () => {
  const table = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(table, table, async (before, after) => {
      const repeated = (rows: readonly Row[]): Row[] => [...rows, rows[0]!];
      // a row twice on each side, so that no column names a row
      const [a, b] = [repeated(before), repeated(after)];
      const found = await diff(a, b, { columns: ['x', 'y'] });
      const rest = new Map<string, number>();
      for (const row of a) rest.set(String(row), (rest.get(String(row)) ?? 0) + 1);
      let unchanged = 0;
      for (const row of b) {
        const left = rest.get(String(row)) ?? 0;
        if (left > 0) unchanged++;
        rest.set(String(row), left - 1);
      }
      expect(found.key).toEqual([]);
      expect(found.rows).toEqual({
        added: b.length - unchanged,
        removed: a.length - unchanged,
        changed: 0,
        unchanged,
      });
    }),
    { numRuns: 40 },
  );
});
