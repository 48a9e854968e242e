import { useEffect, useRef, useSyncExternalStore } from 'react';

export interface Command {
  /** `group.verb`; native menus name commands by it. */
  readonly id: string;
  readonly title: string;
  readonly group: string;
  /** Keys joined by +, `mod` for Ctrl or Cmd: `mod+k`, `mod+shift+p`. Several: separated by a space. */
  readonly shortcut?: string;
  readonly keywords?: string;
  /** Left out of the palette (the palette's own command). */
  readonly hidden?: boolean;
  /** Its keys mean something else while a person writes in a field. */
  readonly outsideFields?: boolean;
  /** Files come along when the desktop opened them. */
  readonly run: (files: readonly string[]) => void;
}

export interface CommandRegistry {
  /** Returns a function that takes the command out again. A later command with the same id wins. */
  register(command: Command): () => void;
  /** In order of registration. The same array until something changes. */
  list(): readonly Command[];
  /** False when no such command is there now. */
  run(id: string, files?: readonly string[]): boolean;
  subscribe(listener: () => void): () => void;
}

export function createCommandRegistry(): CommandRegistry {
  const stacks = new Map<string, Command[]>();
  const listeners = new Set<() => void>();
  let list: readonly Command[] = [];

  function changed(): void {
    list = [...stacks.values()].flatMap((stack) => stack.at(-1) ?? []);
    for (const listener of listeners) listener();
  }

  return {
    register(command) {
      const stack = stacks.get(command.id) ?? [];
      stacks.set(command.id, stack);
      stack.push(command);
      changed();
      return () => {
        const index = stack.indexOf(command);
        if (index < 0) return;
        stack.splice(index, 1);
        if (stack.length === 0 && stacks.get(command.id) === stack) stacks.delete(command.id);
        changed();
      };
    },
    list: () => list,
    run(id, files = []) {
      const command = stacks.get(id)?.at(-1);
      command?.run(files);
      return command !== undefined;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The commands of this window: the palette, the keyboard and the native menus all run them. */
export const commands = createCommandRegistry();

export function useCommandList(): readonly Command[] {
  return useSyncExternalStore(commands.subscribe, commands.list);
}

/** Offers a command while the component is mounted. */
export function useCommand(command: Command): void {
  const latest = useRef(command);
  latest.current = command;
  const { id, title, group, shortcut, keywords, hidden, outsideFields } = command;
  useEffect(
    () =>
      commands.register({
        id,
        title,
        group,
        ...(shortcut === undefined ? {} : { shortcut }),
        ...(keywords === undefined ? {} : { keywords }),
        ...(hidden === undefined ? {} : { hidden }),
        ...(outsideFields === undefined ? {} : { outsideFields }),
        run: (files) => latest.current.run(files),
      }),
    [id, title, group, shortcut, keywords, hidden, outsideFields],
  );
}
