import type { Locator, Page } from '@playwright/test';

/** Explain: SHAP values of a model. */
export class ExplainPage {
  readonly main: Locator;
  readonly explainButton: Locator;
  readonly model: Locator;

  constructor(page: Page) {
    this.main = page.getByRole('main', { name: 'Explain', exact: true });
    this.explainButton = this.main.getByRole('button', { name: 'Explain', exact: true });
    this.model = this.main.getByRole('combobox', { name: 'Model' });
  }

  figure(name: string | RegExp): Locator {
    return this.main.getByRole('figure', { name });
  }

  /** The largest |base + Σ SHAP − output|, as shown. */
  async additivityError(): Promise<number> {
    const text = await this.main.getByRole('group', { name: 'Additivity error' }).innerText();
    return Number(/\d[\d.]*(?:e[-−]?\d+)?/.exec(text)?.[0]?.replace('−', '-'));
  }
}
