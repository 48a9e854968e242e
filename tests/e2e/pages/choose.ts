import type { Locator, Page } from '@playwright/test';

/** Chooses an option of a select field. */
export async function choose(page: Page, field: Locator, option: string | RegExp): Promise<void> {
  await field.click();
  await page.getByRole('option', { name: option }).first().click();
}
