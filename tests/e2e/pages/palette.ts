import { expect, type Locator, type Page } from '@playwright/test';

/** The command palette. */
export class Palette {
  readonly #page: Page;
  readonly search: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.search = page.getByRole('textbox', {
      name: 'Search commands, datasets, runs and models',
    });
  }

  /** Opens the palette by its shortcut, types, and runs the first thing found. */
  async run(command: string): Promise<void> {
    await this.#page.keyboard.press('Control+k');
    await expect(this.search).toBeFocused();
    await this.#page.keyboard.type(command);
    await expect(this.#page.getByRole('button', { name: command })).toBeVisible();
    await this.#page.keyboard.press('Enter');
    await expect(this.search).toBeHidden();
  }
}
