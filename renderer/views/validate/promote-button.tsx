import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Version } from '../../../core/contract/data.ts';
import { useJob } from '../../client/use-job.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { formatNumber } from '../../components/format.ts';
import { JobProgress } from '../../components/job-progress.tsx';
import { WarningNotice } from '../../components/warning-notice.tsx';
import { useSelection } from '../../stores/selection.ts';
import styles from './quality-tab.module.css';
import type { Gate } from './quality-words.ts';

const next = { bronze: 'silver', silver: 'gold', gold: null } as const;

/** Leads the version through the gate of the next layer; a closed gate asks for a reason. */
export function PromoteButton(props: {
  readonly version: Version;
  readonly gates: readonly Gate[];
  readonly suite: string | null;
}) {
  const [open, setOpen] = useState(false);
  const { version } = props;
  const to = next[version.layer];
  const gate = props.gates.find(({ layer }) => layer === to);
  if (to === null || !gate)
    return (
      <div className={styles.promote}>
        <span className="assay-muted">
          {version.datasetName}@{version.number} is in the last layer, gold.
        </span>
      </div>
    );
  return (
    <div className={styles.promote}>
      <Button variant={gate.passed ? 'filled' : 'default'} onClick={() => setOpen(true)}>
        Promote to {to}…
      </Button>
      <span className="assay-muted">now {version.layer}</span>
      {open && <PromoteDialog {...props} gate={gate} to={to} onClose={() => setOpen(false)} />}
    </div>
  );
}

function PromoteDialog(props: {
  readonly version: Version;
  readonly gate: Gate;
  readonly to: 'silver' | 'gold';
  readonly suite: string | null;
  readonly onClose: () => void;
}) {
  const { version, gate, to, suite, onClose } = props;
  const job = useJob('data.promote');
  const [reason, setReason] = useState('');
  const select = useSelection((state) => state.selectVersion);
  const promote = async (): Promise<void> => {
    const made = await job.start({
      version: version.id,
      to,
      ...(suite === null ? {} : { suite }),
      ...(gate.passed ? {} : { override: reason.trim() }),
    });
    if (!made) return;
    onClose();
    select(made.version.id);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Promote ${version.datasetName}@${version.number} to ${to}`}
      centered
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void promote();
        }}
      >
        {gate.passed ? (
          <p style={{ margin: 0 }}>
            The gate is open. A new version of the same rows is made in the layer {to}.
          </p>
        ) : (
          <>
            <WarningNotice title="The gate is closed">
              The score is below {formatNumber(gate.threshold)}. An exception is possible; its
              reason goes to the audit log.
            </WarningNotice>
            <Textarea
              mt="sm"
              label="Reason"
              data-autofocus
              autosize
              minRows={2}
              maxRows={6}
              maxLength={1000}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          </>
        )}
        {job.running && (
          <div style={{ marginTop: 12 }}>
            <JobProgress job={job.job} onCancel={job.cancel} />
          </div>
        )}
        {job.error && (
          <div style={{ marginTop: 12 }}>
            <FailureNotice failure={job.error} />
          </div>
        )}
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={job.running}
            disabled={!gate.passed && reason.trim() === ''}
          >
            {gate.passed ? `Promote to ${to}` : 'Promote by exception'}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
