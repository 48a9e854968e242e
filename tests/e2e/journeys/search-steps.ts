import { expect } from '@playwright/test';
import { choose } from '../pages/choose.ts';
import type { AssayWindow } from '../pages/assay-window.ts';
import type { Picture } from './journey.ts';

/** Seconds the automatic search of the journey gets; a person would give it a minute or more. */
export const autoSeconds = Number(process.env['ASSAY_E2E_AUTOML_SECONDS'] ?? 15);

/** Time for a job of so many seconds on a machine with other work. */
const patience = (seconds: number): number => (3 * seconds + 60) * 1000;

/** Everything that suits the data, within seconds; the leaderboard is there long before the end. */
export async function autoSearch(window: AssayWindow, picture: Picture): Promise<void> {
  const { train, page } = window;
  await window.open('Train');
  await train.showPart('AutoML');
  const form = train.formOf('AutoML');
  await choose(page, form.getByRole('combobox', { name: 'Target' }), 'disease');
  await form.getByText('Own', { exact: true }).click();
  await form.getByRole('textbox', { name: 'Seconds' }).fill(String(autoSeconds));
  await picture('automl-form');
  await form.getByRole('button', { name: 'Search' }).click();
  await expect(train.main.getByRole('progressbar')).toBeVisible();
  await expect(train.leaderboard.getByRole('row').nth(3)).toBeVisible();
  await expect(train.leaderboard.getByRole('img', { name: 'best' })).toHaveCount(1);
  await expect(train.main.getByRole('button', { name: 'Finish now' })).toBeVisible();
  await picture('automl-live');
  await expect(train.main.getByRole('button', { name: 'Compare: pick two' })).toBeVisible({
    timeout: patience(autoSeconds),
  });
  await expect(train.leaderboard.getByRole('columnheader', { name: 'Test' })).toBeVisible();
  await expect(train.main.getByText(/^Ranked by cross-validation/)).toBeVisible();
  await picture('automl-leaderboard');
  const history = train.main.getByRole('figure', { name: 'Trials and the best so far' });
  await history.scrollIntoViewIfNeeded();
  await window.expectCharts();
  await picture('automl-charts');
}

/** The two best of the leaderboard side by side, and the better one into the registry. */
export async function compareTwo(window: AssayWindow, picture: Picture): Promise<void> {
  const { train, page } = window;
  const { leaderboard } = train;
  const picks = leaderboard.getByRole('checkbox', { name: /^Compare/ });
  await picks.nth(0).check();
  await picks.nth(1).check();
  await train.main.getByRole('button', { name: 'Compare 2' }).click();
  await expect(train.comparison.getByRole('img', { name: 'best' }).first()).toBeVisible();
  await expect(train.main.getByRole('figure', { name: 'ROC curves' })).toBeVisible();
  await window.expectCharts();
  await picture('automl-compare');
  const first = leaderboard.getByRole('button', { name: /^Show / }).first();
  const title = await first.innerText();
  await first.click();
  await expect(train.result(title, 'disease')).toBeVisible();
  await picture('automl-run');
  await train.register('automl-model');
  await expect(page.getByText('automl-model@1 is registered')).toBeVisible();
  await window.open('Registry');
  await expect(window.registry.version('automl-model@1')).toBeVisible();
}

/** A search of a few trials over two parameters, and every way to look at it. */
export async function tuneTree(window: AssayWindow, picture: Picture): Promise<void> {
  const { train, page } = window;
  await window.open('Train');
  await train.showPart('Tune');
  const form = train.formOf('Tune');
  await choose(page, form.getByRole('combobox', { name: 'Target' }), 'disease');
  await choose(
    page,
    form.getByRole('combobox', { name: 'Algorithm', exact: true }),
    'Decision tree',
  );
  await form.getByRole('textbox', { name: 'Trials', exact: true }).fill('12');
  await form.getByRole('textbox', { name: 'Outer folds' }).fill('2');
  await form.getByRole('textbox', { name: 'Cross-validation folds' }).fill('3');
  await form.getByRole('button', { name: 'Tune' }).click();
  await expect(train.main.getByRole('button', { name: 'Open run' })).toBeVisible({
    timeout: patience(15),
  });
  await expect(train.stat('Trials')).toContainText('12');
  await expect(train.stat('ROC AUC, nested')).toContainText('2 outer folds');
  await window.expectCharts();
  await picture('tune-history');
  for (const tab of ['Importance', 'Parallel', 'Slices', 'Contour']) {
    const panel = await train.showTab(tab);
    await expect(panel.getByRole('figure').first()).toBeVisible();
    await window.expectCharts();
    await picture(`tune-${tab.toLowerCase()}`);
  }
  await train.showTab('Trials');
  await expect(train.trials.getByRole('row')).toHaveCount(13);
  await expect(train.trials.getByRole('img', { name: 'best' })).toHaveCount(1);
  await picture('tune-trials');
  await train.main.getByRole('button', { name: 'Open run' }).click();
  await expect(train.result('Decision tree', 'disease')).toBeVisible();
}

/** How much each column is worth, as a chart with its intervals. */
export async function leaveOut(window: AssayWindow, picture: Picture): Promise<void> {
  const { train } = window;
  await train.showPart('Experiments');
  const form = train.formOf('Experiment');
  await form.getByRole('radio', { name: /^Ablation/ }).check();
  await form.getByRole('textbox', { name: 'Cross-validation folds' }).fill('3');
  await form.getByRole('button', { name: 'Leave out in turn' }).click();
  const table = train.main.getByRole('table', { name: 'Ablation' });
  await expect(table.getByRole('row', { name: /^ca/ })).toContainText(' to ', {
    timeout: patience(15),
  });
  await window.expectCharts();
  await picture('experiments-ablation');
}
