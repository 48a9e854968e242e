// npm run dist: packages the desktop app for this platform with electron-builder.
import { ensureElectron } from './lib/electron-runtime.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { runNode, tool } from './lib/run.mjs';

await ensureInstalled();
await ensureBuilt();
const runtime = await ensureElectron({ again: true });
if (!runtime.program) {
  console.error(`Packaging needs the Electron runtime: ${runtime.reason}.`);
  process.exit(1);
}
const args = [tool('electron-builder/cli.js'), '--publish', 'never', ...process.argv.slice(2)];
process.exit((await runNode(args)).code);
