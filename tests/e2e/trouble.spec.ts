import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileToDrop } from './support/drop-files.ts';
import { dataset, projectRoot } from './support/paths.ts';
import { expect, test } from './support/test.ts';

const fixture = (name: string): string => join(projectRoot, 'tests', 'fixtures', 'csv', name);

/** The browser itself reports each refused request on its console. */
const refused = /status of 4\d\d/;

test('a file without a byte is refused by name, with a remedy', async ({ assay, watch }) => {
  watch.allow(refused);
  await assay.drop({ name: 'nothing.csv', content: '' });
  const notice = assay.importSheet.dialog.getByRole('alert');
  await expect(notice).toContainText('nothing.csv');
  await expect(notice).toContainText('The file is empty');
  await expect(notice).toContainText(/export|choose|another|again|check/i);
  await assay.importSheet.cancelButton.click();
  await expect(assay.importSheet.dialog).toBeHidden();
  await expect(assay.status).toContainText('No dataset yet');
});

test('an image among good files is refused, the good file is imported', async ({
  assay,
  watch,
}) => {
  watch.allow(refused);
  const { importSheet: sheet, data } = assay;
  const good = await fileToDrop(dataset('penguins.csv'));
  await assay.drop(await fileToDrop(fixture('binary.png')), good);
  await expect(sheet.dialog).toHaveAccessibleName('Import 2 files');
  const notice = sheet.dialog.getByRole('alert');
  await expect(notice).toContainText('binary.png');
  await sheet.dialog.getByRole('button', { name: 'Leave out binary.png' }).click();
  await expect(sheet.name).toHaveValue('penguins');
  await sheet.import();
  await assay.expectView('Data');
  await expect(data.remaining).toHaveText('344 rows');
});

test('rows that do not fit are shown, counted and left out', async ({ assay }) => {
  const { importSheet: sheet, data } = assay;
  await assay.drop({
    name: 'ragged.csv',
    content: 'id,city,amount\n1,Oslo,2.5\n2,Bergen\n3,Bodø,4,5,6\n4,Hamar,1.5\n5,Moss,2\n',
  });
  await sheet.dialog.getByText(/\d rows? do(es)? not fit and will be left out/).click();
  await expect(sheet.dialog.getByRole('listitem').first()).toContainText('Line ');
  await sheet.import();
  await assay.expectView('Data');
  await data.detailsButton.click();
  await expect(data.inspector.getByRole('heading', { name: /^Rejected rows [1-9]/ })).toBeVisible();
  await expect(data.inspector).toContainText('3,Bodø,4,5,6');
});

test('a table of 4,096 columns is imported and used', async ({ assay }) => {
  const { importSheet: sheet, data, page } = assay;
  const columns = Array.from({ length: 4096 }, (_, i) => i);
  const row = (offset: number): string => columns.map((i) => i + offset).join(',');
  const content = [columns.map((i) => `c${i}`).join(','), row(0), row(1), row(2)].join('\n');
  await assay.drop({ name: 'wide.csv', content });
  await expect(sheet.dialog.getByText(/4,096 columns/)).toBeVisible();
  // The engine takes its time with thousands of columns, above all beside other work.
  await sheet.importButton.click();
  await expect(sheet.dialog).toBeHidden({ timeout: 60_000 });
  await assay.expectView('Data');
  await expect(assay.status).toContainText('3 rows × 4,096 columns');
  await expect(data.sortButton('c0')).toBeVisible();
  await data.cell(1, 1).click();
  await page.keyboard.press('End');
  await expect(data.sortButton('c4095')).toBeInViewport();
  await expect(data.row(1).getByRole('gridcell').last()).toHaveText('4095');
  await page.keyboard.press('ArrowDown');
  await expect(data.row(2).getByRole('gridcell').last()).toHaveAttribute('data-active', 'true');
  expect(await data.grid.getByRole('gridcell').count(), 'cells drawn').toBeLessThan(500);
});

const name = '<img src=x onerror="window.hacked=1">';
const label = '<script>window.hacked=1</script>';

test('markup in names and cells stays text in every view', async ({ assay }) => {
  const { importSheet: sheet, data, explore, train, page } = assay;
  const cell = '<svg onload="window.hacked=1">';
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const rows = Array.from({ length: 60 }, (_, i) =>
    [i % 7, quoted(i % 3 === 0 ? cell : 'plain'), quoted(i % 2 === 0 ? cell : 'no')].join(','),
  );
  const content = [['n', quoted(name), quoted(label)].join(','), ...rows].join('\n');
  await assay.drop({ name: '<b>bold</b>.csv', content });
  await expect(sheet.typeOf(name)).toHaveValue('category');
  await sheet.name.fill('<i>markup</i>');
  await sheet.import();
  await assay.expectView('Data');
  await expect(data.sortButton(name)).toBeVisible();
  await expect(data.cell(1, 2)).toHaveText(cell);
  await assay.open('Explore');
  await expect(explore.main.getByRole('button', { name }).first()).toBeVisible();
  await explore.showTab('Columns');
  await explore.main.getByRole('option').filter({ hasText: name }).click();
  await expect(explore.detailOf(name)).toContainText(cell);
  await assay.open('Train');
  await train.choose('Target', label);
  await train.choose('Algorithm', 'Gradient boosting');
  await train.trainButton.click();
  await expect(train.result('Gradient boosting', label)).toBeVisible();
  await train.showTab('Confusion');
  await assay.expectCharts();
  await train.main.getByRole('button', { name: 'Report', exact: true }).click();
  await assay.expectView('Reports');
  await expect(assay.reports.content.getByRole('heading', { level: 1 })).toContainText(label);
  for (const frame of page.frames())
    expect(await frame.evaluate(() => 'hacked' in window), frame.url()).toBe(false);
});

test('a running training stops on Cancel, long before its last tree', async ({ assay }) => {
  const { importSheet: sheet, train } = assay;
  const [header, ...rows] = (await readFile(dataset('lending_club.csv'), 'utf8'))
    .trimEnd()
    .split('\n');
  const content = [header, ...rows, ...rows, ...rows].join('\n');
  await assay.drop({ name: 'loans.csv', content });
  await sheet.import();
  await assay.open('Train');
  await train.choose('Target', 'Class');
  await train.choose('Algorithm', 'Gradient boosting');
  await train.number('Trees').fill('10000');
  await train.trainButton.click();
  const cancel = train.main.getByRole('button', { name: 'Cancel' });
  await expect(train.main.getByRole('progressbar')).toBeVisible();
  await cancel.click();
  // Ten thousand trees take minutes.
  await expect(cancel).toBeHidden({ timeout: 5000 });
  await expect(train.trainButton).toBeEnabled();
  await train.showRuns();
  await expect(train.runs.getByRole('row').nth(1)).toContainText('cancelled');
});

test('the window says when its host has gone, and what to do', async ({ assay, host, watch }) => {
  watch.allow(/ERR_CONNECTION_|WebSocket connection/);
  const { page } = assay;
  const sample = page.getByRole('button', { name: /^Import Palmer/ });
  await expect(sample).toBeVisible();
  await expect(assay.status.getByRole('alert')).toHaveCount(0);
  await host.kill();
  await expect(assay.status.getByRole('alert')).toContainText('open its new address');
  await sample.click();
  const notice = page.getByRole('main').getByRole('alert');
  await expect(notice).toContainText('The Assay host does not answer');
  await expect(notice).toContainText('assay serve');
});
