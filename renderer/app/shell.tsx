import { Suspense } from 'react';
import { useLocation } from 'wouter';
import { ImportDoors } from '../views/data/import/import-doors.tsx';
import { DropArea } from './drop-area.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { JobToasts } from './job-toasts.tsx';
import { Palette } from './palette.tsx';
import { Rail } from './rail.tsx';
import { routeOf } from './routes.ts';
import { ShellCommands } from './shell-commands.tsx';
import styles from './shell.module.css';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';
import { UndoCommands } from './undo-commands.tsx';
import { WorkspaceWatch } from './workspace-watch.tsx';

/** Rail, top bar, the view, status bar, and what floats above them. */
export function Shell() {
  const [location] = useLocation();
  const route = routeOf(location);
  const View = route.view;
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main" onClick={focusMain}>
        Skip to the view
      </a>
      <TopBar />
      <div className={styles.middle}>
        <Rail current={route} />
        <main id="main" className={styles.main} tabIndex={-1} aria-label={route.title}>
          <ErrorBoundary key={route.id} title={route.title}>
            <Suspense fallback={null}>
              <View />
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
      <StatusBar />
      <ImportDoors />
      <DropArea />
      <Palette />
      <ShortcutSheet />
      <ShellCommands current={route} />
      <UndoCommands />
      <JobToasts current={route} />
      <WorkspaceWatch />
    </div>
  );
}

// A plain anchor would change the hash, which is the route.
function focusMain(event: React.MouseEvent): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
