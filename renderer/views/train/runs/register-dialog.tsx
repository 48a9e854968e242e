import { Autocomplete, Button, Group, Modal, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { Failure } from '../../../../core/contract/failure.ts';
import type { Run } from '../../../../core/contract/tracking.ts';
import { client } from '../../../client/client.ts';
import { toFailure } from '../../../client/to-failure.ts';
import { useQuery } from '../../../client/use-query.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';

/** Names the model of a run; a known name gets a new version. */
export function RegisterDialog(props: { run: Run; opened: boolean; onClose: () => void }) {
  const { run, opened, onClose } = props;
  const { data } = useQuery('registry.list', opened ? {} : null);
  const [name, setName] = useState(() =>
    `${run.versionName.split('@')[0]}-${run.target}`.replaceAll(/[@:/\\]/g, '-'),
  );
  const [description, setDescription] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const known = data?.models.find((model) => model.name === name.trim());
  const next = known ? Math.max(...known.versions.map((version) => version.number)) + 1 : 1;

  const register = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      const { version } = await client.call('registry.register', {
        run: run.id,
        name: name.trim(),
        description,
      });
      notifications.show({
        color: 'teal',
        title: `${version.name}@${version.number} is registered`,
        message: 'Promote it in the registry when it is ready.',
      });
      onClose();
    } catch (error) {
      setFailure(toFailure(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Modal opened={opened} onClose={onClose} title="Register model" centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void register();
        }}
      >
        <Autocomplete
          size="xs"
          label="Name"
          description={known ? `Becomes version ${next}` : 'A new model, version 1'}
          data={(data?.models ?? []).map((model) => model.name)}
          value={name}
          maxLength={200}
          data-autofocus
          error={/[@:/\\]/.test(name) ? 'A name may not contain @ : / or \\' : null}
          onChange={setName}
        />
        <Textarea
          mt="sm"
          label="Description"
          description="What a reader of the registry should know"
          autosize
          minRows={2}
          maxRows={6}
          maxLength={4000}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        {failure && (
          <div style={{ marginTop: 12 }}>
            <FailureNotice failure={failure} />
          </div>
        )}
        <Group justify="flex-end" mt="md" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={busy}
            disabled={name.trim() === '' || /[@:/\\]/.test(name)}
          >
            Register
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
