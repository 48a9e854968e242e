import { Search } from 'lucide-react';
import icon from '../../resources/icons/assay.svg';
import { useQuery } from '../client/use-query.ts';
import { commands } from './commands.ts';
import { JobsButton } from './jobs-button.tsx';
import { isMac, shortcutLabel } from './shortcuts.ts';
import styles from './top-bar.module.css';

/** Workspace name, command palette field, running jobs. */
export function TopBar() {
  const { data: workspace } = useQuery('workspace.info', {});
  return (
    <header className={styles.bar}>
      <div className={styles.brand}>
        <img src={icon} alt="" width={20} height={20} />
        <span className={styles.name}>Assay</span>
        {workspace && (
          <span className={styles.workspace} title={workspace.path}>
            {workspace.name}
          </span>
        )}
      </div>
      <button
        type="button"
        className={styles.search}
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => commands.run('app.palette')}
      >
        <Search size={14} aria-hidden="true" />
        <span className={styles.prompt}>Search commands, datasets, runs and models</span>
        <kbd className={styles.keys}>{shortcutLabel('mod+K', isMac)}</kbd>
      </button>
      <div className={styles.right}>
        <JobsButton />
      </div>
    </header>
  );
}
