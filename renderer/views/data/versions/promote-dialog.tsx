import { Button, Group, Modal, SegmentedControl, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../../../core/contract/contract.ts';
import type { Version } from '../../../../core/contract/data.ts';
import { useJob } from '../../../client/use-job.ts';
import { useQuery } from '../../../client/use-query.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { formatCount, formatNumber } from '../../../components/format.ts';
import { JobProgress } from '../../../components/job-progress.tsx';
import { WarningNotice } from '../../../components/warning-notice.tsx';
import { useSelection } from '../../../stores/selection.ts';
import { useAutoJob } from '../../explore/use-auto-job.ts';
import styles from './promote-dialog.module.css';
import { QualityParts } from './quality-parts.tsx';
import { weakestPart } from './quality-weakest.ts';

type Target = 'silver' | 'gold';

export interface PromoteDialogProps {
  readonly version: Version;
  readonly onClose: () => void;
}

/** Shows whether a version may pass the gate of the next layer, and takes it through. */
export function PromoteDialog({ version, onClose }: PromoteDialogProps) {
  const [to, setTo] = useState<Target>(version.layer === 'bronze' ? 'silver' : 'gold');
  const [suite, setSuite] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const suites = useQuery('validation.suites', {}).data?.suites ?? [];
  const rules = suite === null ? {} : { suite };
  const score = useAutoJob('validation.score', { version: version.id, ...rules });
  const job = useJob('data.promote');
  const selectVersion = useSelection((state) => state.selectVersion);
  const gate = score.output?.gates.find((each) => each.layer === to);
  const closed = gate !== undefined && !gate.passed;
  const promote = async (): Promise<void> => {
    const override = closed ? { override: reason.trim() } : {};
    const output = await job.start({ version: version.id, to, ...rules, ...override });
    if (!output) return;
    selectVersion(output.version.id);
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Promote ${version.datasetName}@${version.number}`}
      size={560}
      centered
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void promote();
        }}
      >
        <div className={styles.choices}>
          <SegmentedControl
            aria-label="To layer"
            data={[
              { value: 'silver', label: 'To silver', disabled: version.layer !== 'bronze' },
              { value: 'gold', label: 'To gold' },
            ]}
            value={to}
            onChange={(value) => setTo(value === 'silver' ? 'silver' : 'gold')}
          />
          <Select
            aria-label="Rules that count for validity"
            placeholder="No rules count for validity"
            clearable
            clearButtonProps={{ 'aria-label': 'Count no rules' }}
            data={suites.map(({ name, expectations }) => ({
              value: name,
              label: `${name} (${formatCount(expectations, 'rule')})`,
            }))}
            disabled={suites.length === 0}
            value={suite}
            onChange={setSuite}
          />
        </div>
        {score.running && <JobProgress job={score.job} onCancel={score.cancel} />}
        {score.error && <FailureNotice failure={score.error} />}
        {score.output && gate && (
          <Gate output={score.output} threshold={gate.threshold} to={to} closed={closed} />
        )}
        {closed && (
          <Textarea
            label="Reason to pass all the same"
            description="Stays in the history and the audit log, with your name"
            autosize
            minRows={2}
            maxRows={6}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        {job.error && <FailureNotice failure={job.error} />}
        {job.running && <JobProgress job={job.job} onCancel={job.cancel} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            color={closed ? 'red' : 'accent'}
            loading={job.running}
            disabled={!gate || (closed && reason.trim() === '')}
          >
            {closed ? 'Promote all the same' : `Promote to ${to}`}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function Gate(props: {
  readonly output: OutputOf<'validation.score'>;
  readonly threshold: number;
  readonly to: Target;
  readonly closed: boolean;
}) {
  const { output, threshold, to, closed } = props;
  const { quality } = output;
  const weakest = weakestPart(quality);
  const words = `Quality ${formatNumber(quality.score, 4)}, the gate of ${to} opens at ${formatNumber(threshold, 4)}.`;
  return (
    <>
      {closed ? (
        <WarningNotice title={`The gate of ${to} is closed`}>
          {words} {weakest && `Weakest: ${weakest.title} at ${formatNumber(weakest.value, 4)}.`}
        </WarningNotice>
      ) : (
        <p className={styles.open}>
          <strong>The gate of {to} is open.</strong> {words}
        </p>
      )}
      <QualityParts quality={quality} threshold={threshold} />
    </>
  );
}
