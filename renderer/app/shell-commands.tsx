import { notifications } from '@mantine/notifications';
import { spotlight } from '@mantine/spotlight';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { client } from '../client/client.ts';
import { chooseFiles, useImportQueue } from '../stores/import-queue.ts';
import { type ThemeChoice, themeChoices, usePreferences } from '../stores/preferences.ts';
import { useShortcutHelp } from '../stores/shortcut-help.ts';
import { useDemo } from '../views/home/use-demo.ts';
import { commands, useCommand } from './commands.ts';
import { type Route, routes } from './routes.ts';
import { commandOf, isMac } from './shortcuts.ts';

const themeTitles: Readonly<Record<ThemeChoice, string>> = {
  auto: 'Theme: follow the system',
  light: 'Theme: light',
  dark: 'Theme: dark',
};

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select'))
  );
}

function useShortcuts(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const command = commandOf(event, commands.list(), isMac);
      if (!command || (command.outsideFields && isField(event.target))) return;
      event.preventDefault();
      if (event.repeat) return;
      command.run([]);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** Runs what a native menu or a file opened from the desktop asks for. */
function useCommandEvents(): void {
  useEffect(
    () =>
      client.subscribe((event) => {
        if (event.type === 'command') commands.run(event.command, event.files);
      }),
    [],
  );
}

/** mod+1 to mod+9 and mod+0 for the first ten views, then with shift. */
function viewShortcut(id: string, at: number): string {
  if (id === 'settings') return 'mod+,';
  return `mod+${at < 10 ? '' : 'shift+'}${(at + 1) % 10}`;
}

function useViewCommands(current: Route): void {
  const [, go] = useLocation();
  const step = (by: number): void => {
    const index = routes.indexOf(current);
    go(routes[(index + by + routes.length) % routes.length]!.path);
  };
  useEffect(() => {
    const stops = routes.map((route, i) =>
      commands.register({
        id: `view.${route.id}`,
        title: `Go to ${route.title}`,
        group: 'View',
        shortcut: viewShortcut(route.id, i),
        run: () => go(route.path),
      }),
    );
    return () => {
      for (const stop of stops) stop();
    };
  }, [go]);
  useCommand({
    id: 'view.next',
    title: 'Next view',
    group: 'View',
    shortcut: 'ctrl+Tab ctrl+PageDown',
    run: () => step(1),
  });
  useCommand({
    id: 'view.previous',
    title: 'Previous view',
    group: 'View',
    shortcut: 'ctrl+shift+Tab ctrl+PageUp',
    run: () => step(-1),
  });
}

/** The commands that are there in every view, and the keyboard. */
export function ShellCommands({ current }: { readonly current: Route }) {
  const addFiles = useImportQueue((state) => state.add);
  const [, go] = useLocation();
  const demo = useDemo();
  const { setTheme, toggleRail } = usePreferences();
  const showShortcuts = useShortcutHelp((state) => state.show);
  useShortcuts();
  useCommandEvents();
  useCommand({
    id: 'app.palette',
    title: 'Command palette',
    group: 'View',
    shortcut: 'mod+k mod+shift+p',
    hidden: true,
    run: () => spotlight.toggle(),
  });
  useCommand({
    id: 'data.import',
    title: 'Import files',
    group: 'File',
    shortcut: 'mod+o',
    keywords: 'open csv add dataset',
    run: (files) => (files.length > 0 ? addFiles(files) : chooseFiles()),
  });
  useCommand({
    id: 'file.openSample',
    title: 'Open the sample',
    group: 'File',
    keywords: 'demo example heart tour',
    run: () => {
      go('/');
      void demo.open();
    },
  });
  useCommand({
    id: 'monitor.design',
    title: 'Design an A/B test',
    group: 'Monitor',
    keywords: 'sample size power experiment sequential',
    run: () => go('/monitor/design'),
  });
  // A view with something to export offers a command of this name while it is open.
  useCommand({
    id: 'file.export',
    title: 'Export',
    group: 'File',
    shortcut: 'mod+s',
    hidden: true,
    run: () =>
      notifications.show({
        message: 'This view has nothing to export. Data exports rows, Reports saves a report.',
      }),
  });
  useViewCommands(current);
  useCommand({
    id: 'help.shortcuts',
    title: 'Keyboard shortcuts',
    group: 'Help',
    shortcut: 'F1',
    run: showShortcuts,
  });
  useCommand({
    id: 'view.rail',
    title: 'Collapse or widen the rail',
    group: 'View',
    shortcut: 'mod+b',
    run: toggleRail,
  });
  useEffect(() => {
    const stops = themeChoices.map((choice) =>
      commands.register({
        id: `theme.${choice}`,
        title: themeTitles[choice],
        group: 'View',
        keywords: 'appearance colour scheme',
        run: () => setTheme(choice),
      }),
    );
    return () => {
      for (const stop of stops) stop();
    };
  }, [setTheme]);
  return null;
}
