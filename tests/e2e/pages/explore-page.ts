import { expect, type Locator, type Page } from '@playwright/test';

export const exploreTabs = [
  'Overview',
  'Columns',
  'Missing values',
  'Outliers',
  'Correlations',
  'Relations',
  'Target',
  'Over time',
  'Compare',
] as const;

/** Explore: the profile of a version, and the questions that follow from it. */
export class ExplorePage {
  readonly #page: Page;
  readonly main: Locator;
  /** The rows that stand out, the most striking first. */
  readonly outliers: Locator;
  /** What is selected in a chart or by a condition. */
  readonly selection: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.main = page.getByRole('main', { name: 'Explore', exact: true });
    this.outliers = this.main.getByRole('table', { name: 'Rows that stand out' });
    this.selection = this.main.getByRole('region', { name: 'Selection', exact: true });
  }

  async showTab(name: (typeof exploreTabs)[number]): Promise<Locator> {
    await this.main.getByRole('tab', { name, exact: true }).click();
    const panel = this.main.getByRole('tabpanel', { name, exact: true });
    await expect(panel).toBeVisible();
    return panel;
  }

  figure(name: string): Locator {
    return this.main.getByRole('figure', { name, exact: true });
  }

  /** Draws a box over a part of a chart; corners in shares of the plot, from its upper left. */
  async drawBox(
    figure: Locator,
    [left, top]: readonly [number, number],
    [right, bottom]: readonly [number, number],
  ): Promise<void> {
    const plot = (await figure.locator('.nsewdrag').first().boundingBox())!;
    const { mouse } = this.#page;
    await mouse.move(plot.x + plot.width * left, plot.y + plot.height * top);
    await mouse.down();
    await mouse.move(plot.x + plot.width * right, plot.y + plot.height * bottom, { steps: 12 });
    await mouse.up();
  }

  /** Names what is selected. */
  async saveSegment(name: string): Promise<void> {
    await this.main.getByRole('button', { name: 'Save as segment' }).click();
    const dialog = this.#page.getByRole('dialog', { name: 'Save as a segment' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    await dialog.getByRole('button', { name: 'Save segment' }).click();
    await expect(dialog).toBeHidden();
  }

  detailOf(column: string): Locator {
    return this.main.getByRole('article', { name: `Detail of ${column}` });
  }
}
