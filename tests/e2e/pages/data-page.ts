import type { Locator, Page } from '@playwright/test';

/** Data: the datasets and the rows of a version. */
export class DataPage {
  readonly datasets: Locator;
  readonly filter: Locator;
  readonly remaining: Locator;
  readonly grid: Locator;
  readonly detailsButton: Locator;
  readonly inspector: Locator;

  constructor(page: Page) {
    const main = page.getByRole('main', { name: 'Data', exact: true });
    this.datasets = main.getByRole('navigation', { name: 'Datasets' });
    this.filter = main.getByRole('textbox', { name: 'Filter rows' });
    this.remaining = main.getByRole('status', { name: 'Rows remaining' });
    this.grid = main.getByRole('grid');
    this.detailsButton = main.getByRole('button', { name: 'Details' });
    this.inspector = main.getByRole('complementary', { name: 'Inspector' });
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
