// npm run check: format, lint, types, layers, dead exports and unit tests, in seconds.
import { ensureInstalled } from './lib/install.mjs';
import { runChecks } from './lib/checks.mjs';
import { runNode, tool } from './lib/run.mjs';

await ensureInstalled();
const { failed } = await runChecks();
const unit = await runNode([tool('vitest/vitest.mjs'), 'run', 'tests/unit']);
process.exit(failed > 0 || unit.code !== 0 ? 1 : 0);
