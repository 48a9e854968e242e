import { dirname } from 'node:path';
import { stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { Locator, Page } from '@playwright/test';
import { runDemo, type DemoOutput, type DemoRun } from './support/demo.ts';
import { expect, test } from './support/test.ts';

const mostBytes = 2 * 1024 * 1024;

let run: DemoRun;
let output: DemoOutput;

test.beforeAll(async () => {
  run = await runDemo();
  output = JSON.parse(run.stdout || '{}') as DemoOutput;
});
test.afterAll(() => run.remove());

function report(kind: string): string {
  const made = output.reports.find((each) => each.kind === kind);
  if (!made) throw new Error(`the demo made no ${kind} report`);
  return made.path;
}

/** Opens a report from the disk; whatever asks for the network is refused and counted. */
async function openReport(page: Page, kind: string): Promise<void> {
  await page.route(/^(https?|wss?):/, (route) => route.abort());
  await page.goto(pathToFileURL(report(kind)).href);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

const card = (page: Page, label: string): Locator =>
  page.locator('.card').filter({ has: page.getByText(label, { exact: true }) });

test('the demo runs headless and tells what it made', async () => {
  expect(run.code, run.stderr).toBe(0);
  expect(output.dataset).toMatchObject({ name: 'heart', rows: 302 });
  expect(output.run.status).toBe('finished');
  expect(output.run.metrics['test.roc_auc']).toBeGreaterThan(0.85);
  expect(output.run.metrics['test.roc_auc']).toBeLessThanOrEqual(1);
  expect(output.modelVersion).toMatchObject({ number: 1, stage: 'Production' });
  expect(output.explanation.rows).toBe(302);
  expect(output.explanation.maxAdditivityError).toBeLessThanOrEqual(1e-6);
  expect(output.drift.drifted).toBe(true);
  expect(output.drift.driftedColumns).toBeGreaterThan(0);
});

test('the demo writes two reports of at most 2 MB where it was told', async () => {
  expect(output.reports.map(({ kind }) => kind)).toEqual(['training', 'drift']);
  for (const { path, bytes } of output.reports) {
    expect(dirname(path)).toBe(run.out);
    expect((await stat(path)).size).toBe(bytes);
    expect(bytes).toBeLessThanOrEqual(mostBytes);
  }
});

test('the training report answers without a network', async ({ page, watch: _watch }) => {
  await openReport(page, 'training');
  await expect(card(page, 'ROC AUC')).toContainText(
    (output.run.metrics['test.roc_auc'] ?? 0).toFixed(3),
  );
  const slider = page.getByRole('slider', { name: /^Call a row “present”/ });
  const called = card(page, 'Rows called “present”');
  const before = await called.innerText();
  await slider.fill('90');
  await expect(page.getByText('from probability 0.90')).toBeVisible();
  await expect(called).not.toHaveText(before);
  await slider.fill('0');
  await expect(called).toContainText('61');
  const roc = page.getByRole('img', { name: /^ROC curve/ });
  const box = (await roc.boundingBox())!;
  await roc.hover({ position: { x: box.width * 0.2, y: box.height * 0.25 } });
  await expect(page.locator('#tip')).toHaveText(/^ROC.*: [\d.]+, [\d.]+$/);
});

test('the drift report sorts and searches without a network', async ({ page, watch: _watch }) => {
  await openReport(page, 'drift');
  const rows = page.getByRole('table').first().locator('tbody').getByRole('row');
  await expect(rows).toHaveCount(13);
  const effects = async (): Promise<number[]> =>
    (await rows.locator('td:nth-child(4)').allInnerTexts()).map(Number);
  const heading = page.getByRole('columnheader', { name: 'Effect' });
  await heading.getByRole('button').click();
  await expect(heading).toHaveAttribute('aria-sort', 'descending');
  expect(await effects()).toEqual((await effects()).toSorted((a, b) => b - a));
  await heading.getByRole('button').click();
  await expect(heading).toHaveAttribute('aria-sort', 'ascending');
  expect(await effects()).toEqual((await effects()).toSorted((a, b) => a - b));
  await page.getByRole('searchbox', { name: 'Find a column' }).fill('thal');
  await expect(page.getByRole('status')).toHaveText('2 shown');
  await expect(rows.filter({ visible: true })).toHaveCount(2);
  await page.locator('[data-tip]').filter({ visible: true }).first().hover();
  await expect(page.locator('#tip')).not.toBeEmpty();
  await expect(page.locator('#tip')).toBeVisible();
});

for (const scheme of ['light', 'dark'] as const) {
  test(`both reports fit a narrow screen, ${scheme}`, async ({ page, watch: _watch }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width: 390, height: 844 });
    for (const kind of ['training', 'drift']) {
      await openReport(page, kind);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${kind} report scrolls sideways by`).toBe(0);
    }
  });
}
