import type { Locator, Page } from '@playwright/test';

/** Predict: one row, or a file. */
export class PredictPage {
  readonly main: Locator;
  /** The picture of the probabilities; its name tells them. */
  readonly probabilities: Locator;
  readonly fileInput: Locator;
  readonly downloadButton: Locator;
  readonly scoredRows: Locator;

  constructor(page: Page) {
    this.main = page.getByRole('main', { name: 'Predict', exact: true });
    this.probabilities = this.main.getByRole('img', { name: /^Probabilities: / });
    this.fileInput = this.main.getByLabel('File to score', { exact: true });
    this.downloadButton = this.main.getByRole('button', { name: 'Download' });
    this.scoredRows = this.main.getByRole('table', { name: 'First rows of the scored file' });
  }

  value(column: string): Locator {
    return this.main.getByRole('textbox', { name: column, exact: true });
  }

  async showFile(): Promise<void> {
    await this.main.getByRole('radiogroup', { name: 'What to score' }).getByText('A file').click();
  }
}
