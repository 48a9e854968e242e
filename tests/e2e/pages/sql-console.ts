import { expect, type Locator, type Page } from '@playwright/test';

/** Queries over all versions, in Data. */
export class SqlConsole {
  readonly #page: Page;
  readonly panel: Locator;
  readonly editor: Locator;
  readonly tables: Locator;
  readonly state: Locator;
  readonly grid: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.panel = page.getByRole('tabpanel', { name: 'SQL', exact: true });
    this.editor = this.panel.getByRole('textbox', { name: 'SQL query' });
    this.tables = this.panel.getByRole('navigation', { name: 'Tables' });
    this.state = this.panel.getByRole('status', { name: 'Result of the query' });
    this.grid = this.panel.getByRole('grid');
  }

  /** Types in place of what is there, as a person does, and runs it by its shortcut. */
  async run(query: string): Promise<void> {
    await this.editor.click();
    await this.#page.keyboard.press('ControlOrMeta+a');
    await this.#page.keyboard.insertText(query);
    await this.#page.keyboard.press('ControlOrMeta+Enter');
  }

  async saveAs(name: string): Promise<void> {
    await this.panel.getByRole('button', { name: 'Save as dataset' }).click();
    const dialog = this.#page.getByRole('dialog', { name: 'Save the result as a dataset' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(dialog).toBeHidden();
  }
}
