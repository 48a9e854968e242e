import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type Page } from '@playwright/test';
import { projectRoot } from './paths.ts';

export interface ElectronWindow {
  readonly page: Page;
  close(): Promise<void>;
}

function program(): string | null {
  const folder = join(projectRoot, 'node_modules', 'electron');
  try {
    const path = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim());
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

/** Why the desktop window cannot be tested on this machine, or null. */
export function whyNoElectron(): string | null {
  if (program() === null) return 'the Electron runtime is not there (npm start fetches it)';
  if (!existsSync(join(projectRoot, 'dist', 'electron', 'main.js')))
    return 'the desktop entry is not built (npm run build)';
  if (process.platform !== 'linux') return null;
  if (!process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return 'there is no display';
  if (process.getuid?.() === 0) return 'Electron does not run as root';
  return null;
}

/** The desktop window on a new workspace, with a profile of its own. */
export async function openElectronWindow(): Promise<ElectronWindow> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-e2e-'));
  const profile = join(folder, 'profile');
  await mkdir(profile);
  const state = { workspace: join(folder, 'workspace') };
  await writeFile(join(profile, 'desktop.json'), JSON.stringify(state));
  const app = await _electron.launch({
    executablePath: program()!,
    args: [projectRoot, `--user-data-dir=${profile}`],
    env: { ...process.env, ASSAY_CONFIG_DIR: join(folder, 'config') },
  });
  const page = await app.firstWindow();
  return {
    page,
    async close() {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
