import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

type Scheme = 'light' | 'dark';

/** The rule and the element, to be read in a failure. */
async function found(axe: AxeBuilder, scheme: Scheme): Promise<string[]> {
  const { violations: broken } = await axe.exclude('iframe').setLegacyMode().analyze();
  return broken.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${scheme} ${id}: ${node.target.join(' ')} ${node.html.slice(0, 160)}`),
  );
}

async function follow(page: Page, colorScheme: Scheme): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
}

/**
 * What axe finds against WCAG 2.2 A and AA in the light window, and of contrast in the dark one, which
 * differs in its colours only.
 */
export async function violations(page: Page): Promise<string[]> {
  const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const light = await found(new AxeBuilder({ page }).withTags(rules), 'light');
  await follow(page, 'dark');
  const dark = await found(new AxeBuilder({ page }).withRules(['color-contrast']), 'dark');
  await follow(page, 'light');
  return [...light, ...dark];
}
