import { expect } from '@playwright/test';
import type { AssayWindow } from '../pages/assay-window.ts';
import { fileToDrop } from '../support/drop-files.ts';
import { dataset } from '../support/paths.ts';
import type { JourneyOptions, Picture } from './journey.ts';

export async function importHeart(window: AssayWindow, picture: Picture): Promise<void> {
  const { importSheet: sheet, data } = window;
  await window.drop(await fileToDrop(dataset('heart_cleveland_uci.csv')));
  await expect(sheet.dialog).toBeVisible();
  await expect(sheet.name).toHaveValue('heart_cleveland_uci');
  await expect(sheet.field('Delimiter')).toHaveValue(/^Comma/);
  await expect(sheet.typeOf('sex')).toHaveValue('integer');
  await expect(sheet.preview.getByRole('row').nth(1)).toContainText('145');
  await sheet.typeOf('sex').selectOption('category');
  await expect(sheet.typeOf('sex')).toHaveValue('category');
  await expect(sheet.dialog.getByRole('button', { name: 'Back to the guesses' })).toBeVisible();
  await sheet.name.fill('heart');
  await picture('02-import-sheet');
  await sheet.import();
  await window.expectView('Data');
  await expect(data.remaining).toHaveText('302 rows');
  await expect(window.status).toContainText('302 rows × 14 columns');
}

export async function useGrid(
  window: AssayWindow,
  { browser, watch }: JourneyOptions,
  picture: Picture,
): Promise<void> {
  const { data, page } = window;
  await expect(data.cell(1, 1)).toHaveText('63');
  await data.sortButton('age').click();
  await expect(data.header('age')).toHaveAttribute('aria-sort', 'ascending');
  await expect(data.cell(1, 1)).toHaveText('29');
  await data.sortButton('age').click();
  await expect(data.header('age')).toHaveAttribute('aria-sort', 'descending');
  await expect(data.cell(1, 1)).toHaveText('77');
  await data.filter.fill('age > 60');
  await expect(data.remaining).toHaveText(/^79 of 302 rows/);
  await picture('03-data-filtered');
  await data.cell(1, 1).click();
  await expect(data.cell(1, 1)).toHaveAttribute('data-active', 'true');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(data.cell(2, 2)).toHaveAttribute('data-active', 'true');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(data.grid.getByRole('gridcell', { selected: true })).toHaveCount(4);
  await page.keyboard.press('Control+c');
  await expect(page.getByText('Copied 2 rows with headers')).toBeVisible();
  if (browser) {
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    const lines = copied.trimEnd().split(/\r?\n/);
    expect(lines[0]).toBe('sex\tcp');
    expect(lines).toHaveLength(3);
  }
  await page.keyboard.press('Control+End');
  await expect(data.row(79)).toBeVisible();
  // The browser itself reports the refused request.
  watch.allow(/status of 400 .*data\.preview/);
  await data.filter.fill('age >');
  await expect(data.filter).toHaveAttribute('aria-invalid', 'true');
  await data.filter.fill('');
  await expect(data.remaining).toHaveText('302 rows');
  await data.detailsButton.click();
  await expect(data.inspector).toContainText('heart_cleveland_uci.csv');
  await picture('04-data-details');
}

export async function explore(window: AssayWindow, picture: Picture): Promise<void> {
  const { explore: view } = window;
  await window.open('Explore');
  await expect(view.main.getByRole('group', { name: 'Rows', exact: true })).toContainText('302');
  await expect(view.main.getByRole('list', { name: /alerts$/ })).toContainText('ca has');
  await picture('05-explore-overview');
  const columns = await view.showTab('Columns');
  await columns.getByRole('option').filter({ hasText: 'thalach' }).click();
  await expect(view.detailOf('thalach').getByRole('row', { name: /^Median \d/ })).toContainText(
    '15',
  );
  await window.expectCharts();
  await picture('06-explore-column');
  const correlations = await view.showTab('Correlations');
  await expect(correlations.getByRole('listitem').first()).toContainText(/and .*0\.\d{3}/);
  await correlations.getByText('Spearman', { exact: true }).click();
  await window.expectCharts();
  await picture('07-explore-correlations');
  const missing = await view.showTab('Missing values');
  await expect(missing.getByRole('group', { name: 'Columns with gaps' })).toContainText('2');
  await window.expectCharts();
  await picture('08-explore-missing');
}
