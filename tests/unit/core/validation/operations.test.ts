import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Suite } from '../../../../core/contract/validation.ts';
import { addVersion } from '../../../support/add-version.ts';
import { openTestCore, type TestCore } from '../../../support/open-test-core.ts';

let test: TestCore;

const cycle = <T>(values: readonly T[], n = 60): T[] =>
  Array.from({ length: n }, (_, at) => values[at % values.length]!);

beforeAll(async () => {
  test = await openTestCore();
  await addVersion(test.core.workspace, 'people', [
    { name: 'id', type: 'integer', values: Array.from({ length: 60 }, (_, at) => at + 1) },
    { name: 'age', type: 'number', values: cycle([34, 51, null, 200, 18.5, -5, 42]) },
    { name: 'sex', type: 'category', values: cycle(['f', 'm']) },
    { name: 'code', type: 'text', values: Array.from({ length: 60 }, (_, at) => `AB-${100 + at}`) },
    {
      name: 'since',
      type: 'datetime',
      values: Array.from({ length: 60 }, (_, at) =>
        new Date(Date.UTC(2020, 0, 1 + at)).toISOString(),
      ),
    },
  ]);
});

afterAll(() => test[Symbol.asyncDispose]());

const suite: Suite = {
  name: 'people rules',
  expectations: [
    {
      type: 'expect_column_values_to_be_between',
      kwargs: { column: 'age', min_value: 0, max_value: 120, mostly: 0.5 },
      meta: {},
    },
    { type: 'expect_column_values_to_be_unique', kwargs: { column: 'id' }, meta: {} },
    {
      type: 'expect_column_values_to_be_in_set',
      kwargs: { column: 'sex', value_set: ['f'] },
      meta: {},
    },
  ],
  meta: {},
  notes: '',
};

describe('validation.run', () => {
  it('keeps a result with its statistics, quality and audit event', async () => {
    const result = await test.client.run('validation.run', { version: 'people', suite });
    expect(result.success).toBe(false);
    expect(result.statistics).toEqual({
      evaluated_expectations: 3,
      successful_expectations: 2,
      unsuccessful_expectations: 1,
      success_percent: (2 / 3) * 100,
    });
    expect(result.qualityScore).toBe(result.quality.score);
    expect(await test.client.call('validation.show', { id: result.id })).toEqual(result);
    const { results } = await test.client.call('validation.results', { version: 'people' });
    expect(results.map(({ id }) => id)).toContain(result.id);
  });

  it('tells of every rule that cannot be checked and still checks the others', async () => {
    const broken: Suite = {
      ...suite,
      expectations: [
        { type: 'expect_something_else', kwargs: {}, meta: {} },
        { type: 'constructor', kwargs: {}, meta: {} },
        { type: 'expect_column_values_to_be_unique', kwargs: { column: 'nowhere' }, meta: {} },
        {
          type: 'expect_column_values_to_be_unique',
          kwargs: { column: 'id', colour: 1 },
          meta: {},
        },
        {
          type: 'expect_column_values_to_be_between',
          kwargs: { column: 'sex', min_value: 3 },
          meta: {},
        },
        {
          type: 'expect_column_values_to_be_between',
          kwargs: { column: 'age', min_value: 3, mostly: 2 },
          meta: {},
        },
        {
          type: 'expect_column_values_to_match_regex',
          kwargs: { column: 'code', regex: '(?=x)' },
          meta: {},
        },
        {
          type: 'expect_column_values_to_be_unique',
          kwargs: { column: 'id', row_condition: 'x >' },
          meta: {},
        },
        { type: 'expect_column_values_to_be_unique', kwargs: { column: 'id' }, meta: {} },
      ],
    };
    const { results } = await test.client.run('validation.run', {
      version: 'people',
      suite: broken,
    });
    const messages = results.map(({ exception_info }) => exception_info.exception_message);
    expect(messages.slice(0, -1).every((message) => message !== null)).toBe(true);
    expect(messages[0]).toContain('There is no expectation expect_something_else');
    expect(messages[2]).toContain('There is no column "nowhere"');
    expect(messages[2]).toContain('id, age, sex');
    expect(messages[3]).toContain('has no parameter colour');
    expect(messages[4]).toContain('sex is of type category');
    expect(messages[5]).toContain('kwargs.mostly');
    expect(messages[6]).toContain('look-around');
    expect(results.at(-1)).toMatchObject({ success: true });
  });

  it('looks at the rows of a segment only', async () => {
    await test.client.call('eda.saveSegment', {
      version: 'people',
      name: 'women',
      filter: 'sex = "f"',
    });
    const result = await test.client.run('validation.run', {
      version: 'people',
      suite,
      segment: 'women',
    });
    expect(result.success).toBe(true);
    expect(result.results[2]!.result).toMatchObject({ element_count: 30, unexpected_count: 0 });
  });

  it('takes a saved suite by its name and a file by its path', async () => {
    await test.client.call('validation.saveSuite', { suite });
    const { path } = await test.client.call('validation.exportSuite', {
      name: 'People Rules',
      format: 'yaml',
    });
    for (const given of ['people rules', path]) {
      const result = await test.client.run('validation.run', { version: 'people', suite: given });
      expect(result.statistics.evaluated_expectations).toBe(3);
    }
    const { suites } = await test.client.call('validation.suites', {});
    expect(suites).toMatchObject([
      { name: 'people rules', expectations: 3, lastResult: { success: false } },
    ]);
  });

  it('compares the number of rows with that of another version', async () => {
    await addVersion(test.core.workspace, 'few', [{ name: 'x', type: 'number', values: [1, 2] }]);
    const rule = (other: string) => ({
      type: 'expect_table_row_count_to_equal_other_table',
      kwargs: { other_table_name: other },
      meta: {},
    });
    const { results } = await test.client.run('validation.run', {
      version: 'people',
      suite: { ...suite, expectations: [rule('people@1'), rule('few'), rule('nothing')] },
    });
    expect(results.map(({ success }) => success)).toEqual([true, false, false]);
    expect(results[1]!.result).toEqual({ observed_value: { self: 60, other: 2 } });
    expect(results[2]!.exception_info.exception_message).toContain('nothing');
  });
});

