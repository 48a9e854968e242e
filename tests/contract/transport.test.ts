import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createClient, RequestError } from '../../core/contract/client.ts';
import { indexOperations, operationsByName } from '../../core/contract/contract.ts';
import { type CoreEvent, type Job, jobSchema } from '../../core/contract/events.ts';
import { failureSchema } from '../../core/contract/failure.ts';
import { type Door, doorNames, openDoor } from './doors.ts';

const csv = `age,sex\n${Array.from({ length: 50 }, (_, i) => `${20 + i},${i % 2 ? 'f' : 'm'}`).join('\n')}\n`;

/** Queries that answer on an empty workspace. */
const emptyQueries = [
  'workspace.info',
  'workspace.recent',
  'data.list',
  'data.samples',
  'models.list',
  'preprocessing.steps',
  'tracking.experiments',
  'tracking.runs',
  'registry.list',
  'explainability.list',
  'monitoring.list',
  'reporting.list',
  'audit.log',
  'audit.verify',
  'jobs.list',
];

const failures: readonly [string, unknown, string][] = [
  ['no.such', {}, 'UNKNOWN_OPERATION'],
  ['', {}, 'UNKNOWN_OPERATION'],
  ['constructor', {}, 'UNKNOWN_OPERATION'],
  ['jobs.list', { limit: 'many' }, 'INVALID_INPUT'],
  ['jobs.list', [], 'INVALID_INPUT'],
  ['data.import', { files: [] }, 'INVALID_INPUT'],
  ['jobs.get', { id: 'none' }, 'NOT_FOUND'],
  ['data.show', { version: 'none' }, 'NOT_FOUND'],
  ['tracking.show', { run: 'none' }, 'NOT_FOUND'],
  ['reporting.show', { id: 'none' }, 'NOT_FOUND'],
];

