import { expect, type Locator, type Page } from '@playwright/test';

/** The sheet with the guesses about dropped files. */
export class ImportSheet {
  readonly dialog: Locator;
  readonly name: Locator;
  readonly preview: Locator;
  readonly importButton: Locator;
  readonly cancelButton: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: /^Import/ });
    this.name = this.dialog.getByRole('textbox', { name: 'Name' });
    this.preview = this.dialog.getByRole('region', { name: 'Preview' });
    this.importButton = this.dialog.getByRole('button', { name: /^Import/ });
    this.cancelButton = this.dialog.getByRole('button', { name: 'Cancel' });
  }

  typeOf(column: string): Locator {
    return this.preview.getByRole('combobox', { name: `Type of ${column}`, exact: true });
  }

  dateFormatOf(column: string): Locator {
    return this.preview.getByRole('combobox', { name: `Date format of ${column}`, exact: true });
  }

  field(label: string): Locator {
    return this.dialog.getByRole('combobox', { name: label });
  }

  async import(): Promise<void> {
    await this.importButton.click();
    await expect(this.dialog).toBeHidden();
  }
}
