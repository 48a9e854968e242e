import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, root } from './paths.mjs';
import { runNode, tool } from './run.mjs';

const folder = join(root, 'core', 'models', 'kernels');
const sources = join(folder, 'assembly');
const output = join(folder, 'boosting.wasm');
const stampFile = join(cacheFolder, 'kernels-stamp');

const flags = (
  '-O3 --noAssert --runtime stub --importMemory --sharedMemory --initialMemory 1 ' +
  '--maximumMemory 65536 --enable simd --enable threads --disableWarning 112'
).split(' ');

/** A hash over what the compiler reads. */
function sourceHash() {
  const hash = createHash('sha256').update(flags.join(' '));
  for (const name of readdirSync(sources).sort()) {
    hash
      .update(name)
      .update('\0')
      .update(readFileSync(join(sources, name)))
      .update('\0');
  }
  return hash.digest('hex');
}

/**
 * Compiles the AssemblyScript kernels to core/models/kernels/boosting.wasm when they changed. Answers the
 * compiler's exit code; without the file the slower TypeScript of kernels/oracle runs.
 */
export async function ensureKernels() {
  const hash = sourceHash();
  const known = existsSync(output) && existsSync(stampFile) && readFileSync(stampFile, 'utf8');
  if (known === hash) return 0;
  mkdirSync(cacheFolder, { recursive: true });
  // Written aside, so that who reads meanwhile finds the old file or the new one.
  const made = join(cacheFolder, `boosting-${process.pid}.wasm`);
  const args = [tool('assemblyscript/bin/asc.js'), join(sources, 'index.ts'), '-o', made, ...flags];
  const { code, output: messages } = await runNode(args, { quiet: true });
  if (code !== 0) {
    console.error(messages);
    return code;
  }
  renameSync(made, output);
  writeFileSync(stampFile, hash);
  return 0;
}
