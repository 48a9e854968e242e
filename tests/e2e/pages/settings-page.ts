import type { Locator, Page } from '@playwright/test';

/** Settings: theme, workspace, audit log. */
export class SettingsPage {
  readonly main: Locator;
  readonly verifyButton: Locator;
  readonly verdict: Locator;
  readonly events: Locator;

  constructor(page: Page) {
    this.main = page.getByRole('main', { name: 'Settings', exact: true });
    this.verifyButton = this.main.getByRole('button', { name: 'Verify' });
    this.verdict = this.main.getByRole('status').filter({ hasText: 'chain' });
    this.events = this.main.getByRole('region', { name: 'Audit log entries' }).getByRole('row');
  }

  async setTheme(theme: 'System' | 'Light' | 'Dark'): Promise<void> {
    await this.main.getByRole('radiogroup', { name: 'Theme' }).getByText(theme).click();
  }
}
