import { defineConfig } from '@playwright/test';
import { launchOptions } from './tests/e2e/support/browser.ts';

const desktop = /desktop\.spec\.ts/;

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 1,
  retries: process.env['CI'] ? 1 : 0,
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list']],
  use: { actionTimeout: 15_000, screenshot: 'only-on-failure', launchOptions },
  projects: [
    { name: 'chromium', testIgnore: desktop },
    { name: 'electron', testMatch: desktop },
  ],
});
