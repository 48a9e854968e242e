// Makes `npx assay` work inside the repository: npm links the commands of dependencies, not one's own.
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/paths.mjs';

const folder = join(root, 'node_modules', '.bin');
if (existsSync(join(root, 'node_modules'))) {
  mkdirSync(folder, { recursive: true });
  const script = join(root, 'scripts', 'assay.mjs');
  if (process.platform === 'win32') {
    writeFileSync(join(folder, 'assay.cmd'), '@node "%~dp0\\..\\..\\scripts\\assay.mjs" %*\r\n');
  } else {
    rmSync(join(folder, 'assay'), { force: true });
    symlinkSync(join('..', '..', 'scripts', 'assay.mjs'), join(folder, 'assay'));
    chmodSync(script, 0o755);
  }
}
