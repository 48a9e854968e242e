import type { Locator, Page } from '@playwright/test';
import { choose } from './choose.ts';

/** Monitor: drift of one version against another. */
export class MonitorPage {
  readonly #page: Page;
  readonly main: Locator;
  readonly checkButton: Locator;
  readonly verdict: Locator;
  readonly columns: Locator;
  readonly reportButton: Locator;
  readonly looks: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.main = page.getByRole('main', { name: 'Monitor', exact: true });
    this.checkButton = this.main.getByRole('button', { name: 'Check for drift' });
    this.verdict = this.main.getByRole('region', { name: 'Verdict' });
    this.columns = this.main.getByRole('table', { name: 'Drift by column' });
    this.looks = this.main.getByRole('table', { name: 'Looks' });
    this.reportButton = this.main.getByRole('button', { name: 'HTML report' });
  }

  /** The part that plans an A/B test. */
  async showDesign(): Promise<void> {
    const parts = this.main.getByRole('radiogroup', { name: 'Monitor views' });
    await parts.getByText('A/B test design').click();
  }

  number(label: string): Locator {
    return this.main.getByRole('textbox', { name: label, exact: true });
  }

  async choose(label: 'Reference' | 'Current', version: string): Promise<void> {
    await choose(this.#page, this.main.getByRole('combobox', { name: label }), version);
  }
}
