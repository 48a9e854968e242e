import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noTick } from '../../../../core/base/tick.ts';
import { settingsSchema } from '../../../../core/contract/settings.ts';
import { resolveVersion } from '../../../../core/data/versions.ts';
import { profileInParts } from '../../../../core/eda/profile-in-parts.ts';
import { run as runPearson } from '../../../../core/eda/pearson-task.ts';
import { run as runJoin } from '../../../../core/eda/profile-join-task.ts';
import { run as runPart } from '../../../../core/eda/profile-part-task.ts';
import { run as runWhole } from '../../../../core/eda/profile-task.ts';
import type { JobContext } from '../../../../core/jobs/context.ts';
import type { TaskContext } from '../../../../core/jobs/task.ts';
import { openTestCore, type TestCore } from '../../../support/open-test-core.ts';
import { importSample } from '../../../support/train-sample.ts';

let test: TestCore;
beforeAll(async () => {
  test = await openTestCore();
  await importSample(test, 'titanic', 'titanic');
  await importSample(test, 'seattle', 'weather');
});
afterAll(() => test[Symbol.asyncDispose]());

const { alerts: thresholds } = settingsSchema.parse({});
const tasks: Record<string, (input: never, context: TaskContext) => unknown> = {
  'eda.profilePart': runPart,
  'eda.profileJoin': runJoin,
  'eda.pearson': runPearson,
};
/** Runs the tasks in this thread. */
const compute = (async (task: { name: string }, input: never) =>
  tasks[task.name]!(input, {
    tick: noTick,
    stopEarly: () => false,
  })) as unknown as JobContext['compute'];

describe('a profile in parts', () => {
  it.each([
    ['titanic', null],
    ['titanic', Uint32Array.from({ length: 500 }, (_, i) => 2 * i + 3)],
    ['weather', null],
  ] as const)('equals the profile of the whole table: %s', async (name, rows) => {
    const { version, parquetPath } = resolveVersion(test.core.workspace, name);
    const columns = version.columns.map((column) => ({ name: column.name, type: column.type }));
    const source = { parquetPath, columns, rows, thresholds };
    const whole = await runWhole(source, { tick: noTick, stopEarly: () => false });
    const parts = await profileInParts({ compute } as JobContext, {
      ...source,
      totalRows: version.rows,
    });
    const { pearson, ...others } = parts.correlations;
    const { pearson: wholePearson, ...wholeOthers } = whole.correlations;
    expect({ ...parts, correlations: others }).toEqual({ ...whole, correlations: wholeOthers });
    expect(pearson.columns).toEqual(wholePearson.columns);
    // other blocks, other rounding
    for (const [i, line] of pearson.matrix.entries()) {
      for (const [j, value] of line.entries()) {
        if (value === null) expect(wholePearson.matrix[i]![j]).toBeNull();
        else expect(value).toBeCloseTo(wholePearson.matrix[i]![j]!, 10);
      }
    }
  });
});

describe('eda.profile', () => {
  it('profiles a segment', async () => {
    await test.client.call('eda.saveSegment', {
      version: 'titanic',
      name: 'women',
      filter: 'sex = "female"',
    });
    const { rows, columns } = await test.client.run('eda.profile', {
      version: 'titanic',
      segment: 'women',
    });
    expect(rows).toBe(466);
    const sex = columns.find((column) => column.name === 'sex')!;
    expect(sex.distinct).toBe(1);
  });

  it('answers anew when thresholds change, and keeps what it has otherwise', async () => {
    const missing = async () => {
      const { alerts } = await test.client.run('eda.profile', { version: 'titanic' });
      return alerts.filter(({ kind }) => kind === 'missing').map(({ column }) => column);
    };
    expect(await missing()).toEqual(['age', 'cabin', 'boat', 'body', 'home.dest']);
    const settings = await test.client.call('workspace.settings', {});
    await test.client.call('workspace.saveSettings', {
      alerts: { ...settings.alerts, missingShare: 0.7 },
    });
    expect(await missing()).toEqual(['cabin', 'body']);
  });
});

describe('alerts of the file', () => {
  it('tell of dates that were written in several ways', async () => {
    await importSample(test, 'earthquakes', 'quakes');
    const { alerts } = await test.client.run('eda.profile', { version: 'quakes' });
    expect(alerts).toContainEqual(
      expect.objectContaining({ kind: 'mixed_dates', column: 'Date', value: null }),
    );
  });
});

describe('eda.correlations', () => {
  it.each([
    'pearson',
    'spearman',
    'kendall',
    'cramers_v',
    'phi_k',
    'correlation_ratio',
    'mutual_information',
  ] as const)('makes a symmetric matrix of %s', async (method) => {
    const made = await test.client.run('eda.correlations', { version: 'titanic', method });
    expect(made).toMatchObject({ method, rows: 1309 });
    expect(made.columns.length).toBeGreaterThan(1);
    for (const [i, row] of made.matrix.entries()) {
      for (const [j, value] of row.entries()) {
        expect(value).toBe(made.matrix[j]![i]!);
        if (value !== null) expect(Math.abs(value)).toBeLessThanOrEqual(1);
      }
    }
  });
});

describe('eda.outliers', () => {
  it('finds the dearest tickets and says why', async () => {
    const found = await test.client.run('eda.outliers', {
      version: 'titanic',
      method: 'mad',
      columns: ['fare', 'age'],
      limit: 3,
    });
    expect(found).toMatchObject({ method: 'mad', columns: ['fare', 'age'], threshold: 3.5 });
    expect(found.count).toBeGreaterThan(100);
    expect(found.rows).toHaveLength(3);
    expect(found.rows[0]!.because[0]).toMatchObject({ column: 'fare', value: 512.3292 });
  });

  it('reports rows of the version when it looks at a segment', async () => {
    const { rows } = await test.client.run('eda.outliers', {
      version: 'titanic',
      segment: 'women',
      limit: 20,
    });
    const { rows: cells } = await test.client.call('data.preview', {
      version: 'titanic',
      rows: rows.map(({ row }) => row),
    });
    expect(cells.length).toBe(20);
    expect(new Set(cells.map((row) => row[3]))).toEqual(new Set(['female']));
  });

  it('refuses columns that are no numbers', async () => {
    const run = test.client.run('eda.outliers', { version: 'titanic', columns: ['sex'] });
    await expect(run).rejects.toMatchObject({
      failure: { code: 'INVALID_INPUT', path: 'columns' },
    });
  });
});
