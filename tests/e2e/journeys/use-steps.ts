import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import type { AssayWindow } from '../pages/assay-window.ts';
import { fileToDrop } from '../support/drop-files.ts';
import { dataset } from '../support/paths.ts';
import { modelName, type JourneyOptions, type Picture } from './journey.ts';

const file = dataset('heart_cleveland_uci.csv');

export async function predict(
  window: AssayWindow,
  { browser }: JourneyOptions,
  picture: Picture,
): Promise<void> {
  const { predict: view, page } = window;
  await window.open('Predict');
  const before = await view.probabilities.getAttribute('aria-label');
  await view.value('thalach').fill('95');
  await view.value('ca').fill('3');
  await expect(view.probabilities).not.toHaveAttribute('aria-label', before ?? '');
  await window.expectCharts();
  await picture('16-predict-row');
  await view.showFile();
  await view.fileInput.setInputFiles(file);
  await expect(view.main.getByRole('heading', { name: '302 rows scored' })).toBeVisible();
  await expect(view.scoredRows.getByRole('columnheader').last()).toHaveText('probability_present');
  await window.expectCharts();
  await picture('17-predict-file');
  if (!browser) return;
  const saved = page.waitForEvent('download');
  await view.downloadButton.click();
  const lines = (await readFile(await (await saved).path(), 'utf8')).trimEnd().split('\n');
  expect(lines).toHaveLength(303);
  expect(lines[0]).toMatch(/,disease,prediction,probability_absent,probability_present\r?$/);
}

/** The same patients twenty years later, as a second version of the dataset. */
async function olderPatients(): Promise<{ name: string; content: string }> {
  const { name, content } = await fileToDrop(file);
  const [header, ...rows] = content.toString().trimEnd().split(/\r?\n/);
  const aged = rows.map((row) => row.replace(/^\d+/, (age) => String(Number(age) + 20)));
  return { name, content: [header, ...aged].join('\n') };
}

export async function monitor(window: AssayWindow, picture: Picture): Promise<void> {
  const { importSheet, data, monitor: view } = window;
  await window.open('Monitor');
  await window.drop(await olderPatients());
  await importSheet.name.fill('heart');
  await importSheet.typeOf('sex').selectOption('category');
  await importSheet.import();
  await window.expectView('Data');
  await expect(data.datasets).toContainText('2 versions');
  await window.open('Monitor');
  await view.choose('Reference', 'heart@1');
  await view.choose('Current', 'heart@2');
  await view.checkButton.click();
  await expect(view.verdict).toContainText('The data has not drifted');
  await expect(view.verdict).toContainText(/1 of 1\d columns moved/);
  const age = view.columns.getByRole('row', { name: /^age/ });
  await expect(age).toContainText('drifted');
  await age.getByRole('button', { name: 'age' }).click();
  await expect(view.main.getByRole('figure', { name: 'Distribution of age' })).toBeVisible();
  await window.expectCharts();
  await picture('18-monitor');
}

export async function reports(window: AssayWindow, picture: Picture): Promise<void> {
  const { monitor: monitoring, reports: view, train } = window;
  await monitoring.reportButton.click();
  await window.expectView('Reports');
  await expect(view.content.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(view.content.getByRole('row', { name: /^age/ }).first()).toBeVisible();
  await picture('18-report-drift');
  await window.open('Train');
  await train.showRuns();
  await train.runs.getByRole('button', { name: /^Show Gradient boosting/ }).click();
  await train.main.getByRole('button', { name: 'Report', exact: true }).click();
  await window.expectView('Reports');
  await expect(view.list.getByRole('listitem')).toHaveCount(2);
  await expect(view.content.getByRole('heading', { name: 'Scores' })).toBeVisible();
  await picture('18-report-training');
}

/** The audit log holds, and Home tells what is in use. */
export async function audit(window: AssayWindow, picture: Picture): Promise<void> {
  await window.open('Settings');
  await expect(window.settings.events.nth(1)).toContainText('registry.rollback');
  await window.settings.verifyButton.click();
  await expect(window.settings.verdict).toContainText('chain unbroken');
  await picture('20-settings');
  await window.open('Home');
  const live = window.page.getByRole('list', { name: 'Models in Production' });
  await expect(live).toContainText(`${modelName}@1`);
  await picture('21-home');
}
