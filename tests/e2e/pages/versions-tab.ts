import type { Locator, Page } from '@playwright/test';

/** The history of a dataset, in Data. */
export class VersionsTab {
  readonly panel: Locator;
  readonly history: Locator;
  readonly examples: Locator;

  constructor(page: Page) {
    this.panel = page.getByRole('tabpanel', { name: 'Versions', exact: true });
    this.history = this.panel.getByRole('navigation', { name: 'Versions' });
    this.examples = this.panel.getByRole('table', { name: 'Examples of rows that differ' });
  }

  version(number: number): Locator {
    return this.history.getByRole('button').filter({ hasText: `@${number}` });
  }

  stat(label: string): Locator {
    return this.panel.getByRole('group', { name: label, exact: true });
  }
}
