import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noTick } from '../../../../core/base/tick.ts';
import { runRules, type RuleOutcome } from '../../../../core/validation/run-rules.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { writeParquet, type ParquetColumn } from '../../../support/write-parquet.ts';

const nasty = 'a"; DROP TABLE t; --$1';
const columns: readonly ParquetColumn[] = [
  { name: 'x', type: 'number', values: [1, 2, 3] },
  { name: nasty, type: 'text', values: [`'; SELECT 1; --`, 'a$1', null] },
  { name: 'file_row_number', type: 'integer', values: [7, 8, 9] },
  {
    name: 'as',
    type: 'text',
    values: [`${'a'.repeat(5000)}!`, '{"a": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"}', 'b'],
  },
];

let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  folder = await temporaryFolder();
  await writeParquet(folder.path, join(folder.path, 't.parquet'), columns);
  await writeFile(join(folder.path, 'secret.csv'), 'secret\n1\n');
});

afterAll(() => folder[Symbol.asyncDispose]());

async function check(
  type: string,
  kwargs: Record<string, unknown>,
): Promise<RuleOutcome['result']> {
  const [outcome] = await runRules(
    {
      parquetPath: join(folder.path, 't.parquet'),
      columns: columns.map(({ name, type }) => ({ name, type })),
      rowNumbers: null,
    },
    [{ type, kwargs, meta: {} }],
    { format: 'COMPLETE', rowsOf: () => null, thisYear: 2026, tick: noTick },
  );
  return outcome!.result;
}

const values = 'expect_column_values_to_';

describe('names and values from the data', () => {
  it('are never read as SQL', async () => {
    const found = await check(`${values}be_in_set`, {
      column: nasty,
      value_set: [`'; SELECT 1; --`],
    });
    expect(found.result).toMatchObject({ unexpected_list: ['a$1'], unexpected_index_list: [1] });
  });

  it('are never read as SQL in a condition on rows either', async () => {
    const found = await check(`${values}be_between`, {
      column: 'x',
      max_value: 1,
      row_condition: `col(${JSON.stringify(nasty)}) == "a$1" and x > 1`,
    });
    expect(found.result).toMatchObject({ element_count: 1, unexpected_index_list: [1] });
  });

  it('keep their row numbers when a column has the name the engine gives to those', async () => {
    const found = await check(`${values}be_between`, { column: 'file_row_number', max_value: 7 });
    expect(found.result).toMatchObject({ unexpected_list: [8, 9], unexpected_index_list: [1, 2] });
  });
});

describe('patterns that would backtrack', () => {
  it.each([
    [`${values}match_regex`, { column: 'as', regex: '^(a+)+$' }],
    [`${values}match_regex_list`, { column: 'as', regex_list: ['(a|aa)+$', '(.*)*x'] }],
    [`${values}match_like_pattern`, { column: 'as', like_pattern: `${'%a'.repeat(40)}%b` }],
  ])('%s takes linear time', async (type, kwargs) => {
    const started = performance.now();
    const found = await check(type, kwargs);
    expect(performance.now() - started).toBeLessThan(3000);
    expect(found.exception_info.raised_exception).toBe(false);
  });

  it('stops a pattern in a JSON schema', async () => {
    const found = await check(`${values}match_json_schema`, {
      column: 'as',
      json_schema: { type: 'object', properties: { a: { type: 'string', pattern: '^(a+)+$' } } },
    });
    expect(found.exception_info.exception_message).toContain('too long');
  }, 20_000);

  it('refuses a repetition that would fill the memory', async () => {
    const found = await check(`${values}match_regex`, {
      column: 'as',
      regex: '((a{1000}){1000}){1000}',
    });
    expect(found.exception_info.exception_message).toContain('cannot be read');
  });
});

describe('queries of unexpected rows', () => {
  const query = (unexpected_rows_query: string) =>
    check('unexpected_rows_expectation', { unexpected_rows_query });

  it('finds rows in the version', async () => {
    const found = await query('SELECT x FROM {batch} WHERE x > 1 -- the large ones');
    expect(found.result).toEqual({
      observed_value: 2,
      details: { unexpected_rows: [{ x: 2 }, { x: 3 }] },
    });
    expect(found.success).toBe(false);
    expect((await query('SELECT x FROM {batch} WHERE x > 5;')).success).toBe(true);
  });

  it.each([
    ['writes', (path: string) => `COPY (SELECT 1) TO '${path}/out.csv'`],
    ['several statements', () => 'SELECT 1; SELECT 2'],
    [
      'leaving the parentheses',
      (path: string) => `SELECT 1) ; COPY (SELECT 1) TO '${path}/out.csv'; SELECT (1`,
    ],
    ['a comment without an end', () => 'SELECT 1 /* '],
    ['attaching', (path: string) => `ATTACH '${path}/out.db'`],
    ['reading a file', (path: string) => `SELECT * FROM read_csv('${path}/secret.csv')`],
    ['reading a file by its name', (path: string) => `SELECT * FROM '${path}/secret.csv'`],
    ['reading text', (path: string) => `SELECT * FROM read_text('${path}/secret.csv')`],
    ['listing files', (path: string) => `SELECT * FROM glob('${path}/*.csv')`],
    ['installing', () => 'INSTALL httpfs'],
    ['settings', () => 'SET enable_external_access = true'],
    ['a brace', () => 'SELECT {a} FROM {batch}'],
  ])('refuses %s', async (_, make) => {
    const found = await query(make(folder.path));
    expect(found.success).toBe(false);
    expect(found.exception_info.raised_exception, JSON.stringify(found.result)).toBe(true);
    expect(existsSync(join(folder.path, 'out.csv'))).toBe(false);
    expect(JSON.stringify(found)).not.toContain('"secret"');
  });
});

describe('conditions that mean harm', () => {
  it.each([
    ['x > 1; DROP TABLE t'],
    ['1 = 1 OR true'],
    [`${'('.repeat(5000)}x > 1${')'.repeat(5000)}`],
    ['x > (SELECT 1)'],
    ['nowhere = 1'],
    [{ type: 'unknown' }],
    [{ type: 'comparison', column: 'x', operator: 'LIKE', parameter: 1 }],
  ])('%j', async (row_condition) => {
    const found = await check(`${values}be_between`, { column: 'x', min_value: 0, row_condition });
    expect(found.exception_info.raised_exception).toBe(true);
  });

  it('that nest without end', async () => {
    let row_condition: Record<string, unknown> = { type: 'nullity', column: 'x', is_null: true };
    for (let at = 0; at < 500; at++) row_condition = { type: 'and', conditions: [row_condition] };
    const found = await check(`${values}be_between`, { column: 'x', min_value: 0, row_condition });
    expect(found.exception_info.exception_message).toContain('deeply');
  });
});
