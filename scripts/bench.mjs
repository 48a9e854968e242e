// npm run bench [-- name ...]: benchmarks of tests/bench.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from './lib/browser.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { ensureKernels } from './lib/kernels.mjs';
import { root } from './lib/paths.mjs';
import { projectEnvironment, runNode } from './lib/run.mjs';

await ensureInstalled();
if ((await ensureKernels()) !== 0) process.exit(1);
const folder = join(root, 'tests', 'bench');
const known = existsSync(folder)
  ? readdirSync(folder).flatMap((file) => (file.endsWith('.bench.ts') ? file.slice(0, -9) : []))
  : [];
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  process.exit(2);
}
const browser = findBrowser();
const env = projectEnvironment(browser ? { ASSAY_BROWSER: browser } : {});
let worst = 0;
for (const name of asked.length > 0 ? asked : known) {
  console.log(`\n== ${name}`);
  const { code } = await runNode(['--expose-gc', join(folder, `${name}.bench.ts`)], { env });
  worst = Math.max(worst, code);
}
process.exit(worst);
