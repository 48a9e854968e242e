import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MenuItem } from '../../../electron/main/electron-api.ts';
import { type MenuOptions, menuTemplate } from '../../../electron/main/menu.ts';

const root = join(import.meta.dirname, '..', '..', '..');

function template(options: Partial<MenuOptions> = {}): MenuItem[] {
  return menuTemplate({
    platform: 'linux',
    isPackaged: true,
    recent: [],
    command: () => {},
    chooseFiles: () => {},
    chooseModel: () => {},
    chooseWorkspace: () => {},
    openWorkspace: () => {},
    showAbout: () => {},
    ...options,
  });
}

function flatten(items: readonly MenuItem[]): MenuItem[] {
  return items.flatMap((item) => [item, ...flatten(item.submenu ?? [])]);
}

describe('the menu bar', () => {
  it('names only commands that the window knows', () => {
    const ids: string[] = [];
    for (const item of flatten(template({ command: (id) => ids.push(id) }))) item.click?.();
    expect(ids.length).toBeGreaterThan(15);
    const source = globSync('renderer/**/*.{ts,tsx}', { cwd: root })
      .map((file) => readFileSync(join(root, file), 'utf8'))
      .join('\n');
    const isKnown = (id: string): boolean => {
      const [group, name] = id.split('.');
      const listed = source.includes(`id: \`${group}.\${`) && source.includes(`'${name}'`);
      return source.includes(`id: '${id}'`) || listed;
    };
    expect(ids.filter((id) => !isKnown(id))).toEqual([]);
  });

  it('leads to every view with the key that its command has in the window', () => {
    const source = readFileSync(join(root, 'renderer/app/routes.ts'), 'utf8');
    const views = [...source.matchAll(/\broute\(\s*'(\w+)'/g)].map((found) => found[1]!);
    expect(views).toContain('validate');
    const keys = new Map<string, string | undefined>();
    let pressed: string | undefined;
    for (const item of flatten(template({ command: (id) => keys.set(id, pressed) }))) {
      pressed = item.accelerator;
      item.click?.();
    }
    for (const [at, view] of views.entries())
      expect(keys.get(`view.${view}`)).toBe(
        view === 'settings'
          ? 'CmdOrCtrl+,'
          : `CmdOrCtrl+${at < 10 ? '' : 'Shift+'}${(at + 1) % 10}`,
      );
  });

  it.each(['linux', 'win32', 'darwin'] as const)('has no key twice on %s', (platform) => {
    const keys = flatten(template({ platform })).flatMap((item) => item.accelerator ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each(['linux', 'win32', 'darwin'] as const)(
    'can quit and tell about itself on %s',
    (platform) => {
      const items = flatten(template({ platform }));
      expect(items.filter(({ role }) => role === 'quit')).toHaveLength(1);
      expect(items.filter(({ label }) => label === 'About Assay')).toHaveLength(1);
    },
  );

  it('says so when there are no recent workspaces, and opens those there are', () => {
    const opened: string[] = [];
    const recent = (options: Partial<MenuOptions>) =>
      flatten(template(options)).find(({ label }) => label === 'Recent Workspaces')!.submenu!;
    expect(recent({})).toEqual([{ label: 'None', enabled: false }]);
    const [first] = recent({
      recent: [{ path: '/w/a', name: 'a' }],
      openWorkspace: (path) => opened.push(path),
    });
    first!.click!();
    expect(opened).toEqual(['/w/a']);
  });
});