describe.each(doorNames)('the contract over %s', (name) => {
  let door: Door;
  let client: Client;
  beforeAll(async () => {
    door = await openDoor(name);
    client = createClient(door.transport);
    await writeFile(join(door.folder, 'people.csv'), csv);
    const rows = Array.from({ length: 400_000 }, (_, i) => `${i},${i * 0.37},text ${i % 1000}`);
    await writeFile(join(door.folder, 'large.csv'), `id,value,label\n${rows.join('\n')}\n`);
  });
  afterAll(() => door.close());

  it.each(emptyQueries)('answers %s as its schema says', async (query) => {
    const reply = await door.transport.request(query, {});
    const schema = operationsByName.get(query)!.output;
    expect(reply).toHaveProperty('output');
    const { output } = reply as { output: unknown };
    expect(schema.safeParse(output).error).toBeUndefined();
  });

  it.each(failures)('answers %j with %j by failing with %s', async (operation, input, code) => {
    const reply = await door.transport.request(operation, input);
    const { error } = reply as { error: unknown };
    expect(failureSchema.parse(error)).toEqual(error);
    expect(error).toMatchObject({ code });
  });

  it('names the field of an invalid input', async () => {
    const reply = await door.transport.request('jobs.list', { limit: 0 });
    expect(reply).toMatchObject({ error: { code: 'INVALID_INPUT', path: 'limit' } });
  });

  it('takes a missing input as an empty one', async () => {
    expect(await door.transport.request('jobs.list', undefined)).toHaveProperty('output');
  });

  it('runs a job from its id to its output, telling of it in order', async () => {
    const seen: Job[] = [];
    let id = '';
    const stop = client.subscribe((event) => {
      if (event.type === 'job') seen.push(event.job);
    });
    const output = await client.run(
      'data.import',
      { files: [join(door.folder, 'people.csv')] },
      { onStart: (jobId) => (id = jobId) },
    );
    expect(output.version).toMatchObject({ rows: 50, number: 1 });
    await expect.poll(() => seen.some((job) => job.state === 'succeeded')).toBe(true);
    stop();
    for (const job of seen) expect(jobSchema.safeParse(job).error).toBeUndefined();
    const own = seen.filter((job) => job.id === id);
    const order = ['queued', 'running', 'succeeded'];
    const states = own.map((job) => order.indexOf(job.state));
    expect(states).toEqual(states.toSorted((a, b) => a - b));
    const fractions = own.flatMap((job) => job.fraction ?? []);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    const { job, output: again } = await client.call('jobs.get', { id });
    expect(job.state).toBe('succeeded');
    expect(again).toEqual(JSON.parse(JSON.stringify(output)));
  });

  it('tells which answers have changed', async () => {
    const heard: CoreEvent[] = [];
    const stop = client.subscribe((event) => heard.push(event));
    await client.run('data.import', { files: [join(door.folder, 'people.csv')], name: 'again' });
    await expect
      .poll(() =>
        heard.some((event) => event.type === 'changed' && event.topics.includes('datasets')),
      )
      .toBe(true);
    stop();
  });

  it('ends a failing job as failed, with the failure', async () => {
    const missing = join(door.folder, 'missing.csv');
    let id = '';
    const error = await client
      .run('data.import', { files: [missing] }, { onStart: (jobId) => (id = jobId) })
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(RequestError);
    expect((error as RequestError).failure).toMatchObject({ code: 'FILE_NOT_FOUND' });
    expect((error as RequestError).failure.message).toContain('missing.csv');
    const { job } = await client.call('jobs.get', { id });
    expect(job).toMatchObject({ state: 'failed', error: { code: 'FILE_NOT_FOUND' } });
  });

  it('cancels a job within a second, and leaves no version of it', async () => {
    const controller = new AbortController();
    let cancelledAt = 0;
    const error = await client
      .run(
        'data.import',
        { files: [join(door.folder, 'large.csv')], name: 'large' },
        {
          signal: controller.signal,
          onStart: () => {
            cancelledAt = performance.now();
            controller.abort();
          },
        },
      )
      .catch((caught: unknown) => caught);
    expect(performance.now() - cancelledAt).toBeLessThan(1500);
    expect(error).toMatchObject({ failure: { code: 'CANCELLED' } });
    const { datasets } = await client.call('data.list', {});
    expect(datasets.map((dataset) => dataset.name)).not.toContain('large');
  });

  it('ends a subscription', async () => {
    const heard: CoreEvent[] = [];
    const still: CoreEvent[] = [];
    const stop = client.subscribe((event) => heard.push(event));
    const stopOther = client.subscribe((event) => still.push(event));
    await door.transport.request('jobs.list', {});
    stop();
    door.host.publish({ type: 'command', command: 'view.home', files: [] });
    await expect.poll(() => still.length).toBe(1);
    expect(heard).toEqual([]);
    stopOther();
  });

  it('carries text of any kind unharmed', async () => {
    const file = join(door.folder, 'odd.csv');
    const odd = ['naïve', '日本', '🙂', '<script>alert(1)</script>', "' OR 1=1 --", '\u2028'];
    await writeFile(file, `word\n${odd.map((word) => `"${word}"`).join('\n')}\n`);
    const { version } = await client.run('data.import', {
      files: [file],
      header: true,
      name: 'odd 🙂',
    });
    expect(version.datasetName).toBe('odd 🙂');
    const page = await client.call('data.preview', { version: version.id });
    expect(page.rows.map(([word]) => word)).toEqual(odd);
  });
});

describe('the doors', () => {
  it('answer alike', async () => {
    const doors = await Promise.all(doorNames.map(openDoor));
    try {
      for (const query of ['models.list', 'preprocessing.steps', 'data.list', 'no.such']) {
        const [first, ...others] = await Promise.all(
          doors.map((door) => door.transport.request(query, {})),
        );
        for (const other of others) expect(other).toEqual(JSON.parse(JSON.stringify(first)));
      }
    } finally {
      for (const door of doors) await door.close();
    }
  });
});

describe('the contract', () => {
  it('refuses a name that is declared twice', () => {
    const operation = operationsByName.get('data.list')!;
    expect(() => indexOperations([operation, { ...operation }])).toThrow(/data\.list/);
  });

  it('names every operation capability.verb', () => {
    for (const name of operationsByName.keys()) expect(name).toMatch(/^[a-z]+\.[a-z][A-Za-z]*$/);
  });
});
