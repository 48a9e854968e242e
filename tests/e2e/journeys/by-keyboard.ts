import { expect, test } from '@playwright/test';
import type { AssayWindow } from '../pages/assay-window.ts';
import { chooseByKey, press, tabTo, type } from '../support/keyboard.ts';
import { dataset } from '../support/paths.ts';
import type { Picture } from './journey.ts';

/** The core of the journey without a mouse: Tab, Enter, arrows, shortcuts, the command palette. */
export async function walkByKeyboard(window: AssayWindow, look: string): Promise<void> {
  const picture = (name: string): Promise<void> => window.picture(`${look}-${name}`);
  await test.step('Import by shortcut', () => importByShortcut(window, picture));
  await test.step('Grid by arrows', () => walkGrid(window, picture));
  await test.step('Explore by tabs', () => exploreByKey(window, picture));
  await test.step('Train and register', () => trainByKey(window, picture));
  await test.step('Promote from the menu', () => promoteByKey(window, picture));
  await test.step('Explain', () => explainByKey(window, picture));
  await test.step('Predict', () => predictByKey(window, picture));
  await test.step('Report', () => reportByKey(window, picture));
  await test.step('Verify the audit log', () => verifyByKey(window, picture));
}

async function importByShortcut(window: AssayWindow, picture: Picture): Promise<void> {
  const { page, importSheet: sheet, data } = window;
  // Listened for before the picture is taken: the browser learns of it after a moment only.
  const chooser = page.waitForEvent('filechooser');
  await picture('01-home-empty');
  await page.keyboard.press('Control+o');
  await (await chooser).setFiles(dataset('heart_cleveland_uci.csv'));
  await expect(sheet.name).toHaveValue('heart_cleveland_uci');
  await expect(sheet.importButton).toBeFocused();
  await type(sheet.name, 'heart');
  await tabTo(sheet.typeOf('sex'));
  await page.keyboard.press('c');
  await expect(sheet.typeOf('sex')).toHaveValue('category');
  await picture('02-import-sheet');
  await press(sheet.importButton);
  await window.expectView('Data');
  await expect(data.remaining).toHaveText('302 rows');
}

async function walkGrid({ page, data }: AssayWindow, picture: Picture): Promise<void> {
  await tabTo(data.grid);
  await page.keyboard.press('ArrowDown');
  await expect(data.cell(1, 1)).toHaveAttribute('data-active', 'true');
  await page.keyboard.press('ArrowUp');
  await expect(data.header('age')).toHaveAttribute('data-active', 'true');
  await page.keyboard.press('Enter');
  await expect(data.header('age')).toHaveAttribute('aria-sort', 'ascending');
  await expect(data.cell(1, 1)).toHaveText('29');
  await tabTo(data.filter, 'Shift+Tab');
  await page.keyboard.type("disease = 'present'");
  await expect(data.remaining).toHaveText(/^1\d\d of 302 rows/);
  await picture('03-data');
}

async function exploreByKey(window: AssayWindow, picture: Picture): Promise<void> {
  const { page, explore } = window;
  await page.keyboard.press('Control+3');
  await window.expectView('Explore');
  await tabTo(explore.main.getByRole('tab', { name: 'Overview' }));
  await picture('04-explore');
  await page.keyboard.press('ArrowRight');
  await expect(explore.main.getByRole('tabpanel', { name: 'Columns' })).toBeVisible();
  await tabTo(explore.main.getByRole('listbox'));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(explore.detailOf('cp')).toBeVisible();
  await window.expectCharts();
  await picture('05-explore-column');
}

async function trainByKey(window: AssayWindow, picture: Picture): Promise<void> {
  const { page, train, palette } = window;
  await palette.run('Go to Train');
  await window.expectView('Train');
  await expect(train.field('Target')).toHaveValue('disease');
  await chooseByKey(train.field('Algorithm'), 'Gradient boosting');
  await press(train.trainButton);
  await expect(train.result('Gradient boosting', 'disease')).toBeVisible();
  await window.expectCharts();
  await picture('06-train');
  await press(train.main.getByRole('button', { name: 'Register' }));
  const dialog = page.getByRole('dialog', { name: 'Register model' });
  await expect(dialog.getByLabel('Name')).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('by-keys');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByText('by-keys@1 is registered')).toBeVisible();
}

async function promoteByKey(window: AssayWindow, picture: Picture): Promise<void> {
  const { page, registry, palette } = window;
  await palette.run('by-keys');
  await window.expectView('Registry');
  await press(registry.versions.getByRole('button', { name: 'Actions for by-keys@1' }));
  const production = page.getByRole('menuitem', { name: 'Production' });
  await expect(production).toBeVisible();
  for (let step = 0; step < 4; step++) {
    if (await production.evaluate((item) => item === document.activeElement)) break;
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Move by-keys@1 to Production' });
  await expect(dialog.getByRole('textbox', { name: 'Reason' })).toBeFocused();
  await page.keyboard.type('No mouse needed');
  await press(dialog.getByRole('button', { name: 'Move to Production' }));
  await expect(registry.version('by-keys@1')).toContainText('Production');
  await picture('07-registry');
}

async function explainByKey(window: AssayWindow, picture: Picture): Promise<void> {
  const { page, explain } = window;
  await page.keyboard.press('Control+7');
  await window.expectView('Explain');
  await press(explain.explainButton);
  await expect(explain.figure('SHAP values')).toBeVisible();
  await window.expectCharts();
  expect(await explain.additivityError()).toBeLessThanOrEqual(1e-6);
  await picture('08-explain');
  await tabTo(explain.tab('Overview'));
  await page.keyboard.press('ArrowRight');
  await press(explain.main.getByRole('button', { name: 'Next row' }));
  await expect(explain.figure('Row 2')).toBeVisible();
}

async function predictByKey(window: AssayWindow, picture: Picture): Promise<void> {
  const { page, predict } = window;
  await page.keyboard.press('Control+9');
  await window.expectView('Predict');
  const before = await predict.probabilities.getAttribute('aria-label');
  await type(predict.value('thalach'), '95');
  await expect(predict.probabilities).not.toHaveAttribute('aria-label', before ?? '');
  await window.expectCharts();
  await picture('09-predict');
}

async function reportByKey(window: AssayWindow, picture: Picture): Promise<void> {
  const { train, reports, palette } = window;
  await palette.run('Go to Train');
  await press(train.main.getByRole('button', { name: 'Report', exact: true }));
  await window.expectView('Reports');
  await expect(reports.content.getByRole('heading', { name: 'Scores' })).toBeVisible();
  await picture('10-report');
}

async function verifyByKey(window: AssayWindow, picture: Picture): Promise<void> {
  const { page, settings } = window;
  await page.keyboard.press('Control+,');
  await window.expectView('Settings');
  await press(settings.verifyButton);
  await expect(settings.verdict).toContainText('chain unbroken');
  await picture('11-settings');
  await page.keyboard.press('Control+PageDown');
  await window.expectView('Home');
  await picture('12-home');
  await page.keyboard.press('F1');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await picture('13-shortcuts');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
}
