import type { MenuItem } from './electron-api.ts';

export interface MenuOptions {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  /** Folders of workspaces, newest first. */
  readonly recent: readonly { readonly path: string; readonly name: string }[];
  /** Runs a command of the window. */
  readonly command: (id: string) => void;
  readonly chooseFiles: () => void;
  readonly chooseModel: () => void;
  readonly chooseWorkspace: () => void;
  readonly openWorkspace: (path: string) => void;
  readonly showAbout: () => void;
}

const separator: MenuItem = { type: 'separator' };

/** The native menu bar. Entries of the window's own commands only publish their id. */
export function menuTemplate(options: MenuOptions): MenuItem[] {
  const mac = options.platform === 'darwin';
  const entry = (label: string, id: string, accelerator?: string): MenuItem => ({
    label,
    click: () => options.command(id),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  const settings = entry('Settings…', 'view.settings', 'CmdOrCtrl+,');
  const about: MenuItem = { label: 'About Assay', click: options.showAbout };
  const recent: MenuItem[] = options.recent.map(({ path, name }) => ({
    // An ampersand in a label would mark an access key.
    label: `${name} — ${path}`.replaceAll('&', '&&'),
    click: () => options.openWorkspace(path),
  }));

  const file: MenuItem[] = [
    // A page may open a file dialog only right after a key or click in it, which a menu is not.
    { label: 'Import…', click: options.chooseFiles, accelerator: 'CmdOrCtrl+O' },
    { label: 'Import a Model…', click: options.chooseModel },
    entry('Open Sample…', 'file.openSample'),
    separator,
    { label: 'Open Workspace…', click: options.chooseWorkspace, accelerator: 'CmdOrCtrl+Shift+O' },
    {
      label: 'Recent Workspaces',
      submenu: recent.length > 0 ? recent : [{ label: 'None', enabled: false }],
    },
    separator,
    entry('Export…', 'file.export', 'CmdOrCtrl+S'),
    ...(mac ? [] : [separator, settings]),
    separator,
    mac ? { role: 'close' } : { role: 'quit' },
  ];
  const edit: MenuItem[] = [
    { role: 'undo' },
    { role: 'redo' },
    separator,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
    separator,
    entry('Command Palette…', 'app.palette', 'CmdOrCtrl+K'),
  ];
  const view: MenuItem[] = [
    entry('Home', 'view.home', 'CmdOrCtrl+1'),
    {
      label: 'Theme',
      submenu: [
        entry('Follow the System', 'theme.auto'),
        entry('Light', 'theme.light'),
        entry('Dark', 'theme.dark'),
      ],
    },
    entry('Collapse or Widen the Rail', 'view.rail', 'CmdOrCtrl+B'),
    separator,
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { role: 'togglefullscreen' },
    ...(options.isPackaged ? [] : [separator, { role: 'toggleDevTools' } as const]),
  ];
  const application: MenuItem = {
    label: 'Assay',
    submenu: [
      about,
      separator,
      settings,
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  };
  return [
    ...(mac ? [application] : []),
    { label: 'File', submenu: file },
    { label: 'Edit', submenu: edit },
    { label: 'View', submenu: view },
    {
      label: 'Data',
      submenu: [
        entry('Datasets', 'view.data', 'CmdOrCtrl+2'),
        entry('Explore', 'view.explore', 'CmdOrCtrl+3'),
        entry('Validate', 'view.validate', 'CmdOrCtrl+4'),
        entry('Patterns', 'view.patterns', 'CmdOrCtrl+5'),
      ],
    },
    {
      label: 'Model',
      submenu: [
        entry('Train', 'view.train', 'CmdOrCtrl+6'),
        entry('Explain', 'view.explain', 'CmdOrCtrl+7'),
        entry('Registry', 'view.registry', 'CmdOrCtrl+8'),
        entry('Predict', 'view.predict', 'CmdOrCtrl+9'),
      ],
    },
    {
      label: 'Monitor',
      submenu: [
        entry('Drift', 'view.monitor', 'CmdOrCtrl+0'),
        entry('Reports', 'view.reports', 'CmdOrCtrl+Shift+1'),
      ],
    },
    {
      label: 'Window',
      submenu: [
        { role: 'minimize' },
        { role: 'zoom' },
        ...(mac ? [separator, { role: 'front' } as const] : [{ role: 'close' } as const]),
      ],
    },
    {
      label: 'Help',
      submenu: [
        entry('Keyboard Shortcuts', 'help.shortcuts', 'F1'),
        ...(mac ? [] : [separator, about]),
      ],
    },
  ];
}
