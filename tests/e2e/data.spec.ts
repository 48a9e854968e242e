import { fileToDrop } from './support/drop-files.ts';
import { dataset } from './support/paths.ts';
import { expect, test } from './support/test.ts';

/** The browser itself reports each refused request on its console. */
const refused = /status of 4\d\d/;

test('cells pasted outside a field become a dataset; in a field they stay text', async ({
  assay,
  context,
}) => {
  const { importSheet: sheet, data, page } = assay;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await assay.open('Data');
  await page.evaluate(() =>
    navigator.clipboard.writeText('city\tpeople\nOslo\t709000\nBergen\t291000\n'),
  );
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('ControlOrMeta+v');
  await expect(sheet.preview.getByRole('row').nth(2)).toContainText('Bergen');
  await sheet.name.fill('cities');
  await sheet.import();
  await expect(data.remaining).toHaveText('2 rows');
  await expect(data.cell(1, 2)).toHaveText('709000');
  await data.filter.focus();
  await page.keyboard.press('ControlOrMeta+v');
  await expect(sheet.dialog).toBeHidden();
});

test('several files become one dataset with a column that names the file', async ({ assay }) => {
  const { importSheet: sheet, data } = assay;
  await assay.drop(
    { name: 'air_2024.csv', content: 'day,pm25\n2024-01-01,12\n2024-01-02,9\n' },
    { name: 'air_2025.csv', content: 'day,pm25,no2\n2025-01-01,7,30\n' },
  );
  await sheet.dialog.getByText('All in one dataset').click();
  await expect(sheet.name).toHaveValue('air');
  await sheet.import();
  await expect(data.remaining).toHaveText('3 rows');
  await expect(data.cell(3, 4)).toHaveText('air_2025.csv');
  await expect(data.cell(1, 3).getByRole('img', { name: 'missing' })).toBeVisible();
});

test('a query runs, is told where it is wrong, and its result becomes a dataset', async ({
  assay,
}) => {
  const { importSheet: sheet, data, page } = assay;
  await assay.drop(await fileToDrop(dataset('penguins.csv')));
  await expect(sheet.name).toHaveValue('penguins');
  await sheet.import();
  await page.getByRole('tab', { name: 'SQL' }).click();
  const editor = page.getByRole('textbox', { name: 'SQL query' });
  await editor.fill('select island, count(*) as n\nfrom penguin group by all');
  await editor.press('ControlOrMeta+Enter');
  await expect(page.getByText('Line 2, column 6 of the editor')).toBeVisible();
  await editor.fill('select island, count(*) as n from penguins group by all order by n desc');
  await editor.press('ControlOrMeta+Enter');
  const result = page.getByRole('grid', { name: 'Result' });
  await expect(result.getByRole('gridcell').nth(1)).toHaveText('168');
  await page.getByRole('button', { name: 'Save as dataset…' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('islands');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('islands');
  await expect(data.remaining).toHaveText('3 rows');
});

test('a second version is compared with the first, which can be restored and undone', async ({
  assay,
}) => {
  const { importSheet: sheet, page } = assay;
  for (const last of ['3,40', '3,41\n4,50']) {
    await assay.drop({ name: 'stock.csv', content: `id,amount\n1,20\n2,30\n${last}\n` });
    await expect(sheet.name).toHaveValue('stock');
    await sheet.import();
  }
  await page.getByRole('tab', { name: 'Versions' }).click();
  const main = page.getByRole('main');
  await main.getByLabel('Columns that name a row').click();
  await page.getByRole('option', { name: 'id' }).click();
  await expect(main.getByRole('group', { name: 'Rows added' })).toContainText('1of 4 now');
  await expect(main.getByRole('group', { name: 'Rows changed' })).toContainText('1');
  await expect(main.getByRole('region', { name: 'Changed cells' })).toContainText('amount1');
  await page.getByRole('heading', { level: 1 }).click();
  const versions = main.getByRole('navigation', { name: 'Versions' }).getByRole('button');
  await versions.last().click();
  await page.getByRole('button', { name: 'Restore @1' }).click();
  await expect(versions).toHaveCount(3);
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(versions).toHaveCount(4);
});

test('a deleted dataset comes back by undo, and from the bin', async ({ assay, watch }) => {
  watch.allow(refused);
  const { importSheet: sheet, data, page } = assay;
  await assay.drop(await fileToDrop(dataset('penguins.csv')));
  await expect(sheet.name).toHaveValue('penguins');
  await sheet.import();
  const remove = async (): Promise<void> => {
    await page.getByRole('button', { name: 'More for penguins' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect(page.getByText('No dataset yet').first()).toBeVisible();
  };
  await remove();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(data.remaining).toHaveText('344 rows');
  await remove();
  await page.getByRole('button', { name: /^Bin/ }).click();
  await page.getByRole('button', { name: 'Bring back' }).click();
  await page.keyboard.press('Escape');
  await expect(data.remaining).toHaveText('344 rows');
});
