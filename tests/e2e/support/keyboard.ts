import { expect, type Locator, type Page } from '@playwright/test';

const mostSteps = 80;

const isFocused = (locator: Locator): Promise<boolean> =>
  locator.evaluate((element) => element === document.activeElement);

/** Presses Tab until the element has the focus, as a person without a mouse does. */
export async function tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toHaveCount(1);
  const { keyboard } = target.page();
  for (let step = 0; step < mostSteps; step++) {
    if (await isFocused(target)) return;
    await keyboard.press(key);
  }
  throw new Error(`${String(target)} is not reached by ${mostSteps} presses of ${key}`);
}

/** Reaches a button by Tab and presses it. */
export async function press(target: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await expect(target).toBeEnabled();
  await tabTo(target);
  await target.page().keyboard.press(key);
}

/** Reaches a field by Tab and replaces what is in it. */
export async function type(target: Locator, text: string): Promise<void> {
  await tabTo(target);
  await target.page().keyboard.press('Control+a');
  await target.page().keyboard.type(text);
}

/** Reaches a select field by Tab, opens it, and chooses an option by typing or by arrows. */
export async function chooseByKey(field: Locator, option: string): Promise<void> {
  await tabTo(field);
  const page: Page = field.page();
  await page.keyboard.press('ArrowDown');
  const list = page.getByRole('listbox');
  await expect(list).toBeVisible();
  const options = list.getByRole('option');
  await expect(options.filter({ hasText: option }).first()).toBeVisible();
  const texts = await options.allInnerTexts();
  const wanted = options.nth(texts.findIndex((text) => text.startsWith(option)));
  for (let step = 0; step <= texts.length; step++) {
    if ((await wanted.getAttribute('data-combobox-selected')) !== null) break;
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await expect(list).toBeHidden();
}
