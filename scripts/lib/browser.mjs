import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, runNode, tool } from './run.mjs';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'msedge',
  'chrome',
];

const wellKnown = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((variable) => {
    const folder = process.env[variable];
    if (!folder) return [];
    return [
      join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ];
  }),
};

/** The path of an installed browser of the Chromium family, or null. ASSAY_BROWSER decides otherwise. */
export function findBrowser() {
  const chosen = process.env.ASSAY_BROWSER;
  if (chosen) return existsSync(chosen) ? chosen : null;
  for (const path of wellKnown[process.platform] ?? []) if (existsSync(path)) return path;
  if (process.platform === 'win32') return null;
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) {
      if (folder && existsSync(join(folder, name))) return join(folder, name);
    }
  }
  return null;
}

function isRootOnDebian() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

async function installDebianChromium() {
  console.error('No browser found; installing the chromium package ...');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { env, quiet: true, timeoutMs: 8 * 60_000 };
  await run('apt-get', ['update'], options);
  const args = ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'];
  const { code, output } = await run('apt-get', args, options);
  if (code !== 0) console.error(output.split('\n').slice(-8).join('\n'));
}

async function installPlaywrightChromium() {
  console.error("No browser found; trying Playwright's own download ...");
  const args = [tool('playwright/cli.js'), 'install', 'chromium'];
  const { code } = await runNode(args, { quiet: true, timeoutMs: 5 * 60_000 });
  return code === 0;
}

/**
 * A browser for tests: installed, else Debian's package (as root), else Playwright's download.
 * Answers { path } (null: Playwright's own), or { missing } with what to install.
 */
export async function ensureBrowser() {
  const found = findBrowser();
  if (found) return { path: found };
  if (isRootOnDebian()) {
    await installDebianChromium();
    const installed = findBrowser();
    if (installed) return { path: installed };
  }
  if (await installPlaywrightChromium()) return { path: null };
  return {
    missing:
      'No browser for the end-to-end tests. Install Chrome, Chromium or Edge (Debian and Ubuntu: apt-get install chromium), or set ASSAY_BROWSER to its path.',
  };
}
