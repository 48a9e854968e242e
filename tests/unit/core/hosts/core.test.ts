import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createClient } from '../../../../core/contract/client.ts';
import type { CoreEvent } from '../../../../core/contract/events.ts';
import { createCore } from '../../../../core/hosts/core.ts';
import { openTestCore } from '../../../support/open-test-core.ts';

describe('the core', () => {
  it('names the field that does not fit, what it saw, and the operation', async () => {
    await using test = await openTestCore();
    const { request } = test.core.transport;
    expect(await request('tracking.runs', { limit: 0 })).toMatchObject({
      error: {
        code: 'INVALID_INPUT',
        path: 'limit',
        message: expect.stringMatching(/'limit'.*got 0/),
        hint: expect.stringContaining('tracking runs'),
      },
    });
    expect(await request('data.import', { files: ['a.csv', 3] })).toMatchObject({
      error: { code: 'INVALID_INPUT', path: 'files.1' },
    });
    expect(await request('data.show', null)).toMatchObject({
      error: {
        code: 'INVALID_INPUT',
        path: 'version',
        message: expect.stringContaining('nothing'),
      },
    });
  });

  it.each(['no.such', 'constructor', '__proto__.toString', '', 'data'])(
    'knows no operation called %j',
    async (name) => {
      await using test = await openTestCore();
      expect(await test.core.transport.request(name, {})).toMatchObject({
        error: { code: 'UNKNOWN_OPERATION' },
      });
    },
  );

  it('answers a job with its id and lets it end in its events', async () => {
    await using test = await openTestCore();
    const events: CoreEvent[] = [];
    test.client.subscribe((event) => events.push(event));
    const failing = test.client.run('data.import', { files: [join(test.folder, 'no.csv')] });
    await expect(failing).rejects.toMatchObject({ failure: { code: 'FILE_NOT_FOUND' } });
    const states = events.flatMap((event) => (event.type === 'job' ? [event.job.state] : []));
    expect(states[0]).toBe('queued');
    expect(states.at(-1)).toBe('failed');
    const { jobs } = await test.client.call('jobs.list', {});
    expect(jobs).toMatchObject([{ operation: 'data.import', title: 'Import no.csv' }]);
  });

  it('turns a defect into INTERNAL, with its stack in the log', async () => {
    await using test = await openTestCore();
    test.core.workspace.db.exec('DROP TABLE reports');
    expect(await test.core.transport.request('workspace.info', {})).toMatchObject({
      error: { code: 'INTERNAL', hint: expect.stringContaining('assay.log') },
    });
    const log = await readFile(join(test.core.workspace.path, 'logs', 'assay.log'), 'utf8');
    expect(log).toMatch(/no such table[^"]*reports/);
    expect(log).toMatch(/"stack":"[^"]*workspace-operations/);
  });

  it('keeps a listener that throws from harming the others', async () => {
    await using test = await openTestCore();
    const heard: string[] = [];
    test.client.subscribe(() => {
      throw new Error('broken listener');
    });
    const end = test.client.subscribe((event) => heard.push(event.type));
    test.core.publish({ type: 'changed', topics: ['runs'] });
    end();
    test.core.publish({ type: 'changed', topics: ['runs'] });
    expect(heard).toEqual(['changed']);
  });

  it('remembers workspaces and imported files', async () => {
    await using test = await openTestCore();
    const file = join(test.folder, 'small.csv');
    await writeFile(file, 'a,b\n1,x\n2,y\n');
    await test.client.run('data.import', { files: [file] });
    await expect
      .poll(async () => (await test.client.call('workspace.recent', {})).files)
      .toMatchObject([{ path: file, name: 'small.csv' }]);
    const { workspaces } = await test.client.call('workspace.recent', {});
    expect(workspaces).toMatchObject([{ path: test.core.workspace.path }]);
  });

  it('marks jobs and runs of a process that vanished as interrupted, with an event', async () => {
    await using test = await openTestCore();
    const file = join(test.folder, 'small.csv');
    await writeFile(file, 'a,b\n1,x\n2,y\n');
    const { version } = await test.client.run('data.import', { files: [file] });
    const { db, path } = test.core.workspace;
    db.prepare(
      `INSERT INTO jobs (id, operation, title, state, stage, message, created_at, input_json)
       VALUES ('job_x', 'models.train', 'Train', 'running', '', '', 1, '{}')`,
    ).run();
    db.prepare("INSERT INTO experiments VALUES ('exp_x', 'Default', 1)").run();
    db.prepare(
      `INSERT INTO runs (id, experiment_id, status, job_id, version_id, algorithm, task, target,
         seed, input_json, params_json, started_at)
       VALUES ('run_x', 'exp_x', 'running', 'job_x', ?, 'ridge', 'regression', 'a', 7, '{}', '{}', 1)`,
    ).run(version.id);
    await test.core.close();

    const configFolder = join(test.folder, 'config');
    const again = await createCore({ workspacePath: path, actor: 'test', configFolder });
    const client = createClient(again.transport);
    const { job } = await client.call('jobs.get', { id: 'job_x' });
    expect(job).toMatchObject({ state: 'interrupted', error: { code: 'INTERRUPTED' } });
    const { runs } = await client.call('tracking.runs', {});
    expect(runs).toMatchObject([{ id: 'run_x', status: 'interrupted' }]);
    const { events } = await client.call('audit.log', { limit: 1 });
    expect(events).toMatchObject([{ operation: 'jobs.interrupted' }]);
    expect(await client.call('audit.verify', {})).toMatchObject({ valid: true });
    await again.close();
  });
});
