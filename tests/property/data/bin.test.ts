import fc from 'fast-check';
import { expect, it } from 'vitest';
import { importText } from '../../support/import-text.ts';
import { openTestCore, type TestCore } from '../../support/open-test-core.ts';

/** Everything a person sees of the datasets. */
async function seen(test: TestCore) {
  const { datasets } = await test.client.call('data.list', {});
  const shown = [];
  for (const { id, latest } of datasets) {
    const { versions, dataset } = await test.client.call('data.show', { version: latest.id });
    const lineage = await test.client.call('data.lineage', { version: latest.id });
    const { rows } = await test.client.call('data.preview', { version: latest.id });
    shown.push({ id, dataset, versions, lineage, rows });
  }
  return shown;
}

it('brings back exactly what was deleted, whatever it is called', async () => {
  await using test = await openTestCore();
  await importText(test, 'first', 'a,b\n1,2\n2,3\n');
  await importText(test, 'first', 'a,b\n1,2\n');
  await test.client.call('eda.saveSegment', { version: 'first', name: 'part', filter: 'a = 1' });
  const { datasets } = await test.client.call('data.list', {});
  const dataset = datasets[0]!.id;
  const name = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
    .filter((text) => text.trim() === text && !/[@\u0000-\u001f]/.test(text))
    .map((text) => (text.length % 5 === 0 ? `${text} (deleted ${dataset})` : text));
  await fc.assert(
    fc.asyncProperty(name, async (name) => {
      await test.client.call('data.rename', { dataset, name });
      const before = await seen(test);
      const deleted = await test.client.call('data.delete', { dataset: name });
      expect(deleted.name).toBe(name);
      expect(await seen(test)).toEqual([]);
      await test.client.call('data.undelete', { dataset: name });
      expect(await seen(test)).toEqual(before);
    }),
    { numRuns: 40 },
  );
});

const texts = ['a,b\n1,2\n2,3\n', 'a,b\n5,6\n', 'a,b\n7,8\n9,9\n'];
const names = ['x', 'y', 'z'];
const step = fc.oneof(
  fc.record({
    do: fc.constant('import' as const),
    name: fc.constantFrom(...names),
    text: fc.constantFrom(...texts),
  }),
  fc.record({ do: fc.constant('segment' as const), name: fc.constantFrom(...names) }),
  fc.record({ do: fc.constant('check' as const), name: fc.constantFrom(...names) }),
  fc.record({ do: fc.constant('delete' as const), name: fc.constantFrom(...names) }),
  fc.record({ do: fc.constant('undelete' as const), name: fc.constantFrom(...names) }),
  fc.record({ do: fc.constant('reclaim' as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

let saved = 0;

async function perform(test: TestCore, step: Step): Promise<void> {
  const { client } = test;
  switch (step.do) {
    case 'import':
      await importText(test, step.name, step.text);
      return;
    case 'segment':
      await client.call('eda.saveSegment', {
        version: step.name,
        name: `segment ${saved++}`,
        rows: [0],
      });
      return;
    case 'check':
      await client.run('validation.run', { version: step.name, suite: checkSuite });
      return;
    case 'delete':
      await client.call('data.delete', { dataset: step.name });
      return;
    case 'undelete':
      await client.call('data.undelete', { dataset: step.name });
      return;
    case 'reclaim':
      await client.run('data.reclaim', {});
  }
}

const checkSuite = {
  name: 'small',
  expectations: [
    {
      type: 'expect_column_to_exist',
      kwargs: { column: 'a' },
    },
  ],
};

/** Every artifact the database names is there, whole, and everything still works that worked before. */
async function intact(test: TestCore): Promise<void> {
  const { db, artifacts } = test.core.workspace;
  const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all();
  for (const table of tables as string[]) {
    const columns = db.prepare(`SELECT name FROM pragma_table_info('${table}')`).pluck().all();
    for (const column of (columns as string[]).filter((name) => name.endsWith('sha256'))) {
      const hashes = db.prepare(`SELECT DISTINCT ${column} FROM ${table}`).pluck().all();
      for (const hash of hashes as (string | null)[]) if (hash) await artifacts.read(hash);
    }
  }
  expect(db.pragma('foreign_key_check')).toEqual([]);
  for (const { rows, versions } of await seen(test)) {
    expect(rows).toHaveLength(versions[0]!.rows);
  }
  const { segments } = await test.client.call('eda.segments', {});
  for (const segment of segments.filter((one) => one.versionId !== null)) {
    const page = await test.client.call('data.preview', {
      version: segment.versionId!,
      segment: segment.id,
    });
    expect(page.rowNumbers).toEqual([0]);
  }
  const { datasets } = await test.client.call('data.bin', {});
  for (const { id } of datasets) {
    await test.client.call('data.undelete', { dataset: id });
    await test.client.call('data.delete', { dataset: id });
  }
  expect(await test.client.call('audit.verify', {})).toMatchObject({ valid: true });
}

it('never reclaims what anything still needs', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
      await using test = await openTestCore();
      await importText(test, 'x', texts[0]!);
      for (const one of [...steps, { do: 'reclaim' as const }]) {
        await perform(test, one).catch((error: { failure?: { code: string } }) => {
          // a name that is not there now, or no longer in the bin
          if (error.failure?.code !== 'NOT_FOUND' && error.failure?.code !== 'CONFLICT')
            throw error;
        });
        if (one.do === 'reclaim') await intact(test);
      }
      const { reclaimableBytes } = await test.client.call('data.bin', {});
      expect(reclaimableBytes).toBe(0);
    }),
    { numRuns: 15 },
  );
});
