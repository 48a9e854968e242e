import { Alert, Button, TextInput } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { Failure } from '../../../core/contract/failure.ts';
import { client } from '../../client/client.ts';
import { toFailure } from '../../client/to-failure.ts';
import { useQuery } from '../../client/use-query.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { formatCount, formatDateTime } from '../../components/format.ts';
import { Properties, Property } from '../../components/properties.tsx';
import { Section } from '../../components/section.tsx';
import styles from './settings-view.module.css';

/** Where the workspace is and what it holds; opens another by its path. */
export function WorkspaceSettings() {
  const { data: workspace } = useQuery('workspace.info', {});
  const [path, setPath] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const open = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      await client.call('workspace.open', { path: path.trim() });
      setPath('');
    } catch (thrown) {
      setFailure(toFailure(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section
      title="Workspace"
      description="A folder that holds everything: data, runs, models, reports"
    >
      {workspace && (
        <Properties>
          <Property name="Folder" title={workspace.path}>
            {workspace.path}
          </Property>
          <Property name="Created">{formatDateTime(workspace.createdAt)}</Property>
          <Property name="Last saved">{formatDateTime(workspace.lastSavedAt)}</Property>
          <Property name="Holds">
            {formatCount(workspace.counts.datasets, 'dataset')},{' '}
            {formatCount(workspace.counts.runs, 'run')},{' '}
            {formatCount(workspace.counts.models, 'model')},{' '}
            {formatCount(workspace.counts.reports, 'report')}
          </Property>
        </Properties>
      )}
      {workspace?.warnings?.map((warning) => (
        <Alert
          key={warning}
          color="yellow"
          variant="light"
          icon={<TriangleAlert size={16} aria-hidden="true" />}
          className={styles.failure}
        >
          {warning}
        </Alert>
      ))}
      <form className={styles.open} onSubmit={(event) => void open(event)}>
        <TextInput
          label="Open another workspace"
          description="Full path of a folder; it is created when missing"
          placeholder={workspace?.path ?? ''}
          value={path}
          onChange={(event) => setPath(event.currentTarget.value)}
          spellCheck={false}
        />
        <Button type="submit" variant="default" loading={busy} disabled={path.trim() === ''}>
          Open
        </Button>
      </form>
      {failure && (
        <div className={styles.failure}>
          <FailureNotice failure={failure} onClose={() => setFailure(null)} />
        </div>
      )}
    </Section>
  );
}
