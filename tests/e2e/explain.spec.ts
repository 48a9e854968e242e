import { foreignBytes, foreignCase } from '../support/foreign-cases.ts';
import type { AssayWindow } from './pages/assay-window.ts';
import { choose } from './pages/choose.ts';
import { lasso } from './pages/lasso.ts';
import { fileToDrop } from './support/drop-files.ts';
import { looksFrom } from './support/looks.ts';
import { dataset } from './support/paths.ts';
import { expect, test } from './support/test.ts';

/** The right part of the topmost feature: rows it pushes up. */
const pushedUp = [
  [0.5, 0.005],
  [0.995, 0.005],
  [0.995, 0.075],
  [0.5, 0.075],
] as const;

async function lassoToSegment(window: AssayWindow, name: string): Promise<void> {
  const { explain, page } = window;
  await lasso(explain.figure('SHAP values'), pushedUp);
  const bar = page.getByRole('region', { name: 'Selection' });
  await expect(bar.getByRole('status')).toHaveText(/^[1-9]\d* rows selected/);
  await bar.getByRole('button', { name: 'Save as segment' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save as a segment' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('button', { name: 'Save segment' }).click();
  await expect(page.getByText(`${name} is saved`)).toBeVisible();
  await expect(dialog).toBeHidden();
}

for (const { scheme, size } of looksFrom('dark')) {
  test.describe(`${scheme}, ${size.width} x ${size.height}`, () => {
    test.use({ viewport: size, colorScheme: scheme });

    test('walks from a run over a lasso, a row and what-if to a counterfactual and a kept scenario', async ({
      furnished: window,
    }) => {
      const { explain, train, page } = window;
      const picture = (name: string): Promise<void> => window.picture(`${scheme}-explain-${name}`);
      await window.open('Train');
      await train.showRuns();
      const errors = await train.showTab('Errors');
      const worst = errors.getByRole('table', { name: 'Worst segments' });
      await expect(worst).toBeVisible({ timeout: 30_000 });
      await picture('0-errors');
      await train.main.getByRole('button', { name: 'Explain', exact: true }).click();
      await window.expectView('Explain');
      await explain.explainButton.click();
      // The demo explained this model already: wait for the new explanation to take its place.
      await expect(explain.explainButton).toBeEnabled();
      await expect(explain.figure('SHAP values')).toBeVisible();
      await window.expectCharts();
      await picture('1-overview');

      await lassoToSegment(window, `pushed up, ${scheme}`);
      await picture('2-lasso');

      await explain.showTab('Rows');
      await expect(explain.main.getByText(/rows selected in the beeswarm/)).toBeVisible();
      const first = explain.rows.getByRole('button', { name: /^Row \d+$/ }).first();
      const row = (await first.getAttribute('aria-label')) ?? '';
      await first.click();
      await expect(explain.figure(row)).toBeVisible();
      await expect(explain.figure('Forces')).toBeVisible();
      await explain.rows.getByRole('checkbox').nth(1).check();
      await explain.rows.getByRole('checkbox').nth(2).check();
      await window.expectCharts();
      await picture('3-rows');
      await explain.figure('Decision plot').scrollIntoViewIfNeeded();
      await picture('4-decisions');

      await explain.showWay('Local model');
      await expect(explain.figure('Weights of the local model')).toBeVisible({ timeout: 30_000 });
      await explain.showWay('Anchor');
      const rule = explain.main.getByRole('group', { name: 'Rule', exact: true });
      await expect(rule).toContainText('disease is predicted', { timeout: 30_000 });
      await picture('4-anchor');
      await explain.showWay('Training rows like it');
      const near = explain.main.getByRole('table', { name: 'Nearest training rows' });
      await expect(near.getByRole('rowheader', { name: row, exact: true })).toBeVisible({
        timeout: 30_000,
      });
      await picture('4-similar');

      await explain.showTab('Surrogate');
      await expect(explain.figure('Surrogate tree')).toBeVisible({ timeout: 30_000 });
      await window.expectCharts();
      const rules = explain.main.getByRole('table', { name: 'Rules of the tree' });
      await rules.getByRole('button').first().click();
      await expect(explain.main.getByRole('button', { name: 'Save as segment' })).toBeVisible();
      await expect(explain.main.getByRole('table', { name: 'Prototypes' })).toBeVisible();
      await picture('4-surrogate');

      await explain.showTab('Dependence');
      await expect(explain.figure(/^SHAP values of /)).toBeVisible();
      await expect(explain.figure(/^Partial dependence on /)).toBeVisible({ timeout: 30_000 });
      await window.expectCharts();
      await picture('5-dependence');

      await explain.showTab('Importance');
      await expect(explain.figure('Permutation importance')).toBeVisible({ timeout: 30_000 });
      await window.expectCharts();
      await picture('5-importance');

      await explain.showTab('Rows');
      await explain.main.getByRole('button', { name: 'What if' }).click();
      await expect(explain.tab('What-if')).toBeChecked();
      await expect(explain.main.getByText(`${row} of heart@1, unchanged`)).toBeVisible();
      const before = await explain.prediction.innerText();
      const slider = explain.slider('thalach');
      await slider.focus();
      await page.keyboard.press('End');
      await expect(explain.prediction).toContainText(`from ${row} of heart@1`);
      await expect(explain.prediction).not.toHaveText(before);
      await choose(page, explain.main.getByRole('combobox', { name: 'Compare with' }), row);
      await expect(explain.main.getByRole('table', { name: 'What differs' })).toContainText(
        'thalach',
      );
      await picture('6-what-if');
      await explain.main.getByRole('heading', { name: 'Comparison' }).scrollIntoViewIfNeeded();
      await picture('6-comparison');
      await explain.main.getByRole('button', { name: 'Reset', exact: true }).click();
      await expect(explain.main.getByText(`${row} of heart@1, unchanged`)).toBeVisible();

      await explain.main.getByRole('button', { name: /^May change:/ }).click();
      for (const column of ['age', 'sex'])
        await choose(
          page,
          explain.main.getByRole('combobox', { name: `Change of ${column}`, exact: true }),
          'Fixed',
        );
      const change = explain.main.getByRole('combobox', { name: 'Change of chol', exact: true });
      await choose(page, change, 'Between');
      await explain.main.getByRole('textbox', { name: 'chol at least' }).fill('180');
      await explain.main.getByRole('textbox', { name: 'chol at most' }).fill('260');
      await expect(
        explain.main.getByRole('button', { name: 'May change: 2 fixed, 1 within a range' }),
      ).toBeVisible();
      await picture('7-what-may-change');
      await explain.main.getByRole('button', { name: 'Find counterfactuals' }).click();
      const ways = explain.main.getByRole('table', { name: 'Counterfactuals' });
      await expect(ways).toBeVisible({ timeout: 30_000 });
      for (const fixed of ['age', 'sex'])
        await expect(ways.getByRole('cell', { name: fixed, exact: true })).toHaveCount(0);
      await ways.getByRole('button', { name: 'Apply way 1' }).click();
      await expect(ways.getByRole('button', { name: 'Apply way 1' })).toHaveText('Applied');
      await ways.scrollIntoViewIfNeeded();
      await picture('8-counterfactuals');

      const name = `A way out, ${scheme}`;
      await explain.main.getByRole('button', { name: 'Save scenario' }).click();
      const dialog = page.getByRole('dialog', { name: 'Save as a scenario' });
      await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
      await dialog.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(explain.scenarios).toContainText(name);
      await explain.scenarios.scrollIntoViewIfNeeded();
      await picture('9-scenario');
      await explain.main.getByRole('button', { name: 'Reset', exact: true }).click();
      await explain.scenarios.getByRole('button', { name: `Open ${name}` }).click();
      await expect(explain.main.getByText(new RegExp(`The start of ${name}, [1-9]`))).toBeVisible();
    });
  });
}

test('chooses how SHAP values are made, and follows a pair of columns', async ({
  furnished: window,
}) => {
  const { explain, page } = window;
  await window.open('Explain');
  await explain.openOptions();
  const { options } = explain;
  await choose(page, options.getByRole('combobox', { name: 'Output' }), 'Probability');
  await expect(options.getByRole('switch', { name: 'Interactions' })).toBeDisabled();
  await options.getByRole('textbox', { name: 'Background rows' }).fill('50');
  await window.picture('light-explain-9-options');
  await explain.explainSo();
  await expect(explain.made).toHaveText(
    /^TreeSHAP, interventional · background 50 of .* · in probability of the class$/,
  );

  await explain.openOptions();
  await options.getByRole('button', { name: 'Reset' }).click();
  await options.getByRole('switch', { name: 'Interactions' }).check();
  await explain.explainSo();
  const pairs = explain.figure(/^Mean .SHAP interaction value/);
  await pairs.scrollIntoViewIfNeeded();
  await window.expectCharts();
  await window.picture('light-explain-9-interactions');
  const area = await pairs.locator('.nsewdrag').first().boundingBox();
  if (!area) throw new Error('the map has no plot');
  // The first row, the second column: the two most important columns.
  await page.mouse.click(area.x + area.width * 0.12, area.y + area.height * 0.04);
  await expect(explain.tab('Dependence')).toBeChecked();
  const colour = explain.main.getByRole('combobox', { name: 'Colour' });
  await expect(colour).not.toHaveValue('One colour');
});

test('takes a dropped LightGBM file for a model, imports it on its data and explains it', async ({
  assay: window,
}) => {
  const { explain, importSheet, page } = window;
  await window.drop(await fileToDrop(dataset('wine_uci.csv')));
  await importSheet.import();
  const content = Buffer.from(foreignBytes(foreignCase('lightgbm three classes')));
  await window.drop({ name: 'wine model.txt', content });
  const dialog = page.getByRole('dialog', { name: 'Import a model' });
  await expect(dialog).toContainText('wine_uci@1 has all 13 columns it reads');
  await expect(dialog.getByRole('combobox', { name: 'Target' })).toHaveValue('target');
  await window.picture('explain-import');
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await window.expectView('Registry');
  await expect(window.registry.version('wine model@1')).toContainText('Imported');
  await window.open('Explain');
  await expect(explain.model).toHaveValue('wine model@1');
  await explain.explainButton.click();
  await expect(explain.main.getByText(/^TreeSHAP, path dependent · all 178 rows/)).toBeVisible({
    timeout: 30_000,
  });

  await explain.showTab('Importance');
  await expect(
    explain.main.getByText(/^Columns are shuffled. This model was imported/),
  ).toBeVisible();
  await expect(explain.main.getByText('Train without it')).toHaveCount(0);
  await expect(explain.figure('Permutation importance')).toBeVisible({ timeout: 30_000 });
  await window.picture('explain-import-importance');
});