describe('validation.failures', () => {
  it('numbers the rows that break a rule', async () => {
    const found = await test.client.call('validation.failures', {
      version: 'people',
      expectation: suite.expectations[0]!,
      limit: 3,
    });
    expect(found).toEqual({ rows: [3, 5, 10], total: 17 });
  });

  it('refuses a rule that is not about rows', async () => {
    const asked = test.client.call('validation.failures', {
      version: 'people',
      expectation: { type: 'expect_table_row_count_to_equal', kwargs: { value: 3 } },
    });
    await expect(asked).rejects.toMatchObject({ failure: { code: 'UNSUPPORTED' } });
  });
});

describe('validation.suggest', () => {
  it('suggests rules that the version keeps, one of each kind that its columns offer', async () => {
    const suggested = await test.client.run('validation.suggest', { version: 'people' });
    const result = await test.client.run('validation.run', { version: 'people', suite: suggested });
    expect(result.success).toBe(true);
    const rules = suggested.expectations.map(
      ({ type, kwargs }) => `${type} ${String(kwargs['column'])}`,
    );
    expect(rules).toEqual(
      expect.arrayContaining([
        'expect_table_columns_to_match_set undefined',
        'expect_column_values_to_be_unique id',
        'expect_column_values_to_be_between age',
        'expect_column_values_to_be_in_set sex',
        'expect_column_values_to_match_regex code',
        'expect_column_values_to_be_between since',
      ]),
    );
    const pattern = suggested.expectations.find(({ type }) => type.endsWith('match_regex'));
    expect(pattern!.kwargs['regex']).toBe('^[A-Z]{2}-[0-9]{3}$');
  });

  it('suggests something for a version without rows', async () => {
    await addVersion(test.core.workspace, 'nothing', [{ name: 'x', type: 'text', values: [] }]);
    const suggested = await test.client.run('validation.suggest', { version: 'nothing' });
    const result = await test.client.run('validation.run', {
      version: 'nothing',
      suite: suggested,
    });
    expect(result.success).toBe(true);
  });
});

