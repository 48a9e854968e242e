import { expect, type Locator, type Page } from '@playwright/test';

/** Explore: the profile of a version. */
export class ExplorePage {
  readonly main: Locator;

  constructor(page: Page) {
    this.main = page.getByRole('main', { name: 'Explore', exact: true });
  }

  async showTab(
    name: 'Overview' | 'Columns' | 'Correlations' | 'Missing values',
  ): Promise<Locator> {
    await this.main.getByRole('tab', { name }).click();
    const panel = this.main.getByRole('tabpanel', { name });
    await expect(panel).toBeVisible();
    return panel;
  }

  detailOf(column: string): Locator {
    return this.main.getByRole('article', { name: `Detail of ${column}` });
  }
}
