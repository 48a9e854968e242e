import type { FrameLocator, Locator, Page } from '@playwright/test';

/** Reports: the list, and the chosen one in its frame. */
export class ReportsPage {
  readonly main: Locator;
  readonly list: Locator;
  readonly downloadLink: Locator;

  constructor(page: Page) {
    this.main = page.getByRole('main', { name: 'Reports', exact: true });
    this.list = this.main.getByRole('list', { name: 'Reports' });
    this.downloadLink = this.main.getByRole('link', { name: 'Download' });
  }

  /** What the shown report says. */
  get content(): FrameLocator {
    return this.main.locator('iframe').contentFrame();
  }
}
