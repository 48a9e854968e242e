import { expect, type Locator, type Page } from '@playwright/test';

/** Validate: quality, rules, results and checkpoints. */
export class ValidatePage {
  readonly #page: Page;
  readonly main: Locator;
  readonly suite: Locator;
  readonly columns: Locator;
  readonly rules: Locator;
  /** The form of the open rule. */
  readonly rule: Locator;
  readonly dimensions: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.main = page.getByRole('main', { name: 'Validate', exact: true });
    this.suite = this.main.getByRole('toolbar', { name: 'Suite' });
    this.columns = this.main.getByRole('listbox', { name: 'Columns with their rules' });
    this.rules = this.main.getByRole('region', { name: 'Rules', exact: true });
    this.rule = this.main.getByRole('complementary', { name: 'Rule', exact: true });
    this.dimensions = this.main.getByRole('table', { name: 'Dimensions of quality' });
  }

  async showTab(name: 'Quality' | 'Rules' | 'Results' | 'Checkpoints'): Promise<Locator> {
    await this.main.getByRole('tab', { name, exact: true }).click();
    const panel = this.main.getByRole('tabpanel', { name, exact: true });
    await expect(panel).toBeVisible();
    return panel;
  }

  async suggest(): Promise<void> {
    await this.main.getByRole('button', { name: 'Suggest from this version' }).click();
    await expect(this.rules.getByRole('listitem').first()).toBeVisible();
  }

  async chooseColumn(column: string): Promise<void> {
    await this.columns.getByRole('option').filter({ hasText: column }).click();
    await expect(this.rules.getByRole('heading', { name: column, exact: true })).toBeVisible();
  }

  /** A broken rule of the shown result, by a part of its sentence. */
  result(sentence: string | RegExp): Locator {
    return this.main.getByRole('listitem').filter({ hasText: sentence });
  }

  async promote(to: 'silver' | 'gold', reason: string): Promise<void> {
    await this.main.getByRole('button', { name: `Promote to ${to}` }).click();
    const dialog = this.#page.getByRole('dialog', { name: new RegExp(`to ${to}$`) });
    const button = dialog.getByRole('button', { name: 'Promote by exception' });
    await expect(button).toBeDisabled();
    await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
    await button.click();
    await expect(dialog).toBeHidden();
  }
}
