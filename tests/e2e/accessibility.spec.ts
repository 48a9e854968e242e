import { foreignBytes, foreignCase } from '../support/foreign-cases.ts';
import { importHeart } from './journeys/data-steps.ts';
import { views, type AssayWindow, type View } from './pages/assay-window.ts';
import { choose } from './pages/choose.ts';
import { explainTabs } from './pages/explain-page.ts';
import { exploreTabs } from './pages/explore-page.ts';
import { tabTo } from './support/keyboard.ts';
import { expect, test } from './support/test.ts';
import { violations } from './support/violations.ts';

// Contrast is measured on what stands still, not on a dialog that fades in.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

type Prepare = (window: AssayWindow) => Promise<void>;

/** Waits until the view shows its data. */
const furnished: Readonly<Record<View, Prepare>> = {
  Home: ({ page }) =>
    expect(page.getByRole('list', { name: 'Models in Production' })).toContainText('heart'),
  Data: async ({ data }) => {
    await expect(data.remaining).toHaveText(/rows$/);
    await data.detailsButton.click();
    await expect(data.inspector).toContainText('Origin');
  },
  Explore: ({ explore }) =>
    expect(explore.main.getByRole('group', { name: 'Rows', exact: true })).toBeVisible(),
  Validate: ({ validate }) => expect(validate.dimensions).toBeVisible(),
  Patterns: ({ patterns }) => patterns.find('Clusters'),
  Train: async ({ train }) => {
    await train.showRuns();
    await expect(train.result('Gradient boosting', 'disease')).toBeVisible();
  },
  Explain: ({ explain }) => expect(explain.figure('SHAP values')).toBeVisible(),
  Registry: ({ registry }) => expect(registry.lineage).toBeVisible(),
  Predict: ({ predict }) => expect(predict.probabilities).toHaveCount(1),
  Monitor: ({ monitor }) => expect(monitor.columns).toBeVisible(),
  Reports: ({ reports }) =>
    expect(reports.content.getByRole('heading', { level: 1 })).toBeVisible(),
  Settings: ({ settings }) => expect(settings.events.nth(1)).toBeVisible(),
};

/** A finished search of two parameters of a tree, by few and small fits. */
async function tune({ train, page }: AssayWindow): Promise<void> {
  const form = train.formOf('Tune');
  const algorithm = form.getByRole('combobox', { name: 'Algorithm', exact: true });
  await choose(page, algorithm, 'Decision tree');
  await form.getByRole('textbox', { name: 'Trials', exact: true }).fill('8');
  await form.getByRole('textbox', { name: 'Outer folds' }).fill('2');
  await form.getByRole('textbox', { name: 'Cross-validation folds' }).fill('2');
  await form.getByRole('button', { name: 'Tune' }).click();
  await expect(train.main.getByRole('button', { name: 'Open run' })).toBeVisible({
    timeout: 60_000,
  });
}

test('no view with data breaks WCAG 2.2 AA', async ({ furnished: window }) => {
  for (const view of views) {
    await window.open(view);
    await furnished[view](window);
    await window.expectCharts();
    expect.soft(await violations(window.page), view).toEqual([]);
  }
});

test('no part of Data and Validate breaks WCAG 2.2 AA', async ({ furnished: window }) => {
  const { page, data, validate } = window;
  const check = async (what: string): Promise<void> =>
    expect.soft(await violations(page), what).toEqual([]);
  await window.open('Data');
  await data.showTab('Versions');
  await expect(data.versions.panel.getByRole('heading', { name: 'Lineage' })).toBeVisible();
  await check('Data, Versions');
  await data.versions.panel.getByRole('button', { name: 'Promote' }).click();
  const dialog = page.getByRole('dialog', { name: /^Promote/ });
  await expect(dialog.getByText(/^Quality|Quality \d/).first()).toBeVisible();
  await check('Data, Promote');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await data.showTab('SQL');
  await data.sql.run('select 1 as one, null as nothing');
  await expect(data.sql.state).toContainText('1 row');
  await check('Data, SQL');
  await window.open('Validate');
  await validate.showTab('Rules');
  await validate.suggest();
  await check('Validate, Rules');
  await validate.chooseColumn('age');
  await validate.rules.getByRole('button', { name: /^Values are between \d/ }).click();
  await expect(validate.rule.getByRole('status')).toContainText('No row');
  await check('Validate, a rule');
  for (const tab of ['Results', 'Checkpoints'] as const) {
    await validate.showTab(tab);
    await check(`Validate, ${tab}`);
  }
});

