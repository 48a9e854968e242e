import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Job } from '../../../../core/contract/events.ts';
import { openTestCore } from '../../../support/open-test-core.ts';

describe('the demo', () => {
  it('walks from the file to the reports, and can be walked again', async () => {
    await using test = await openTestCore();
    const jobs: Job[] = [];
    const onProgress = (job: Job): void => void jobs.push(job);
    const first = await test.client.run('demo.run', {}, { onProgress });

    expect(first.dataset).toMatchObject({ name: 'heart', rows: 302 });
    expect(first.run.metrics['test.roc_auc']).toBeGreaterThan(0.8);
    expect(first.modelVersion).toMatchObject({ number: 1, stage: 'Production' });
    expect(first.explanation.rows).toBe(302);
    expect(first.explanation.maxAdditivityError).toBeLessThan(1e-9);
    const drift = await test.client.call('monitoring.show', { id: first.drift.id });
    expect(drift).toMatchObject({
      reference: { name: 'heart-under-56', rows: 151 },
      current: { name: 'heart-56-and-over', rows: 151 },
    });
    const moved = drift.columns.filter(({ drifted }) => drifted).map(({ column }) => column);
    // Older patients differ in age, in what their hearts reach, and in blocked vessels.
    expect(moved).toEqual(expect.arrayContaining(['age', 'thalach', 'ca']));
    expect(moved).not.toContain('fbs');
    for (const report of first.reports) {
      const html = await readFile(report.path, 'utf8');
      expect(Buffer.byteLength(html)).toBe(report.bytes);
      expect(html).toMatch(/^<!doctype html>/i);
    }
    const fractions = jobs.map((job) => job.fraction ?? 0);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(new Set(jobs.map((job) => job.stage)).size).toBeGreaterThan(4);

    const out = join(test.folder, 'a', 'b');
    const second = await test.client.run('demo.run', { out });
    expect(second.run.metrics).toEqual(first.run.metrics);
    expect(second.modelVersion).toMatchObject({ number: 2, stage: 'Production' });
    expect((await readdir(out)).toSorted()).toEqual(['heart-drift.html', 'heart-training.html']);
    const { datasets } = await test.client.call('data.list', {});
    expect(datasets.map(({ name, versions }) => [name, versions]).toSorted()).toEqual([
      ['heart', 2],
      ['heart-56-and-over', 2],
      ['heart-under-56', 2],
    ]);
    expect(await readdir(test.core.workspace.temporaryFolder)).toEqual([]);
    expect(await test.client.call('audit.verify', {})).toMatchObject({ valid: true });

    const { nodes } = await test.client.call('registry.lineage', { id: 'heart-disease@2' });
    expect(new Set(nodes.map((node) => node.kind))).toEqual(
      new Set([
        'file',
        'version',
        'run',
        'model',
        'model version',
        'explanation',
        'drift report',
        'report',
      ]),
    );
    expect(nodes.find((node) => node.kind === 'file')?.title).toBe('heart_cleveland_uci.csv');
  });

  it('stops within a second when it is cancelled, and leaves the workspace sound', async () => {
    await using test = await openTestCore();
    let cancelledAt = 0;
    const running = test.client.run(
      'demo.run',
      {},
      {
        onProgress(job) {
          if (cancelledAt > 0 || job.stage !== 'Training') return;
          cancelledAt = performance.now();
          void test.client.call('jobs.cancel', { id: job.id });
        },
      },
    );
    await expect(running).rejects.toMatchObject({ failure: { code: 'CANCELLED' } });
    expect(performance.now() - cancelledAt).toBeLessThan(1000);
    const { runs } = await test.client.call('tracking.runs', {});
    expect(runs.map((run) => run.status)).toEqual(['cancelled']);
    expect((await test.client.call('registry.list', {})).models).toEqual([]);
    expect(await test.client.call('audit.verify', {})).toMatchObject({ valid: true });
  });

  it('names the folder it cannot write to before it does anything', async () => {
    await using test = await openTestCore();
    await writeFile(join(test.folder, 'file'), '');
    for (const [out, code] of [
      [join(test.folder, 'file', 'x'), 'WRITE_FAILED'],
      [test.core.workspace.path, 'INVALID_INPUT'],
    ] as const) {
      await expect(test.client.run('demo.run', { out })).rejects.toMatchObject({
        failure: { code },
      });
    }
    expect((await test.client.call('data.list', {})).datasets).toEqual([]);
  });
});
