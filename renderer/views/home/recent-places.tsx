import { FileText, FolderOpen } from 'lucide-react';
import { useState } from 'react';
import type { Failure } from '../../../core/contract/failure.ts';
import { client } from '../../client/client.ts';
import { toFailure } from '../../client/to-failure.ts';
import { useQuery } from '../../client/use-query.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { formatAgo } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { useNow } from '../../components/use-now.ts';
import { useImportQueue } from '../../stores/import-queue.ts';
import styles from './home-list.module.css';

const most = 4;

/** Workspaces and files opened before; absent while there are none. */
export function RecentPlaces() {
  const { data: recent } = useQuery('workspace.recent', {});
  const { data: here } = useQuery('workspace.info', {});
  const add = useImportQueue((state) => state.add);
  const now = useNow();
  const [failure, setFailure] = useState<Failure | null>(null);
  const workspaces = (recent?.workspaces ?? []).filter((each) => each.path !== here?.path);
  const files = recent?.files ?? [];
  if (workspaces.length === 0 && files.length === 0) return null;
  const open = (path: string): void => {
    client
      .call('workspace.open', { path })
      .catch((thrown: unknown) => setFailure(toFailure(thrown)));
  };
  const places = [
    ...workspaces.slice(0, most).map((place) => ({ ...place, kind: 'Workspace' as const })),
    ...files.slice(0, most).map((place) => ({ ...place, kind: 'File' as const })),
  ];
  return (
    <Section title="Recent" flush>
      {failure && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
      <ul className={styles.list} aria-label="Recent workspaces and files">
        {places.map(({ kind, path, name, openedAt }) => (
          <li key={`${kind} ${path}`}>
            <button
              type="button"
              className={styles.button}
              title={path}
              onClick={() => (kind === 'File' ? add([path]) : open(path))}
            >
              {kind === 'File' ? (
                <FileText size={16} className="assay-muted" aria-hidden="true" />
              ) : (
                <FolderOpen size={16} className="assay-muted" aria-hidden="true" />
              )}
              <span className={styles.text}>
                <span className={styles.name}>{name}</span>
                <span className={styles.detail} style={{ display: 'block' }}>
                  {kind} · {formatAgo(openedAt, now)}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
