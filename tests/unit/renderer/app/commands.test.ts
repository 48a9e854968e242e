import { describe, expect, it, vi } from 'vitest';
import { type Command, createCommandRegistry } from '../../../../renderer/app/commands.ts';
import { commandOf, matchesShortcut, shortcutLabel } from '../../../../renderer/app/shortcuts.ts';

const command = (part: Partial<Command>): Command => ({
  id: 'file.open',
  title: 'Open',
  group: 'File',
  run: () => {},
  ...part,
});

const press = (
  key: string,
  held: Partial<Record<'ctrl' | 'meta' | 'shift' | 'alt', true>> = {},
) => ({
  key,
  ctrlKey: held.ctrl ?? false,
  metaKey: held.meta ?? false,
  shiftKey: held.shift ?? false,
  altKey: held.alt ?? false,
});

describe('createCommandRegistry', () => {
  it('runs a command by its id, with the files that came along', () => {
    const registry = createCommandRegistry();
    const run = vi.fn();
    registry.register(command({ run }));
    expect(registry.run('file.open', ['/a.csv'])).toBe(true);
    expect(run).toHaveBeenCalledWith(['/a.csv']);
    expect(registry.run('file.other')).toBe(false);
  });

  it('lets the newest of one id win, and brings the one before back', () => {
    const registry = createCommandRegistry();
    registry.register(command({ title: 'first' }));
    const stop = registry.register(command({ title: 'second' }));
    expect(registry.list().map((each) => each.title)).toEqual(['second']);
    stop();
    expect(registry.list().map((each) => each.title)).toEqual(['first']);
    stop();
    expect(registry.list()).toHaveLength(1);
  });

  it('tells listeners and keeps the same list until something changes', () => {
    const registry = createCommandRegistry();
    const listener = vi.fn();
    registry.subscribe(listener);
    const stop = registry.register(command({}));
    expect(registry.list()).toBe(registry.list());
    stop();
    expect(listener).toHaveBeenCalledTimes(2);
    expect(registry.list()).toEqual([]);
  });
});

describe('shortcuts', () => {
  it('reads mod as Ctrl, on a Mac as Cmd', () => {
    expect(matchesShortcut('mod+k', press('k', { ctrl: true }), false)).toBe(true);
    expect(matchesShortcut('mod+k', press('k', { meta: true }), true)).toBe(true);
    expect(matchesShortcut('mod+k', press('k', { ctrl: true }), true)).toBe(false);
    expect(matchesShortcut('mod+k', press('k'), false)).toBe(false);
  });

  it('knows digits by their place where the key says another sign', () => {
    const shifted = { ...press('!', { ctrl: true, shift: true }), code: 'Digit1' };
    expect(matchesShortcut('mod+shift+1', shifted, false)).toBe(true);
    expect(matchesShortcut('mod+1', shifted, false)).toBe(false);
    expect(matchesShortcut('mod+shift+2', shifted, false)).toBe(false);
  });

  it('wants exactly the keys that are named', () => {
    const shifted = press('P', { ctrl: true, shift: true });
    expect(matchesShortcut('mod+shift+p', shifted, false)).toBe(true);
    expect(matchesShortcut('mod+p', shifted, false)).toBe(false);
  });

  it('takes any of several, and finds the command', () => {
    const palette = command({ id: 'app.palette', shortcut: 'mod+k mod+shift+p' });
    const found = commandOf(
      press('p', { ctrl: true, shift: true }),
      [command({ shortcut: 'mod+o' }), palette],
      false,
    );
    expect(found).toBe(palette);
  });

  it('writes them as each system does', () => {
    expect(shortcutLabel('mod+shift+p', false)).toBe('Ctrl+Shift+P');
    expect(shortcutLabel('mod+k mod+shift+p', true)).toBe('⌘K');
  });
});
