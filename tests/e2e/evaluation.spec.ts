import { expect } from '@playwright/test';
import { importHeart } from './journeys/data-steps.ts';
import type { AssayWindow } from './pages/assay-window.ts';
import { choose } from './pages/choose.ts';
import { test } from './support/test.ts';

const nowhere = (): Promise<void> => Promise.resolve();

async function trainOn(window: AssayWindow, algorithm: string): Promise<void> {
  const { train } = window;
  await train.choose('Target', 'disease');
  await train.choose('Algorithm', algorithm);
  await train.trainButton.click();
  await expect(train.result(algorithm, 'disease')).toBeVisible({ timeout: 60_000 });
}

async function seeErrors(window: AssayWindow): Promise<void> {
  const { train, page } = window;
  const panel = await train.showTab('Errors');
  const rows = panel.getByRole('table', { name: 'Worst rows' });
  await expect(rows.getByRole('row').nth(1)).toBeVisible({ timeout: 30_000 });
  await window.picture('evaluation-errors');
  const download = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'Export CSV' }).click();
  expect((await download).suggestedFilename()).toMatch(/^worst-rows-run_.*\.csv$/);
  await panel
    .getByRole('button', { name: /as a segment$/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: 'Save as a segment' });
  await expect(dialog.getByRole('textbox', { name: 'Condition' })).not.toHaveValue('');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Hard to tell');
  await dialog.getByRole('button', { name: 'Save segment' }).click();
  await expect(page.getByText('Hard to tell is saved')).toBeVisible();
  await panel
    .getByRole('button', { name: /^Show rows where/ })
    .first()
    .click();
  await window.expectView('Data');
  await expect(window.data.remaining).toHaveText(/^\d+ of 302 rows/);
}

async function seeFairness(window: AssayWindow): Promise<void> {
  const { train, page } = window;
  const panel = await train.showTab('Fairness');
  await expect(panel.getByRole('button', { name: 'Compare groups' })).toBeDisabled();
  await choose(page, panel.getByRole('combobox', { name: 'Groups by' }), 'sex');
  await page.keyboard.press('Escape');
  await choose(page, panel.getByRole('combobox', { name: 'Bring together' }), 'Selection rates');
  await panel.getByRole('button', { name: 'Compare groups' }).click();
  await expect(panel.getByRole('note')).toContainText('This is a screen', { timeout: 30_000 });
  await expect(panel.getByRole('table', { name: 'Groups' }).getByRole('row')).toHaveCount(4);
  await expect(
    panel.getByRole('table', { name: 'Before and after mitigation' }).getByRole('row').nth(1),
  ).toContainText('Accuracy');
  await window.expectCharts();
  await window.picture('evaluation-fairness');
}

async function compare(window: AssayWindow): Promise<void> {
  const { train } = window;
  await train.showRuns();
  await train.runs.getByRole('checkbox', { name: /Decision tree/ }).check();
  await train.runs.getByRole('checkbox', { name: /Logistic regression/ }).check();
  await train.main.getByRole('button', { name: 'Compare 2' }).click();
  const form = train.main.getByRole('form', { name: 'Test the difference' });
  await form.getByRole('textbox', { name: 'Folds' }).fill('3');
  await form.getByRole('button', { name: 'Test the difference' }).click();
  const tests = train.main.getByRole('table', { name: 'Tests of the difference' });
  await expect(tests.getByRole('row', { name: /^DeLong/ })).toBeVisible({ timeout: 60_000 });
  await expect(
    train.main.getByRole('table', { name: 'Probabilities of being better' }),
  ).toBeVisible();
  await window.picture('evaluation-compare');
}

test('shows where a model errs, whom it treats differently, and whether another is better', async ({
  assay,
}) => {
  test.setTimeout(240_000);
  await importHeart(assay, nowhere);
  await assay.open('Train');
  await trainOn(assay, 'Decision tree');
  await trainOn(assay, 'Logistic regression');
  await expect(assay.train.main.getByRole('figure', { name: 'Cumulative gain' })).toBeVisible();
  await expect(
    assay.train.main.getByRole('figure', { name: 'Probability of present' }),
  ).toBeVisible();
  const scores = await assay.train.showTab('Scores');
  await scores
    .getByText(/^0\.\d+ to [01]\.\d+$/)
    .first()
    .hover();
  await expect(assay.page.getByRole('tooltip')).toContainText('95% interval by');
  await test.step('Fairness', () => seeFairness(assay));
  await test.step('Comparison', () => compare(assay));
  await test.step('Errors', async () => {
    await assay.train.runs.getByRole('button', { name: /^Show Decision tree/ }).click();
    await seeErrors(assay);
  });
});
