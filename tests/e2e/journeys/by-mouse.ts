import { expect, test } from '@playwright/test';
import type { AssayWindow } from '../pages/assay-window.ts';
import { explore, importHeart, useGrid } from './data-steps.ts';
import type { JourneyOptions } from './journey.ts';
import { compareAndRegister, explain, promoteBoth, rollBack, trainBoth } from './model-steps.ts';
import { audit, monitor, predict, reports } from './use-steps.ts';

/** From an empty workspace to a monitored and documented model, with the mouse. */
export async function walkByMouse(window: AssayWindow, options: JourneyOptions): Promise<void> {
  const picture = (name: string): Promise<void> => window.picture(`${options.look}-${name}`);
  await test.step('Home of an empty workspace', async () => {
    const { page } = window;
    await expect(page.getByRole('heading', { name: 'Welcome to Assay' })).toBeVisible();
    await expect(page.getByRole('list', { name: 'Bundled samples' })).toContainText('Heart');
    await picture('01-home-empty');
  });
  await test.step('Drop and import', () => importHeart(window, picture));
  await test.step('Grid', () => useGrid(window, options, picture));
  await test.step('Explore', () => explore(window, picture));
  await test.step('Train', () => trainBoth(window, picture));
  await test.step('Compare and register', () => compareAndRegister(window, picture));
  await test.step('Promote', () => promoteBoth(window, picture));
  await test.step('Explain', () => explain(window, picture));
  await test.step('Predict', () => predict(window, options, picture));
  await test.step('Monitor', () => monitor(window, picture));
  await test.step('Reports', () => reports(window, picture));
  await test.step('Roll back', () => rollBack(window, picture));
  await test.step('Audit', () => audit(window, picture));
}
