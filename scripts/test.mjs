#!/usr/bin/env node
// npm test: from a fresh clone to one line, `N passed, N failed`.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBrowser } from './lib/browser.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { runChecks } from './lib/checks.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { cacheFolder, root } from './lib/paths.mjs';
import { projectEnvironment, runNode, tool } from './lib/run.mjs';

const broken = { passed: 0, failed: 1, skipped: 0 };

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** A runner that exits with a failure but counted none still failed. */
function honest(code, counts) {
  if (code === 0 || counts.failed > 0) return counts;
  return { ...counts, failed: 1 };
}

async function runVitest() {
  const file = join(cacheFolder, 'vitest.json');
  rmSync(file, { force: true });
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { code } = await runNode([tool('vitest/vitest.mjs'), ...args]);
  const report = readReport(file);
  if (!report) return broken;
  return honest(code, {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  });
}

async function runPlaywright() {
  const browser = await ensureBrowser();
  if (browser.missing) {
    console.error(browser.missing);
    return broken;
  }
  const file = join(cacheFolder, 'playwright.json');
  rmSync(file, { force: true });
  const env = projectEnvironment({
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    ...(browser.path ? { ASSAY_BROWSER: browser.path } : {}),
  });
  const args = [tool('@playwright/test/cli.js'), 'test', '--reporter=list,json'];
  const { code } = await runNode(args, { env, cwd: root });
  const stats = readReport(file)?.stats;
  if (!stats) return broken;
  return honest(code, {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  });
}

await ensureInstalled();
mkdirSync(cacheFolder, { recursive: true });
const results = [await runChecks()];
await ensureBuilt();
results.push(await runVitest(), await runPlaywright());

const sum = (key) => results.reduce((total, counts) => total + counts[key], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
process.exit(sum('failed') > 0 || sum('passed') === 0 ? 1 : 0);
