import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomic } from './write-file-atomic.ts';

const placeSchema = z.object({ path: z.string(), name: z.string(), openedAt: z.number() });
const recentSchema = z.object({ workspaces: z.array(placeSchema), files: z.array(placeSchema) });
type Recent = z.infer<typeof recentSchema>;

const keep = 20;
const nothing: Recent = { workspaces: [], files: [] };

/** Where settings of the user live: $ASSAY_CONFIG_DIR, else the system's conventional folder. */
export function userConfigFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string {
  if (env['ASSAY_CONFIG_DIR']) return env['ASSAY_CONFIG_DIR'];
  const home = homedir();
  switch (platform) {
    case 'win32':
      return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Assay');
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Assay');
    default:
      return join(env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'assay');
  }
}

async function readAll(configFolder: string): Promise<Recent> {
  try {
    const text = await readFile(join(configFolder, 'recent.json'), 'utf8');
    return recentSchema.safeParse(JSON.parse(text)).data ?? nothing;
  } catch {
    // Missing or damaged: the list is a convenience and starts anew.
    return nothing;
  }
}

/** Recently opened workspaces and files, newest first; what no longer exists is left out. */
export async function readRecent(configFolder: string): Promise<Recent> {
  const { workspaces, files } = await readAll(configFolder);
  return {
    workspaces: workspaces.filter((place) => existsSync(join(place.path, 'workspace.db'))),
    files: files.filter((place) => existsSync(place.path)),
  };
}

/** Puts paths at the top of a list. */
export async function rememberPlaces(
  configFolder: string,
  kind: keyof Recent,
  places: { readonly paths: readonly string[]; readonly at: number },
): Promise<void> {
  const recent = await readRecent(configFolder);
  const added = places.paths.map((path) => ({ path, name: basename(path), openedAt: places.at }));
  const others = recent[kind].filter((place) => !places.paths.includes(place.path));
  const next: Recent = { ...recent, [kind]: [...added, ...others].slice(0, keep) };
  await writeFileAtomic(join(configFolder, 'recent.json'), JSON.stringify(next, null, 2));
}
