// The end-to-end tests alone; arguments go to Playwright: node scripts/e2e.mjs --project electron
import { ensureBrowser } from './lib/browser.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { projectEnvironment, runNode, tool } from './lib/run.mjs';

await ensureInstalled();
await ensureBuilt();
const browser = await ensureBrowser();
if (browser.missing) {
  console.error(browser.missing);
  process.exit(1);
}
const env = projectEnvironment(browser.path ? { ASSAY_BROWSER: browser.path } : {});
const args = [tool('@playwright/test/cli.js'), 'test', ...process.argv.slice(2)];
process.exit((await runNode(args, { env })).code);
