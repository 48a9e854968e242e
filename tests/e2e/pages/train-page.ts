import { expect, type Locator, type Page } from '@playwright/test';
import { choose } from './choose.ts';

/** Train: the form of a new run, its result, the runs and their comparison. */
export class TrainPage {
  readonly #page: Page;
  readonly main: Locator;
  readonly form: Locator;
  readonly trainButton: Locator;
  readonly runs: Locator;
  readonly leaderboard: Locator;
  readonly trials: Locator;
  readonly comparison: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.main = page.getByRole('main', { name: 'Train', exact: true });
    this.form = this.main.getByRole('form', { name: 'New run' });
    this.trainButton = this.form.getByRole('button', { name: 'Train', exact: true });
    this.runs = this.main.getByRole('table', { name: 'Runs' });
    this.leaderboard = this.main.getByRole('table', { name: 'Leaderboard' });
    this.trials = this.main.getByRole('table', { name: 'Trials', exact: true });
    this.comparison = this.main.getByRole('table', { name: 'Comparison of runs' });
  }

  field(label: string): Locator {
    return this.form.getByRole('combobox', { name: label });
  }

  number(label: string): Locator {
    return this.form.getByRole('textbox', { name: label, exact: true });
  }

  async choose(label: string, option: string | RegExp): Promise<void> {
    await choose(this.#page, this.field(label), option);
  }

  /** Heading of a finished run. */
  result(algorithm: string, target: string): Locator {
    return this.main.getByRole('heading', { name: `${algorithm} → ${target}` });
  }

  stat(label: string): Locator {
    return this.main.getByRole('group', { name: label, exact: true });
  }

  async showTab(name: string): Promise<Locator> {
    await this.main.getByRole('tab', { name }).click();
    const panel = this.main.getByRole('tabpanel', { name });
    await expect(panel).toBeVisible();
    return panel;
  }

  /** Ticks runs by their algorithm and tests whether they differ. */
  async compare(algorithms: readonly string[], folds: number, segments?: string): Promise<Locator> {
    for (const name of algorithms) {
      await this.runs
        .getByRole('checkbox', { name: new RegExp(name) })
        .first()
        .check();
    }
    await this.main.getByRole('button', { name: `Compare ${algorithms.length}` }).click();
    const form = this.main.getByRole('form', { name: 'Test the difference' });
    await form.getByRole('textbox', { name: 'Folds' }).fill(String(folds));
    if (segments !== undefined) {
      await choose(this.#page, form.getByRole('combobox', { name: 'Segments by' }), segments);
    }
    await form.getByRole('button', { name: 'Test the difference' }).click();
    const tests = this.main.getByRole('table', { name: 'Tests of the difference' });
    await expect(tests.getByRole('row').nth(1)).toBeVisible({ timeout: 60_000 });
    return tests;
  }

  /** A part of the view: New run, AutoML, Tune, Experiments, Runs. */
  async showPart(name: string): Promise<void> {
    await this.main
      .getByRole('radiogroup', { name: 'Train views' })
      .getByText(new RegExp(`^${name}`))
      .click();
  }

  /** Form of a part, by its name. */
  formOf(name: 'AutoML' | 'Tune' | 'Experiment'): Locator {
    return this.main.getByRole('form', { name });
  }

  async showRuns(): Promise<void> {
    await this.main.getByRole('radiogroup', { name: 'Train views' }).getByText(/^Runs/).click();
    await expect(this.runs).toBeVisible();
  }

  /** Registers the shown run. */
  async register(name: string): Promise<void> {
    await this.main.getByRole('button', { name: 'Register' }).click();
    const dialog = this.#page.getByRole('dialog', { name: 'Register model' });
    await dialog
      .getByRole('combobox', { name: 'Name' })
      .or(dialog.getByRole('textbox', { name: 'Name' }))
      .fill(name);
    await dialog.getByRole('button', { name: 'Register' }).click();
    await expect(dialog).toBeHidden();
  }
}
