import { expect } from '@playwright/test';
import type { AssayWindow } from '../pages/assay-window.ts';
import { modelName, type Picture } from './journey.ts';

export async function trainBoth(window: AssayWindow, picture: Picture): Promise<void> {
  const { train } = window;
  await window.open('Train');
  await train.choose('Target', 'disease');
  await train.choose('Algorithm', 'Gradient boosting');
  await train.number('Cross-validation folds').fill('5');
  await train.trainButton.click();
  await expect(train.result('Gradient boosting', 'disease')).toBeVisible();
  await expect(train.stat('ROC AUC')).toContainText(/0\.9\d+.*CV 0\.8\d+ ±/s);
  await expect(train.main.getByRole('figure', { name: 'ROC curve' })).toBeVisible();
  await window.expectCharts();
  await picture('09-train-curves');
  const confusion = await train.showTab('Confusion');
  await expect(confusion.getByRole('row', { name: /^present/ })).toContainText('28');
  await window.expectCharts();
  await picture('10-train-confusion');
  await tryThresholds(window);
  await window.expectCharts();
  await picture('11-train-thresholds');
  const scores = await train.showTab('Scores');
  await expect(scores.getByRole('row', { name: /^ROC AUC/ })).toContainText(' to ');
  await train.choose('Algorithm', 'Logistic regression');
  await train.trainButton.click();
  await expect(train.result('Logistic regression', 'disease')).toBeVisible();
}

/** A stricter threshold predicts the positive class less often. */
async function tryThresholds(window: AssayWindow): Promise<void> {
  const panel = await window.train.showTab('Thresholds');
  const predicted = panel.getByRole('group', { name: 'Predicted present' });
  const count = async (): Promise<number> =>
    Number(/present\s*(\d+)/.exec(await predicted.innerText())?.[1]);
  const atHalf = await count();
  expect(atHalf).toBeGreaterThan(0);
  await panel.getByRole('textbox', { name: 'Threshold value' }).fill('0.9');
  await expect.poll(count).toBeLessThan(atHalf);
}

/** Two versions of one model: @1 boosting, @2 logistic regression. */
export async function compareAndRegister(window: AssayWindow, picture: Picture): Promise<void> {
  const { train, page } = window;
  await train.showRuns();
  await expect(train.runs.getByRole('row')).toHaveCount(3);
  await train.runs.getByRole('checkbox', { name: /Gradient boosting/ }).check();
  await train.runs.getByRole('checkbox', { name: /Logistic regression/ }).check();
  await train.main.getByRole('button', { name: 'Compare 2' }).click();
  await expect(train.comparison.getByRole('img', { name: 'best' }).first()).toBeVisible();
  await expect(train.main.getByRole('figure', { name: 'ROC curves' })).toBeVisible();
  await window.expectCharts();
  await picture('12-train-compare');
  for (const [i, algorithm] of ['Gradient boosting', 'Logistic regression'].entries()) {
    await train.runs.getByRole('button', { name: new RegExp(`^Show ${algorithm}`) }).click();
    await expect(train.result(algorithm, 'disease')).toBeVisible();
    await train.register(modelName);
    await expect(page.getByText(`${modelName}@${i + 1} is registered`)).toBeVisible();
  }
}

/** First one version, then the other: the second archives the first. */
export async function promoteBoth(window: AssayWindow, picture: Picture): Promise<void> {
  const { registry } = window;
  await window.open('Registry');
  await registry.promote(`${modelName}@1`, 'Production', 'Best of two');
  await expect(registry.history.getByRole('listitem').first()).toContainText('Best of two');
  await registry.promote(`${modelName}@2`, 'Production', 'Simpler');
  await expect(registry.version(`${modelName}@1`)).toContainText('Archived');
  await picture('13-registry');
}

export async function explain(window: AssayWindow, picture: Picture): Promise<void> {
  const { explain: view, page } = window;
  await window.open('Explain');
  await view.model.click();
  await page.getByRole('option', { name: `${modelName}@1` }).click();
  await view.explainButton.click();
  const figures = ['SHAP values', 'Mean |SHAP value|', 'SHAP heatmap'];
  for (const name of figures) await expect(view.figure(name)).toBeVisible();
  await window.expectCharts();
  const error = await view.additivityError();
  expect(error, 'shown additivity error').toBeLessThanOrEqual(1e-6);
  await picture('14-explain');
  await view.showTab('Rows');
  await expect(view.figure('Row 1')).toBeVisible();
  await view.main.getByRole('button', { name: 'Next row' }).click();
  await expect(view.figure('Row 2')).toBeVisible();
  await view.figure('Row 2').getByRole('button', { name: 'Show as table' }).click();
  await expect(view.figure('Row 2').getByRole('table')).toContainText('thalach');
  await picture('15-explain-row');
}

/** Back to the version before, and where a version came from. */
export async function rollBack(window: AssayWindow, picture: Picture): Promise<void> {
  const { registry } = window;
  await window.open('Registry');
  await registry.rollBack(modelName, 'The simple one missed cases');
  await expect(registry.version(`${modelName}@1`)).toContainText('Production');
  await expect(registry.version(`${modelName}@2`)).toContainText('Archived');
  await expect(registry.history.getByRole('listitem').first()).toContainText('missed cases');
  await registry.version(`${modelName}@1`).click();
  await expect(registry.lineage).toHaveAccessibleName(/heart_cleveland_uci\.csv imported heart@1/);
  await picture('19-registry-rolled-back');
}
