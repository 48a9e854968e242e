import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { dropFiles, type DroppedFile } from '../support/drop-files.ts';
import { projectRoot } from '../support/paths.ts';
import { DataPage } from './data-page.ts';
import { ExplainPage } from './explain-page.ts';
import { ExplorePage } from './explore-page.ts';
import { ImportSheet } from './import-sheet.ts';
import { MonitorPage } from './monitor-page.ts';
import { Palette } from './palette.ts';
import { PatternsPage } from './patterns-page.ts';
import { PredictPage } from './predict-page.ts';
import { RegistryPage } from './registry-page.ts';
import { ReportsPage } from './reports-page.ts';
import { SettingsPage } from './settings-page.ts';
import { TrainPage } from './train-page.ts';
import { ValidatePage } from './validate-page.ts';

export const views = [
  'Home',
  'Data',
  'Explore',
  'Validate',
  'Patterns',
  'Train',
  'Explain',
  'Registry',
  'Predict',
  'Monitor',
  'Reports',
  'Settings',
] as const;
export type View = (typeof views)[number];

/** The window: rail, top bar, status bar, and a page object for each view. */
export class AssayWindow {
  readonly page: Page;
  readonly importSheet: ImportSheet;
  readonly palette: Palette;
  readonly data: DataPage;
  readonly explore: ExplorePage;
  readonly validate: ValidatePage;
  readonly patterns: PatternsPage;
  readonly train: TrainPage;
  readonly explain: ExplainPage;
  readonly registry: RegistryPage;
  readonly predict: PredictPage;
  readonly monitor: MonitorPage;
  readonly reports: ReportsPage;
  readonly settings: SettingsPage;
  readonly status: Locator;

  constructor(page: Page) {
    this.page = page;
    this.importSheet = new ImportSheet(page);
    this.palette = new Palette(page);
    this.data = new DataPage(page);
    this.explore = new ExplorePage(page);
    this.validate = new ValidatePage(page);
    this.patterns = new PatternsPage(page);
    this.train = new TrainPage(page);
    this.explain = new ExplainPage(page);
    this.registry = new RegistryPage(page);
    this.predict = new PredictPage(page);
    this.monitor = new MonitorPage(page);
    this.reports = new ReportsPage(page);
    this.settings = new SettingsPage(page);
    this.status = page.getByRole('contentinfo', { name: 'Status' });
  }

  railLink(view: View): Locator {
    return this.page
      .getByRole('navigation', { name: 'Views' })
      .getByRole('link', { name: view, exact: true });
  }

  async open(view: View): Promise<void> {
    await this.railLink(view).click();
    await this.expectView(view);
  }

  async expectView(view: View): Promise<void> {
    const main = this.page.getByRole('main', { name: view, exact: true });
    await expect(main.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(this.railLink(view)).toHaveAttribute('aria-current', 'page');
  }

  async drop(...files: readonly DroppedFile[]): Promise<void> {
    await dropFiles(this.page, files);
  }

  /** Every chart in view is drawn, none has failed. */
  async expectCharts(): Promise<void> {
    const figures = this.page.getByRole('main').getByRole('figure');
    await expect(figures.getByText('Drawing…')).toHaveCount(0);
    await expect(figures.getByRole('alert')).toHaveCount(0);
  }

  /** A picture of the window in test-results/screenshots. */
  async picture(name: string): Promise<void> {
    const path = join(projectRoot, 'test-results', 'screenshots', `${name}.png`);
    await this.page.screenshot({ path, animations: 'disabled' });
  }
}
