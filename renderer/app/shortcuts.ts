import type { Command } from './commands.ts';

export interface KeyPress {
  readonly key: string;
  /** The place on the keyboard: with shift, or on a French one without, a digit's key says another sign. */
  readonly code?: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

const isDigit = (key: string): boolean => /^\d$/.test(key);

/** Does the key press fit a shortcut such as `mod+shift+p`? `mod` is Cmd on a Mac, else Ctrl. */
export function matchesShortcut(shortcut: string, press: KeyPress, mac: boolean): boolean {
  return shortcut.split(' ').some((one) => {
    const parts = one.toLowerCase().split('+');
    const key = parts.pop() ?? '';
    const ctrl = parts.includes('ctrl') || (!mac && parts.includes('mod'));
    const meta = mac && parts.includes('mod');
    return (
      (press.key.toLowerCase() === key || (isDigit(key) && press.code === `Digit${key}`)) &&
      press.ctrlKey === ctrl &&
      press.metaKey === meta &&
      press.shiftKey === parts.includes('shift') &&
      press.altKey === parts.includes('alt')
    );
  });
}

const symbols: Readonly<Record<string, readonly [other: string, mac: string]>> = {
  mod: ['Ctrl', '⌘'],
  ctrl: ['Ctrl', '⌃'],
  shift: ['Shift', '⇧'],
  alt: ['Alt', '⌥'],
  delete: ['Del', '⌫'],
};

/** A shortcut as people read it: Ctrl+Shift+P, ⇧⌘P. Only the first of several. */
export function shortcutLabel(shortcut: string, mac: boolean): string {
  const parts = (shortcut.split(' ')[0] ?? '').split('+').map((part) => {
    const symbol = symbols[part.toLowerCase()];
    if (symbol) return symbol[mac ? 1 : 0];
    return part.length === 1 ? part.toUpperCase() : part;
  });
  return parts.join(mac ? '' : '+');
}

export const isMac =
  typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The command a key press means, if any. */
export function commandOf(
  press: KeyPress,
  commands: readonly Command[],
  mac: boolean,
): Command | undefined {
  return commands.find(
    (command) => command.shortcut !== undefined && matchesShortcut(command.shortcut, press, mac),
  );
}
