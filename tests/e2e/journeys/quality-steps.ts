import { expect, test } from '@playwright/test';
import type { AssayWindow } from '../pages/assay-window.ts';
import { ordersFile, orderRows, typoRow } from '../support/orders.ts';
import type { Picture } from './journey.ts';

/** The wrong amount, with or without a mark for thousands. */
const typo = /98,?765/;

/** From a dropped file over its outlier, a segment and a rule to a version in gold. */
export async function walkQuality(window: AssayWindow, look: string): Promise<void> {
  const picture = (name: string): Promise<void> => window.picture(`${look}-quality-${name}`);
  await test.step('Fix a guess', () => fixGuesses(window, picture));
  await test.step('Find the outlier', () => findOutlier(window, picture));
  await test.step('Name it', () => nameSegment(window, picture));
  await test.step('Build rules', () => buildRules(window, picture));
  await test.step('See failing rows', () => seeFailures(window, picture));
  await test.step('Score and promote', () => promote(window, picture));
}

async function fixGuesses(window: AssayWindow, picture: Picture): Promise<void> {
  const { importSheet: sheet, data } = window;
  await window.drop({ name: 'orders.csv', content: ordersFile() });
  await expect(sheet.name).toHaveValue('orders');
  await expect(sheet.typeOf('ordered')).toHaveValue('text');
  await sheet.typeOf('ordered').selectOption('datetime');
  await sheet.dateFormatOf('ordered').selectOption('month-first');
  await expect(sheet.dateFormatOf('ordered')).toHaveValue('month-first');
  await sheet.typeOf('order_id').selectOption('text');
  await expect(sheet.typeOf('order_id')).toHaveValue('text');
  await picture('01-import');
  await sheet.import();
  await window.expectView('Data');
  await expect(data.remaining).toHaveText(`${orderRows} rows`);
  await expect(data.cell(1, 2)).toHaveText('2025-02-08');
}

async function findOutlier(window: AssayWindow, picture: Picture): Promise<void> {
  const { explore } = window;
  await window.open('Explore');
  await expect(explore.main.getByRole('group', { name: 'Rows', exact: true })).toContainText(
    String(orderRows),
  );
  await expect(explore.main.getByRole('list', { name: /alerts$/ })).toContainText('region');
  await window.expectCharts();
  await picture('02-overview');
  const outliers = await explore.showTab('Outliers');
  await outliers.getByText('IQR', { exact: true }).click();
  const first = explore.outliers.getByRole('row').nth(1);
  await expect(first).toContainText(typo);
  await expect(first.getByRole('cell').first()).toHaveText(String(typoRow));
  await picture('03-outliers');
}

async function nameSegment(window: AssayWindow, picture: Picture): Promise<void> {
  const { explore, page } = window;
  await explore.outliers.getByRole('button', { name: `See plot of row ${typoRow}` }).click();
  const relations = explore.main.getByRole('tabpanel', { name: 'Relations', exact: true });
  await expect(relations.getByRole('combobox', { name: 'Up (y)' })).toHaveValue('amount');
  await window.expectCharts();
  const plot = relations.getByRole('figure', { name: /^amount by / });
  await explore.drawBox(plot, [0.01, 0.01], [0.99, 0.4]);
  await expect(explore.selection.getByRole('status')).toContainText('1 row selected');
  await expect(relations.getByRole('table', { name: /^Rows where/ })).toContainText(typo);
  await picture('04-selected');
  await explore.saveSegment('typing errors');
  await page.getByRole('button', { name: 'Explore only these' }).click();
  await expect(explore.main.getByText(/^orders@1 · 1 of 240 rows in typing errors/)).toBeVisible();
  await picture('05-segment');
}

async function buildRules(window: AssayWindow, picture: Picture): Promise<void> {
  const { validate } = window;
  await window.open('Validate');
  await validate.showTab('Rules');
  await validate.suggest();
  await picture('06-suggested');
  await validate.chooseColumn('amount');
  await validate.rules.getByRole('button', { name: /^Values are between \d/ }).click();
  await expect(validate.rule.getByRole('status')).toContainText('No row');
  await validate.rule.getByRole('textbox', { name: 'At most' }).fill('1000');
  await expect(validate.rule.getByRole('status')).toContainText('1 row breaks it in orders@1');
  await picture('07-rule');
  await validate.chooseColumn('units');
  await validate.rules.getByRole('button', { name: 'Values are in a set', exact: true }).click();
  await expect(validate.rule.getByText('9', { exact: true })).toBeVisible();
  await expect(validate.rule.getByRole('status')).toContainText('No row');
  await validate.suite.getByRole('button', { name: 'Save' }).click();
  await expect(validate.suite.getByRole('status')).toHaveText('saved');
  await validate.suite.getByRole('button', { name: 'Run' }).click();
}

async function seeFailures(window: AssayWindow, picture: Picture): Promise<void> {
  const { validate, data } = window;
  const broken = validate.result('between 0 and 1000');
  await expect(broken).toHaveCount(1);
  await picture('08-result');
  await broken.getByRole('button').filter({ hasText: 'Show failing rows' }).click();
  await window.expectView('Data');
  await expect(data.chosen).toContainText('1 row breaking the rule');
  await expect(data.cell(1, 5)).toHaveText(typo);
  await expect(data.row(1).getByRole('rowheader')).toHaveText(String(typoRow));
  await picture('09-failing-rows');
}

async function promote(window: AssayWindow, picture: Picture): Promise<void> {
  const { validate, data } = window;
  await window.open('Validate');
  await validate.showTab('Quality');
  await expect(validate.main.getByText('with the rules of orders')).toBeVisible();
  await expect(validate.dimensions.getByRole('row', { name: /^Completeness/ })).toContainText('98');
  await picture('10-quality');
  await validate.promote('gold', 'The typing error is known; the shop will correct it');
  await expect(validate.main.getByText(/in the last layer, gold/)).toBeVisible();
  await window.open('Data');
  await expect(window.status).toContainText('orders@2 · gold');
  await data.showTab('Versions');
  await expect(data.versions.version(2)).toContainText('gold');
  await expect(data.versions.panel).toContainText('hold the same columns and rows');
  await picture('11-gold');
}
