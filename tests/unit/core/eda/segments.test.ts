import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveVersion } from '../../../../core/data/versions.ts';
import { segmentCondition, segmentRows } from '../../../../core/eda/segments/segment-rows.ts';
import { openDuckdb, sqlText } from '../../../../core/data/duckdb.ts';
import { openTestCore, type TestCore } from '../../../support/open-test-core.ts';
import { importSample } from '../../../support/train-sample.ts';

let test: TestCore;

beforeAll(async () => {
  test = await openTestCore();
  await importSample(test, 'heart', 'heart');
  await importSample(test, 'heart', 'heart');
  await importSample(test, 'penguins', 'penguins');
});
afterAll(() => test[Symbol.asyncDispose]());

const workspace = () => test.core.workspace;
const rowsOf = async (segment: string | undefined, version: string) => {
  const rows = await segmentRows(
    { workspace: workspace() },
    segment,
    resolveVersion(workspace(), version),
  );
  return rows && [...rows];
};
const save = (input: { version: string; name: string; filter?: string; rows?: number[] }) =>
  test.client.call('eda.saveSegment', input);

describe('segments', () => {
  it('evaluates a condition on every version that has its columns', async () => {
    const saved = await save({ version: 'heart@1', name: 'elderly', filter: 'age >= 65' });
    expect(saved).toMatchObject({ name: 'elderly', datasetName: 'heart', filter: 'age >= 65' });
    expect(saved.versionId).toBeNull();
    const { rows } = await test.client.call('data.preview', { version: 'heart', limit: 500 });
    const expected = rows.flatMap((row, at) => (Number(row[0]) >= 65 ? [at] : []));
    expect(saved.rows).toBe(expected.length);
    expect(await rowsOf('elderly', 'heart@1')).toEqual(expected);
    expect(await rowsOf(saved.id, 'heart@2')).toEqual(expected);
    await expect(rowsOf('elderly', 'penguins')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('keeps listed rows for their own version, ascending and once', async () => {
    const saved = await save({ version: 'heart@1', name: 'picked', rows: [301, 7, 0, 7, 9] });
    expect(saved).toMatchObject({ rows: 4, filter: null });
    expect(await rowsOf('PICKED', 'heart@1')).toEqual([0, 7, 9, 301]);
    await expect(rowsOf('picked', 'heart@2')).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('tells the same rows as a condition of a scan', async () => {
    for (const name of ['elderly', 'picked']) {
      const record = resolveVersion(workspace(), 'heart@1');
      const condition = await segmentCondition({ workspace: workspace() }, name, record);
      using duck = await openDuckdb({ folders: [], files: [record.parquetPath] });
      const rows = await duck.rows(
        `SELECT file_row_number AS row FROM read_parquet(${sqlText(record.parquetPath)},
           file_row_number = true) WHERE ${condition!.where} ORDER BY 1`,
        condition!.values,
      );
      expect(rows.map(({ row }) => Number(row))).toEqual(await rowsOf(name, 'heart@1'));
    }
  });

  it('means all rows without a segment', async () => {
    expect(await rowsOf(undefined, 'heart')).toBeNull();
  });

  it('refuses a taken name, a blank one, unknown columns and rows beyond the end', async () => {
    const refused = async (input: Parameters<typeof save>[0], code: string, path: string) =>
      expect(save({ ...input })).rejects.toMatchObject({ failure: { code, path } });
    await refused({ version: 'heart', name: ' Elderly ', filter: 'age > 1' }, 'CONFLICT', 'name');
    await refused({ version: 'heart', name: '  ', filter: 'age > 1' }, 'INVALID_INPUT', 'name');
    await refused({ version: 'heart', name: 'a', filter: 'agee > 1' }, 'INVALID_INPUT', 'filter');
    await refused({ version: 'heart', name: 'b', rows: [302] }, 'INVALID_INPUT', 'rows');
    await expect(save({ version: 'heart', name: 'both' })).rejects.toMatchObject({
      failure: { code: 'INVALID_INPUT' },
    });
    const hostile = `age > 1) OR (SELECT 1 FROM read_csv('/etc/passwd')) IS NOT NULL --`;
    await expect(
      save({ version: 'heart', name: 'hostile', filter: hostile }),
    ).rejects.toMatchObject({ failure: { code: 'INVALID_INPUT' } });
  });

  it('lists by dataset, forgets on demand and tells the audit log', async () => {
    await save({ version: 'penguins', name: 'heavy', filter: 'body_mass_g > 5000' });
    const of = async (version?: string) =>
      (await test.client.call('eda.segments', version === undefined ? {} : { version })).segments;
    expect((await of('heart')).map(({ name }) => name)).toEqual(['picked', 'elderly']);
    expect(await of()).toHaveLength(3);
    const gone = await test.client.call('eda.deleteSegment', { segment: 'heavy' });
    expect(await of('penguins')).toEqual([]);
    await expect(rowsOf('heavy', 'penguins')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const [last] = workspace().audit.list({ limit: 1 });
    expect(last).toMatchObject({ operation: 'eda.deleteSegment', subject: gone.id });
  });
});
