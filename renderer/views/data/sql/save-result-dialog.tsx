import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useJob } from '../../../client/use-job.ts';
import { useQuery } from '../../../client/use-query.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { JobProgress } from '../../../components/job-progress.tsx';
import { useSelection } from '../../../stores/selection.ts';
import { pushAddition } from '../dataset-steps.ts';

/** Runs the query in full and keeps what it gives as a dataset. */
export function SaveResultDialog(props: { readonly sql: string; readonly onClose: () => void }) {
  const { sql, onClose } = props;
  const [name, setName] = useState('');
  const [, go] = useLocation();
  const selectVersion = useSelection((state) => state.selectVersion);
  const job = useJob('data.saveSql');
  const datasets = useQuery('data.list', {}).data?.datasets ?? [];
  const wanted = name.trim();
  const taken = datasets.find((each) => each.name === wanted);
  const save = async (): Promise<void> => {
    const output = await job.start({ sql, name: wanted });
    if (!output) return;
    pushAddition(output.version);
    selectVersion(output.version.id);
    onClose();
    go('/data');
  };
  return (
    <Modal opened onClose={onClose} title="Save the result as a dataset" centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextInput
          label="Name"
          description={
            taken
              ? `${wanted} is there: the result becomes its version ${taken.versions + 1}`
              : 'All rows of the query, not only those shown'
          }
          data-autofocus
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {(job.error || job.running) && (
          <div style={{ marginTop: 12 }}>
            {job.error && <FailureNotice failure={job.error} />}
            {job.running && <JobProgress job={job.job} onCancel={job.cancel} />}
          </div>
        )}
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={job.running} disabled={wanted === ''}>
            Save
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
