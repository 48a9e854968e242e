import { expect, type Locator, type Page } from '@playwright/test';

export const patternKinds = ['Clusters', 'Components', 'Outliers', 'Associations'] as const;
type PatternKind = (typeof patternKinds)[number];

const starts: Readonly<Record<PatternKind, string>> = {
  Clusters: 'Find clusters',
  Components: 'Find components',
  Outliers: 'Find outliers',
  Associations: 'Find rules',
};

/** Patterns: clusters, components, outliers and associations. */
export class PatternsPage {
  readonly main: Locator;
  readonly kinds: Locator;

  constructor(page: Page) {
    this.main = page.getByRole('main', { name: 'Patterns', exact: true });
    this.kinds = this.main.getByRole('radiogroup', { name: 'Kind of pattern' });
  }

  async choose(kind: PatternKind): Promise<Locator> {
    await this.kinds.getByText(kind, { exact: true }).click();
    const form = this.main.getByRole('form', { name: starts[kind] });
    await expect(form).toBeVisible();
    return form;
  }

  /** Runs the analysis and waits for its result. */
  async find(kind: PatternKind): Promise<void> {
    const button = this.main.getByRole('button', { name: starts[kind] });
    await button.click();
    await expect(this.number(kind === 'Associations' ? 'Rules' : kind)).toBeVisible({
      timeout: 30_000,
    });
    await expect(button).toBeEnabled();
  }

  /** A number of the strip above the result. */
  number(label: string): Locator {
    return this.main.getByRole('group', { name: label, exact: true });
  }
}