test('no search and no experiment breaks WCAG 2.2 AA', async ({ assay: window }) => {
  const { page, train } = window;
  const check = async (what: string): Promise<void> => {
    await window.expectCharts();
    expect.soft(await violations(page), what).toEqual([]);
  };
  await importHeart(window, () => Promise.resolve());
  await window.open('Train');
  await train.showPart('Tune');
  await tune(window);
  const tabs = ['History', 'Best', 'Importance', 'Parallel', 'Slices'];
  for (const tab of [...tabs, 'Contour', 'Trials', 'Nested']) {
    await train.showTab(tab);
    await check(`Tune, ${tab}`);
  }
  await train.showPart('AutoML');
  const form = train.formOf('AutoML');
  await form.getByText('Own', { exact: true }).click();
  await form.getByRole('textbox', { name: 'Seconds' }).fill('4');
  await form.getByRole('button', { name: 'Search' }).click();
  await expect(train.main.getByRole('button', { name: 'Compare: pick two' })).toBeVisible({
    timeout: 60_000,
  });
  await check('AutoML, leaderboard');
  await train.showPart('Experiments');
  await train.main.getByRole('button', { name: 'Draw the curve' }).click();
  await expect(train.main.getByRole('figure').first()).toBeVisible({ timeout: 60_000 });
  await check('Experiments, learning curve');
  await train.showPart('New run');
  await train.choose('Target', 'chol');
  for (const algorithm of ['Decision tree', 'Ridge regression']) {
    await train.choose('Algorithm', algorithm);
    await train.trainButton.click();
    await expect(train.result(algorithm, 'chol')).toBeVisible({ timeout: 60_000 });
  }
  await check('Residuals');
  await train.showRuns();
  await train.compare(['Decision tree', 'Ridge regression'], 2);
  await check('Comparison');
});

test('no tab of Explain breaks WCAG 2.2 AA', async ({ furnished: window }) => {
  const { page, explain } = window;
  await window.open('Explain');
  const shown = {
    Overview: explain.figure('SHAP values'),
    Rows: explain.figure('Forces'),
    Dependence: explain.figure(/^Partial dependence on /),
    Importance: explain.figure('Permutation importance'),
    Surrogate: explain.figure('Surrogate tree'),
    'What-if': explain.figure('Contributions of the values'),
  };
  const ways = {
    'Local model': explain.figure('Weights of the local model'),
    Anchor: explain.main.getByRole('group', { name: 'Rule', exact: true }),
    'Training rows like it': explain.main.getByRole('table', { name: 'Nearest training rows' }),
  };
  for (const tab of explainTabs) {
    await explain.showTab(tab);
    await expect(shown[tab]).toBeVisible({ timeout: 30_000 });
    await window.expectCharts();
    expect.soft(await violations(page), `Explain, ${tab}`).toEqual([]);
    if (tab === 'Overview') {
      await explain.openOptions();
      expect.soft(await violations(page), 'Explain, options').toEqual([]);
      await explain.options.getByRole('button', { name: 'Done' }).click();
    }
    if (tab !== 'Rows') continue;
    for (const way of ['Local model', 'Anchor', 'Training rows like it'] as const) {
      await explain.showWay(way);
      await expect(ways[way]).toBeVisible({ timeout: 30_000 });
      expect.soft(await violations(page), `Rows, ${way}`).toEqual([]);
    }
  }
  await explain.main.getByRole('button', { name: /^May change:/ }).click();
  await explain.main.getByRole('button', { name: 'Find counterfactuals' }).click();
  const found = explain.main.getByRole('table', { name: 'Counterfactuals' });
  await expect(found).toBeVisible({ timeout: 30_000 });
  expect.soft(await violations(page), 'Explain, counterfactuals').toEqual([]);
});

