import type { Locator } from '@playwright/test';

/** Draws a free outline around a part of a chart, by shares of its plot. */
export async function lasso(
  figure: Locator,
  around: readonly (readonly [x: number, y: number])[],
): Promise<void> {
  await figure.getByRole('button', { name: 'Select by a lasso' }).click();
  const plot = figure.locator('.nsewdrag').first();
  await plot.scrollIntoViewIfNeeded();
  const area = await plot.boundingBox();
  if (!area) throw new Error('the chart has no plot');
  const { mouse } = figure.page();
  const at = (i: number): readonly [number, number] => {
    const [x, y] = around[i % around.length]!;
    return [area.x + x * area.width, area.y + y * area.height];
  };
  await mouse.move(...at(0));
  await mouse.down();
  for (let i = 1; i <= around.length; i++) await mouse.move(...at(i), { steps: 6 });
  await mouse.up();
}
