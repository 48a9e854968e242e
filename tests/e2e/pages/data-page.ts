import { expect, type Locator, type Page } from '@playwright/test';
import { SqlConsole } from './sql-console.ts';
import { VersionsTab } from './versions-tab.ts';

/** Data: the datasets, the rows of a version, its history, and queries. */
export class DataPage {
  readonly #main: Locator;
  readonly sql: SqlConsole;
  readonly versions: VersionsTab;
  readonly datasets: Locator;
  readonly filter: Locator;
  readonly remaining: Locator;
  readonly grid: Locator;
  readonly detailsButton: Locator;
  readonly inspector: Locator;
  /** Which rows were chosen elsewhere to be shown. */
  readonly chosen: Locator;

  constructor(page: Page) {
    const main = page.getByRole('main', { name: 'Data', exact: true });
    this.#main = main;
    this.sql = new SqlConsole(page);
    this.versions = new VersionsTab(page);
    this.datasets = main.getByRole('navigation', { name: 'Datasets' });
    this.filter = main.getByRole('textbox', { name: 'Filter rows' });
    this.remaining = main.getByRole('status', { name: 'Rows remaining' });
    this.grid = main.getByRole('grid');
    this.detailsButton = main.getByRole('button', { name: 'Details' });
    this.inspector = main.getByRole('complementary', { name: 'Inspector' });
    this.chosen = main.getByRole('note');
  }

  async showTab(name: 'Rows' | 'Versions' | 'SQL'): Promise<void> {
    await this.#main.getByRole('tab', { name, exact: true }).click();
    await expect(this.#main.getByRole('tabpanel', { name, exact: true })).toBeVisible();
  }

  header(column: string): Locator {
    return this.grid.getByRole('columnheader').filter({ has: this.sortButton(column) });
  }

  sortButton(column: string): Locator {
    return this.grid.page().getByRole('button', { name: `Sort by ${column}`, exact: true });
  }

  /** A row by its number on screen, from 1. */
  row(number: number): Locator {
    return this.grid.locator(`[role=row][aria-rowindex="${number + 1}"]`);
  }

  /** A cell by row number and column position, both from 1. */
  cell(row: number, column: number): Locator {
    return this.row(row)
      .getByRole('gridcell')
      .nth(column - 1);
  }
}