describe('suites', () => {
  it('takes over a suite of Great Expectations and lists what it cannot', async () => {
    const file = join(test.folder, 'old.json');
    await writeFile(
      file,
      JSON.stringify({
        expectation_suite_name: 'old',
        data_asset_type: 'Dataset',
        evaluation_parameters: { oldest: 120 },
        expectations: [
          {
            expectation_type: 'expect_column_values_to_be_between',
            kwargs: {
              column: 'age',
              min_value: 0,
              max_value: { $PARAMETER: 'oldest' },
              batch_id: 'x',
              parse_strings_as_datetimes: true,
              auto: false,
            },
            meta: {},
          },
          {
            expectation_type: 'expect_column_values_to_be_between',
            kwargs: { column: 'age', max_value: { $PARAMETER: 'unknown' } },
          },
          {
            expectation_type: 'expect_column_bootstrapped_ks_test_p_value_to_be_greater_than',
            kwargs: {},
          },
        ],
        meta: { great_expectations_version: '0.15.50' },
      }),
    );
    const { suite: taken, unsupported } = await test.client.call('validation.importSuite', {
      file,
    });
    expect(taken).toMatchObject({
      name: 'old',
      expectations: [{ kwargs: { column: 'age', min_value: 0, max_value: 120 } }],
    });
    expect(unsupported).toHaveLength(2);
    expect(unsupported[1]!.reason).toContain('There is no expectation');
    // run from the file, what cannot be checked fails instead
    const { success, results } = await test.client.run('validation.run', {
      version: 'people',
      suite: file,
    });
    expect(success).toBe(false);
    expect(results).toHaveLength(3);
  });

  it('writes and reads suites without a loss', async () => {
    await test.client.call('validation.saveSuite', { suite: { ...suite, name: 'round: trip' } });
    for (const format of ['json', 'yaml'] as const) {
      const { path } = await test.client.call('validation.exportSuite', {
        name: 'round: trip',
        format,
      });
      const back = await test.client.call('validation.importSuite', { file: path });
      expect(back.unsupported).toEqual([]);
      expect(back.suite).toEqual({ ...suite, name: 'round: trip' });
    }
    await test.client.call('validation.deleteSuite', { name: 'round: trip' });
    const asked = test.client.call('validation.showSuite', { name: 'round: trip' });
    await expect(asked).rejects.toMatchObject({ failure: { code: 'NOT_FOUND' } });
  });
});

describe('checkpoints', () => {
  it('runs its suites and the actions that are due', async () => {
    await test.client.call('validation.saveSuite', { suite });
    const json = join(test.folder, 'out', 'check.json');
    await test.client.call('validation.saveCheckpoint', {
      checkpoint: {
        name: 'nightly',
        validations: [{ version: 'people', suite: 'people rules' }],
        actions: [
          { type: 'write_json', path: json },
          { type: 'write_html', path: join(test.folder, 'out', 'check.html'), notifyOn: 'failure' },
          { type: 'write_html', path: join(test.folder, 'out', 'good.html'), notifyOn: 'success' },
        ],
      },
    });
    const run = await test.client.run('validation.runCheckpoint', { name: 'nightly' });
    expect(run.success).toBe(false);
    expect(run.written).toEqual([json, join(test.folder, 'out', 'check.html')]);
    expect(JSON.parse(await readFile(json, 'utf8'))).toMatchObject({
      success: false,
      results: [{}],
    });
  });

  it('refuses files in the workspace itself and suites that are not saved', async () => {
    const save = (path: string, name: string) =>
      test.client.call('validation.saveCheckpoint', {
        checkpoint: {
          name: 'bad',
          validations: [{ version: 'people', suite: name }],
          actions: [{ type: 'write_json', path }],
        },
      });
    const inside = join(test.core.workspace.path, 'workspace.db');
    await expect(save(inside, 'people rules')).rejects.toMatchObject({
      failure: { code: 'INVALID_INPUT' },
    });
    await expect(save(join(test.folder, 'x'), 'none')).rejects.toMatchObject({
      failure: { code: 'NOT_FOUND' },
    });
  });
});

describe('validation.score', () => {
  it('scores with and without a suite and compares with the gates of the settings', async () => {
    await test.client.call('validation.saveSuite', { suite });
    await test.client.call('workspace.saveSettings', {
      gates: { bronze: 10, silver: 50, gold: 100 },
    });
    const plain = await test.client.run('validation.score', { version: 'people' });
    expect(plain.gates).toEqual([
      { layer: 'bronze', threshold: 10, passed: true },
      { layer: 'silver', threshold: 50, passed: true },
      { layer: 'gold', threshold: 100, passed: false },
    ]);
    const ruled = await test.client.run('validation.score', {
      version: 'people',
      suite: 'people rules',
    });
    expect(ruled.quality.dimensions.validity).toBeCloseTo((51 - 17 + 30) / (51 + 60), 12);
    expect(ruled.quality.score).toBeLessThan(plain.quality.score);
  });
});

describe('validation.expectations', () => {
  it('gives every rule a form', async () => {
    const { expectations } = await test.client.call('validation.expectations', {});
    expect(expectations.length).toBeGreaterThanOrEqual(54);
    for (const { type, title, kwargs } of expectations) {
      const schema = kwargs as { type: string; properties: Record<string, unknown> };
      expect(schema.type, type).toBe('object');
      expect(Object.keys(schema.properties), type).not.toContain('batch_id');
      expect(title).not.toBe('');
    }
  });
});
