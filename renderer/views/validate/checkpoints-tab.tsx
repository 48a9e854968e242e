import { Button } from '@mantine/core';
import { Flag, ListChecks, Plus } from 'lucide-react';
import { useState } from 'react';
import type { Version } from '../../../core/contract/data.ts';
import type { Checkpoint } from '../../../core/contract/validation.ts';
import { useQuery } from '../../client/use-query.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { CheckpointCard } from './checkpoint-card.tsx';
import { CheckpointDialog } from './checkpoint-dialog.tsx';
import styles from './checkpoints-tab.module.css';
import { useValidateTab } from './validate-state.ts';
import view from './validate-view.module.css';

/** Checks of the latest data that are run again and again, with what is written after them. */
export function CheckpointsTab({ version }: { readonly version: Version }) {
  const { data, error } = useQuery('validation.checkpoints', {});
  const suites = useQuery('validation.suites', {});
  const [, show] = useValidateTab();
  const [editing, setEditing] = useState<Checkpoint | 'new' | null>(null);
  const checkpoints = data?.checkpoints ?? [];
  const noSuite = suites.data?.suites.length === 0;
  const add = (
    <Button leftSection={<Plus size={15} aria-hidden="true" />} onClick={() => setEditing('new')}>
      New checkpoint
    </Button>
  );
  return (
    <>
      {error && <FailureNotice failure={error} />}
      {data && suites.data && checkpoints.length === 0 && (
        <EmptyState
          icon={<Flag size={22} />}
          title="No checkpoint yet"
          description={
            noSuite
              ? 'A checkpoint runs saved suites on the latest data and writes a report. Save a suite first.'
              : 'A checkpoint runs saved suites on the latest version of datasets, in one go, and writes a report or the result as JSON.'
          }
          action={
            noSuite ? (
              <Button
                leftSection={<ListChecks size={15} aria-hidden="true" />}
                onClick={() => show('rules')}
              >
                Go to the rules
              </Button>
            ) : (
              add
            )
          }
        />
      )}
      {checkpoints.length > 0 && (
        <div className={view.content}>
          <div className={styles.head}>
            <p className={styles.lead}>
              Each runs its suites on the latest version of the data; the command line runs it too:{' '}
              <code>assay validation runCheckpoint &lt;name&gt;</code>
            </p>
            {add}
          </div>
          <div className={styles.cards}>
            {checkpoints.map((checkpoint) => (
              <CheckpointCard
                key={checkpoint.name}
                checkpoint={checkpoint}
                onEdit={() => setEditing(checkpoint)}
              />
            ))}
          </div>
        </div>
      )}
      {editing && (
        <CheckpointDialog
          version={version}
          checkpoint={editing === 'new' ? null : editing}
          taken={checkpoints.map(({ name }) => name)}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  );
}
