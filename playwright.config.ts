import { defineConfig } from '@playwright/test';
import { launchOptions } from './tests/e2e/support/browser.ts';

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 1,
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list']],
  use: { trace: 'retain-on-failure', launchOptions },
  projects: [
    { name: 'chromium', metadata: { door: 'loopback' } },
    { name: 'electron', metadata: { door: 'electron' }, testMatch: /journey\.spec\.ts/ },
  ],
});
