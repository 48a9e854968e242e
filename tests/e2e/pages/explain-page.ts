import { expect, type Locator, type Page } from '@playwright/test';

export const explainTabs = [
  'Overview',
  'Rows',
  'Dependence',
  'Importance',
  'Surrogate',
  'What-if',
] as const;
export type ExplainTab = (typeof explainTabs)[number];

/** Explain: SHAP values of a model, row by row, column by column, and with other values. */
export class ExplainPage {
  readonly main: Locator;
  readonly explainButton: Locator;
  readonly model: Locator;
  readonly rows: Locator;
  /** What the model says of the row that is tried out. */
  readonly prediction: Locator;
  readonly scenarios: Locator;
  /** What an explanation is of and how it was made. */
  readonly made: Locator;
  readonly options: Locator;
  private readonly tabs: Locator;

  constructor(page: Page) {
    this.main = page.getByRole('main', { name: 'Explain', exact: true });
    this.explainButton = this.main.getByRole('button', { name: 'Explain', exact: true });
    this.model = this.main.getByRole('combobox', { name: 'Model' });
    this.tabs = this.main.getByRole('radiogroup', { name: 'Explain views' });
    this.rows = this.main.getByRole('table', { name: 'Explained rows' });
    this.prediction = this.main.getByTestId('what-if-prediction');
    this.made = this.main.getByTestId('explanation-made');
    this.options = page.getByRole('dialog', { name: /^Options/ });
    this.scenarios = this.main.getByRole('table', { name: 'Scenarios' });
  }

  tab(name: ExplainTab): Locator {
    return this.tabs.getByRole('radio', { name, exact: true });
  }

  async showTab(name: ExplainTab): Promise<void> {
    await this.tabs.getByText(name, { exact: true }).click();
    await expect(this.tab(name)).toBeChecked();
  }

  figure(name: string | RegExp): Locator {
    return this.main.getByRole('figure', { name, exact: typeof name === 'string' });
  }

  /** Another way to see the row that is looked at. */
  async showWay(name: 'Local model' | 'Anchor' | 'Training rows like it'): Promise<void> {
    const ways = this.main.getByRole('radiogroup', { name: 'Way to see the row' });
    await ways.scrollIntoViewIfNeeded();
    await ways.getByText(name, { exact: true }).click();
    await expect(ways.getByRole('radio', { name, exact: true })).toBeChecked();
  }

  async openOptions(): Promise<void> {
    await this.main.getByRole('button', { name: /^Options/ }).click();
    await expect(this.options).toBeVisible();
  }

  /** Closes the options and explains the way they say. */
  async explainSo(): Promise<void> {
    await this.options.getByRole('button', { name: 'Done' }).click();
    await this.explainButton.click();
  }

  /** The slider of a column in What-if. */
  slider(column: string): Locator {
    return this.main.getByRole('slider', { name: column, exact: true });
  }

  /** The largest |base + Σ SHAP − output|, as shown. */
  async additivityError(): Promise<number> {
    const text = await this.main.getByRole('group', { name: 'Additivity error' }).innerText();
    return Number(/\d[\d.]*(?:e[-−]?\d+)?/.exec(text)?.[0]?.replace('−', '-'));
  }
}
