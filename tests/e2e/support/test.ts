import { test as base, type Page } from '@playwright/test';
import { AssayWindow } from '../pages/assay-window.ts';
import { startLoopbackHost, type LoopbackHost } from './loopback-host.ts';
import { watchPage, type Watch } from './watch.ts';

interface TestFixtures {
  /** Fails the test on console errors, exceptions and requests that leave the machine. */
  readonly watch: Watch;
  /** A fresh host for this test alone. */
  readonly host: LoopbackHost;
  /** The window on the fresh workspace of `host`. */
  readonly assay: AssayWindow;
  /** The window on a workspace that the demo filled. */
  readonly furnished: AssayWindow;
}

interface WorkerFixtures {
  /** One host for all tests that look at a filled workspace. */
  readonly demoHost: LoopbackHost;
}

async function openWindow(page: Page, host: LoopbackHost): Promise<AssayWindow> {
  await page.goto(host.url);
  const window = new AssayWindow(page);
  await window.expectView('Home');
  return window;
}

/** Playwright's test with the window in a browser on the loopback host. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  watch: async ({ page }, use) => {
    const watch = watchPage(page);
    await use(watch);
    watch.verify();
  },
  // Playwright reads the names of the fixtures from the pattern, so it has to be there.
  // oxlint-disable-next-line no-empty-pattern
  host: async ({}, use) => {
    const host = await startLoopbackHost();
    await use(host);
    await host.close();
  },
  assay: async ({ page, host, watch: _watch }, use) => {
    await use(await openWindow(page, host));
  },
  furnished: async ({ page, demoHost, watch: _watch }, use) => {
    await use(await openWindow(page, demoHost));
  },
  demoHost: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const host = await startLoopbackHost({ demo: true });
      await use(host);
      await host.close();
    },
    { scope: 'worker' },
  ],
});

export { expect } from '@playwright/test';