test('no tab and no dialog breaks WCAG 2.2 AA', async ({ furnished: window }) => {
  const { page, explore, train } = window;
  await window.open('Explore');
  for (const tab of exploreTabs) {
    const panel = await explore.showTab(tab);
    await expect(panel.getByRole('progressbar')).toHaveCount(0);
    await window.expectCharts();
    expect.soft(await violations(page), `Explore, ${tab}`).toEqual([]);
  }
  await window.open('Train');
  for (const part of ['New run', 'AutoML', 'Tune', 'Experiments']) {
    await train.showPart(part);
    await expect(train.main.getByRole('combobox', { name: 'Target' })).toBeVisible();
    expect.soft(await violations(page), `Train, ${part}`).toEqual([]);
  }
  await train.showRuns();
  for (const tab of ['Scores', 'Curves', 'Confusion', 'Thresholds', 'Groups', 'Pipeline']) {
    await train.showTab(tab);
    await window.expectCharts();
    expect.soft(await violations(page), `Train, ${tab}`).toEqual([]);
  }
  await window.open('Monitor');
  await window.monitor.showDesign();
  await window.monitor.number('Looks').fill('3');
  await expect(window.monitor.looks.getByRole('row')).toHaveCount(4);
  await window.expectCharts();
  expect.soft(await violations(page), 'A/B test design').toEqual([]);
  await page.keyboard.press('Control+k');
  await expect(window.palette.search).toBeVisible();
  expect.soft(await violations(page), 'Command palette').toEqual([]);
  await page.keyboard.press('Escape');
  await window.drop({ name: 'numbers.csv', content: 'a,b\n1,2\n3,x\n' });
  await expect(window.importSheet.preview).toBeVisible();
  expect.soft(await violations(page), 'Import sheet').toEqual([]);
  await page.keyboard.press('Escape');
  const content = Buffer.from(foreignBytes(foreignCase('lightgbm binary with categories')));
  await window.drop({ name: 'titanic.txt', content });
  const dialog = page.getByRole('dialog', { name: 'Import a model' });
  await expect(dialog).toContainText('It does not fit');
  expect.soft(await violations(page), 'Import of a model').toEqual([]);
  await page.keyboard.press('Escape');
  await window.open('Registry');
  await window.registry.versions
    .getByRole('button', { name: /^Actions for/ })
    .first()
    .click();
  await expect(page.getByRole('menuitem', { name: 'Export as ONNX' })).toBeVisible();
  expect.soft(await violations(page), 'Actions of a version').toEqual([]);
});

test('an empty workspace breaks no rule of WCAG 2.2 AA', async ({ assay: window }) => {
  for (const view of views) {
    await window.open(view);
    expect.soft(await violations(window.page), view).toEqual([]);
  }
});

test('every view is reached by keyboard, with the focus in sight', async ({
  furnished: window,
}) => {
  const { page } = window;
  const skip = page.getByRole('link', { name: 'Skip to the view' });
  await page.keyboard.press('Tab');
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  for (const view of views) {
    const link = window.railLink(view);
    await tabTo(link);
    const outline = await link.evaluate((element) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      return { seen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2, boxShadow };
    });
    expect(outline.seen || outline.boxShadow !== 'none', `focus on ${view}`).toBe(true);
    await page.keyboard.press('Enter');
    await window.expectView(view);
  }
});
