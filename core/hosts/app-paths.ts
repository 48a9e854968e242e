import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Where the parts of this installation are. */
export interface AppPaths {
  readonly root: string;
  readonly version: string;
  /** The built window. */
  readonly staticFolder: string;
  /** The bundled datasets. */
  readonly samplesFolder: string;
  /** Script of the worker threads: the source when run from source, else the built one. */
  readonly workerUrl: URL;
}

interface PackageFile {
  readonly name: string;
  readonly version: string;
}

function readPackage(folder: string): PackageFile | null {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageFile;
  } catch {
    return null;
  }
}

/** Finds the installation that a module (its `import.meta.url`) belongs to. */
export function findAppPaths(moduleUrl: string): AppPaths {
  const file = fileURLToPath(moduleUrl);
  let root = dirname(file);
  let found = readPackage(root);
  while (found?.name !== 'assay') {
    const parent = dirname(root);
    if (parent === root) throw new Error(`${file} lies in no installation of Assay`);
    root = parent;
    found = readPackage(root);
  }
  const worker = file.endsWith('.ts') ? 'core/hosts/worker.ts' : 'dist/worker.js';
  // A packaged app is one archive; threads and native libraries read the files unpacked beside it.
  const isArchive = basename(root) === 'app.asar';
  return {
    root,
    version: found.version,
    staticFolder: join(root, 'dist', 'renderer'),
    samplesFolder: join(isArchive ? dirname(root) : root, 'datasets'),
    workerUrl: pathToFileURL(join(isArchive ? `${root}.unpacked` : root, worker)),
  };
}
