import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { chromium, type Page } from 'playwright';
import { createServer } from 'vite';
import { launchOptions } from '../e2e/support/browser.ts';

/**
 * The plots of single rows in a browser with 100,000 points (ASSAY_BENCH_POINTS chooses others): time to
 * the first picture, frames while the pointer moves over it and while it is zoomed, time from the end of
 * a brush to the new picture. One line a chart, milliseconds; a frame of a smooth window takes 16.7.
 */
const points = Number(process.env['ASSAY_BENCH_POINTS'] ?? 100_000);
const brushed = ['scatter', 'scatter in groups', 'beeswarm', 'dependence'];
const charts = [...brushed, 'line', 'heatmap of SHAP values', 'stacked forces'];

async function framesDuring(page: Page, act: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const frames: number[] = [];
    Object.assign(window, { frames, watching: true });
    let last = performance.now();
    const tick = (now: number): void => {
      frames.push(now - last);
      last = now;
      if ((window as unknown as { watching: boolean }).watching) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await act();
  return page.evaluate(() => {
    const held = window as unknown as { frames: number[]; watching: boolean };
    held.watching = false;
    return held.frames.slice(1);
  });
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

async function hover(page: Page): Promise<void> {
  for (let step = 0; step < 60; step++) {
    await page.mouse.move(200 + step * 9, 150 + 90 * Math.sin(step / 6));
    await page.waitForTimeout(16);
  }
}

/** A lasso over the left part, as a person draws it. */
async function brush(page: Page): Promise<number> {
  await page.mouse.move(200, 120);
  await page.mouse.down();
  for (let step = 0; step <= 30; step++) {
    await page.mouse.move(200 + step * 8, 120 + step * 6);
    await page.waitForTimeout(16);
  }
  const start = performance.now();
  await page.mouse.up();
  await page.locator('output', { hasText: 'brushed' }).waitFor();
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
  return performance.now() - start;
}

const server = await createServer({
  root: join(import.meta.dirname, 'charts'),
  configFile: false,
  logLevel: 'error',
  plugins: [react()],
  server: { host: '127.0.0.1', fs: { strict: false } },
});
await server.listen();
const address = server.resolvedUrls!.local[0]!;
const browser = await chromium.launch(launchOptions);
console.log(`${points} points; milliseconds`);
console.log('chart                      first  hover p50  hover p95  brush p95  after brush');
for (const chart of charts) {
  const page = await browser.newPage({ viewport: { width: 960, height: 560 } });
  // The library and the page are fetched once before the clock starts.
  await page.goto(`${address}?chart=scatter&points=10`);
  await page.locator('[data-ready=true]').waitFor({ state: 'attached', timeout: 120_000 });
  const start = performance.now();
  await page.goto(`${address}?chart=${encodeURIComponent(chart)}&points=${points}`);
  await page.locator('[data-ready=true]').waitFor({ state: 'attached', timeout: 120_000 });
  const first = performance.now() - start;
  const hovering = await framesDuring(page, () => hover(page));
  const cells = [first, quantile(hovering, 0.5), quantile(hovering, 0.95)];
  if (brushed.includes(chart)) {
    let after = 0;
    const brushing = await framesDuring(page, async () => {
      after = await brush(page);
    });
    // The last frames are those of the new picture.
    cells.push(quantile(brushing.slice(0, 30), 0.95), after);
  }
  console.log(chart.padEnd(23), ...cells.map((value) => value.toFixed(0).padStart(9)));
  await page.close();
}
await browser.close();
await server.close();
