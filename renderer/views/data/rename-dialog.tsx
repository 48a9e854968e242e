import { Button, Group, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Failure } from '../../../core/contract/failure.ts';
import { toFailure } from '../../client/to-failure.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { renameDataset } from './dataset-steps.ts';

export interface RenameDialogProps {
  readonly id: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** Another name for a dataset; its versions, runs and reports go on pointing at it. */
export function RenameDialog({ id, name, onClose }: RenameDialogProps) {
  const [text, setText] = useState(name);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const next = text.trim();
  const rename = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (next === name) return onClose();
    setBusy(true);
    try {
      await renameDataset(id, name, next);
      onClose();
    } catch (thrown) {
      setFailure(toFailure(thrown));
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={`Rename ${name}`} centered>
      <form onSubmit={(event) => void rename(event)}>
        <TextInput
          label="Name"
          data-autofocus
          maxLength={200}
          value={text}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {failure && (
          <div style={{ marginTop: 12 }}>
            <FailureNotice failure={failure} />
          </div>
        )}
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={next === ''}>
            Rename
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
