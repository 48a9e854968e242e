import { expect, type Locator, type Page } from '@playwright/test';

/** Registry: models, versions, stages, lineage. */
export class RegistryPage {
  readonly #page: Page;
  readonly main: Locator;
  readonly versions: Locator;
  readonly history: Locator;
  readonly lineage: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.main = page.getByRole('main', { name: 'Registry', exact: true });
    this.versions = this.main.getByRole('table', { name: 'Versions' });
    this.history = this.main.getByRole('list', { name: 'History of stages' });
    this.lineage = this.main.getByRole('region', { name: 'Lineage graph' }).getByRole('img');
  }

  /** A row of the versions by `name@number`. */
  version(ref: string): Locator {
    const actions = this.#page.getByRole('button', { name: `Actions for ${ref}` });
    return this.versions.getByRole('row').filter({ has: actions });
  }

  async promote(ref: string, stage: string, reason: string): Promise<void> {
    await this.versions.getByRole('button', { name: `Actions for ${ref}` }).click();
    await this.#page.getByRole('menuitem', { name: stage, exact: true }).click();
    await this.#confirm(`Move ${ref} to ${stage}`, reason, `Move to ${stage}`);
    await expect(this.version(ref)).toContainText(stage);
  }

  async rollBack(name: string, reason: string): Promise<void> {
    await this.main.getByRole('button', { name: 'Roll back' }).click();
    await this.#confirm(`Roll back ${name}`, reason, 'Roll back');
  }

  async #confirm(title: string, reason: string, button: string): Promise<void> {
    const dialog = this.#page.getByRole('dialog', { name: title });
    await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
    await dialog.getByRole('button', { name: button }).click();
    await expect(dialog).toBeHidden();
  }
}
