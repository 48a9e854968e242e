import { stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { expect, test } from './support/test.ts';

const mostBytes = 2 * 1024 * 1024;
const rows = 400;

/** Fifty columns of numbers, classes, dates and words, a few of them with gaps. */
function wideFile(): string {
  const kinds = [
    (i: number, j: number) => String((i * (j + 3)) % 97),
    (i: number, j: number) => (Math.sin(i * (j + 1)) * 100).toFixed(3),
    (i: number, j: number) => `class ${(i + j) % 5}`,
    (i: number) => new Date(Date.UTC(2025, 0, 1 + i)).toISOString().slice(0, 10),
    (i: number, j: number) => (i % 9 === 0 ? '' : `note ${i} of column ${j}`),
  ];
  const columns = Array.from({ length: 50 }, (_, j) => j);
  const lines = Array.from({ length: rows }, (_, i) =>
    columns.map((j) => kinds[j % kinds.length]!(i, j)).join(','),
  );
  return [columns.map((j) => `column_${j}`).join(','), ...lines].join('\n');
}

test('the profile of 50 columns is one file that needs no network', async ({ assay }, info) => {
  const { explore, importSheet: sheet, page, reports } = assay;
  await assay.drop({ name: 'wide.csv', content: wideFile() });
  await sheet.import();
  await assay.open('Explore');
  await explore.main.getByRole('button', { name: 'Report', exact: true }).click();
  await assay.expectView('Reports');
  await expect(reports.content.getByRole('heading', { level: 1 })).toContainText('wide');
  await assay.picture('light-profile-report');
  const saving = page.waitForEvent('download');
  await reports.downloadLink.click();
  const path = info.outputPath('profile.html');
  await (await saving).saveAs(path);
  expect((await stat(path)).size).toBeLessThanOrEqual(mostBytes);
  await page.route(/^(https?|wss?):/, (route) => route.abort());
  await page.goto(pathToFileURL(path).href);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByText('column_49').first()).toBeAttached();
  await assay.picture('light-profile-report-alone');
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, 'the report scrolls sideways by').toBe(0);
});
