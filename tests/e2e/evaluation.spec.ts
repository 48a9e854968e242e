import { expect, type Locator } from '@playwright/test';
import { importHeart } from './journeys/data-steps.ts';
import type { AssayWindow } from './pages/assay-window.ts';
import { choose } from './pages/choose.ts';
import { lasso } from './pages/lasso.ts';
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
  const tests = await train.compare(['Decision tree', 'Logistic regression'], 3, 'sex');
  await expect(tests.getByRole('row', { name: /^DeLong/ })).toBeVisible();
  const segments = train.main.getByRole('region', { name: 'By segment' });
  await expect(segments.getByRole('listitem').first()).toContainText(
    /is best in \d segments? of 2, with \d+ rows/,
  );
  await expect(train.main.getByRole('figure', { name: 'Precision-recall curves' })).toBeVisible();
  await expect(
    train.main.getByRole('table', { name: 'Probabilities of being better' }),
  ).toBeVisible();
  await window.picture('evaluation-compare');
}

/** The lower half of a plot. */
const below = [
  [0.02, 0.55],
  [0.98, 0.55],
  [0.98, 0.98],
  [0.02, 0.98],
] as const;

async function followResiduals(window: AssayWindow): Promise<void> {
  const { train, page } = window;
  await window.open('Train');
  await train.showPart('New run');
  await train.choose('Target', 'thalach');
  await train.choose('Algorithm', 'Ridge regression');
  await train.trainButton.click();
  await expect(train.result('Ridge regression', 'thalach')).toBeVisible({ timeout: 60_000 });
  const residuals = await train.showTab('Residuals');
  await expect(residuals.getByRole('figure', { name: 'Q-Q plot' })).toBeVisible({
    timeout: 30_000,
  });
  await window.expectCharts();
  await lasso(residuals.getByRole('figure', { name: 'Residuals against predicted' }), below);
  const bar = residuals.getByRole('region', { name: 'Selection' });
  await expect(bar.getByRole('status')).toHaveText(/^[1-9]\d* rows selected/);
  await expect(bar).toContainText(/Mean residual −\d/);
  await window.picture('evaluation-residuals');
  await bar.getByRole('button', { name: 'Save as segment' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save as a segment' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Predicted too high');
  await dialog.getByRole('button', { name: 'Save segment' }).click();
  const saved = page.getByRole('alert').filter({ hasText: 'Predicted too high is saved' });
  await saved.getByRole('button', { name: 'See its metrics' }).click();
  const segments = train.main.getByRole('tabpanel', { name: 'Segments' });
  const lines = segments.getByRole('table', { name: 'Segments of the run' }).getByRole('row');
  // the one that was saved from the errors of another run is told, too
  await expect(lines).toHaveCount(3, { timeout: 30_000 });
  await expect(lines.filter({ hasText: 'Predicted too high' })).toContainText(/\d to \d/);
  const metrics = segments.getByRole('table', { name: 'Metrics of Predicted too high' });
  await expect(metrics.getByRole('row', { name: /^RMSE/ })).toBeVisible();
  await window.picture('evaluation-segments');
}

async function writeMetric({ train }: AssayWindow, scores: Locator): Promise<void> {
  const formula = scores.getByRole('combobox', { name: 'Formula' });
  await formula.fill('(tp - 5 * fq) / n');
  await formula.press('Enter');
  await expect(scores.getByRole('alert')).toContainText('at position 11');
  await expect(scores.locator('mark')).toHaveText('fq');
  await formula.fill('(tp - 5 * fp) / n');
  await formula.press('Enter');
  await expect(scores.getByRole('row', { name: /^\(tp - 5 \* fp\) \/ n −?\d/ })).toBeVisible();
  await scores.getByRole('button', { name: 'Rank the rows' }).click();
  await expect(train.stat('NDCG at 10')).toContainText(/[01]\.\d{3}/);
  await expect(scores).toContainText("Rows of class 'present' are relevant");
}

async function planTest(window: AssayWindow): Promise<void> {
  const { monitor } = window;
  await window.open('Monitor');
  await monitor.showDesign();
  const told = monitor.main.getByRole('status');
  await expect(told).toContainText('3,835 rows of A and 3,835 of B');
  await monitor.number('Looks').fill('5');
  await expect(told).toContainText('Looking 5 times');
  await expect(monitor.looks.getByRole('row').nth(5)).toContainText('2.031');
  await monitor.number('Baseline').fill('99');
  await expect(monitor.main).toContainText('B must stay within 0 to 100%');
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
  await test.step('Metrics of one’s own', () => writeMetric(assay, scores));
  await test.step('Fairness', () => seeFairness(assay));
  await test.step('Comparison', () => compare(assay));
  await test.step('Errors', async () => {
    await assay.train.runs.getByRole('button', { name: /^Show Decision tree/ }).click();
    await seeErrors(assay);
  });
  await test.step('A/B test', () => planTest(assay));
  await test.step('Residuals to segment', () => followResiduals(assay));
});
