import { ActionIcon, Autocomplete, Button, Group, Modal, Select, TextInput } from '@mantine/core';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Version } from '../../../core/contract/data.ts';
import type { Failure } from '../../../core/contract/failure.ts';
import type { Checkpoint } from '../../../core/contract/validation.ts';
import { client } from '../../client/client.ts';
import { toFailure } from '../../client/to-failure.ts';
import { useQuery } from '../../client/use-query.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import {
  type CheckpointDraft,
  checkpointDraft,
  checkpointOf,
  checkpointProblem,
  type NotifyOn,
  notifyTitles,
} from './checkpoint-draft.ts';
import styles from './checkpoints-tab.module.css';

/** Makes a checkpoint or changes one. */
export function CheckpointDialog(props: {
  readonly version: Version;
  readonly checkpoint: Checkpoint | null;
  readonly taken: readonly string[];
  readonly onClose: () => void;
}) {
  const { version, checkpoint, taken, onClose } = props;
  const suites = useQuery('validation.suites', {});
  const datasets = useQuery('data.list', {});
  const { data: workspace } = useQuery('workspace.info', {});
  const suiteNames = (suites.data?.suites ?? []).map(({ name }) => name);
  const first = { version: version.datasetName, suite: suiteNames[0] ?? '' };
  const [draft, setDraft] = useState<CheckpointDraft>(() =>
    checkpoint
      ? checkpointDraft(checkpoint)
      : { name: '', validations: [first], html: 'all', json: null },
  );
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const set = (change: Partial<CheckpointDraft>): void => setDraft({ ...draft, ...change });
  const setCheck = (at: number, change: Partial<(typeof draft.validations)[number]>): void =>
    set({
      validations: draft.validations.map((each, i) => (i === at ? { ...each, ...change } : each)),
    });
  const clash = checkpoint === null && taken.includes(draft.name.trim());
  const problem = checkpointProblem(draft);
  const save = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      const folder = `${workspace?.path ?? '.'}/exports`;
      await client.call('validation.saveCheckpoint', {
        checkpoint: checkpointOf(draft, folder, checkpoint),
      });
      onClose();
    } catch (thrown) {
      setFailure(toFailure(thrown));
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={checkpoint ? `Change ${checkpoint.name}` : 'New checkpoint'}
      size="lg"
      centered
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (problem === null && !clash) void save();
        }}
      >
        <TextInput
          label="Name"
          placeholder="such as nightly"
          data-autofocus
          maxLength={200}
          value={draft.name}
          disabled={checkpoint !== null}
          error={clash ? 'There is a checkpoint of this name already' : null}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <fieldset className={styles.group}>
          <legend>Checks</legend>
          {draft.validations.map((check, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- checks have no name of their own
            <div key={at} className={styles.row}>
              <Autocomplete
                size="xs"
                aria-label={`Data of check ${at + 1}`}
                placeholder="Dataset"
                data={(datasets.data?.datasets ?? []).map(({ name }) => name)}
                value={check.version}
                onChange={(next) => setCheck(at, { version: next })}
              />
              <span className="assay-muted">against</span>
              <Select
                aria-label={`Suite of check ${at + 1}`}
                placeholder="Suite"
                allowDeselect={false}
                data={suiteNames}
                value={check.suite || null}
                onChange={(next) => setCheck(at, { suite: next ?? '' })}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Remove check ${at + 1}`}
                disabled={draft.validations.length === 1}
                onClick={() => set({ validations: draft.validations.filter((_, i) => i !== at) })}
              >
                <Trash2 size={14} aria-hidden="true" />
              </ActionIcon>
            </div>
          ))}
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<Plus size={13} aria-hidden="true" />}
            onClick={() => set({ validations: [...draft.validations, first] })}
          >
            Add a check
          </Button>
        </fieldset>
        <fieldset className={styles.group}>
          <legend>Files written into the exports folder</legend>
          <When label="Report (HTML)" value={draft.html} onChange={(html) => set({ html })} />
          <When label="Result (JSON)" value={draft.json} onChange={(json) => set({ json })} />
        </fieldset>
        {failure && <FailureNotice failure={failure} />}
        <Group justify="flex-end" gap="xs" mt="md">
          {problem !== null && draft.name !== '' && <span className="assay-muted">{problem}</span>}
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={problem !== null || clash}>
            Save
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function When(props: {
  readonly label: string;
  readonly value: NotifyOn | null;
  readonly onChange: (value: NotifyOn | null) => void;
}) {
  const choices = Object.entries(notifyTitles) as [NotifyOn, string][];
  return (
    <div className={styles.when}>
      <span>{props.label}</span>
      <Select
        aria-label={props.label}
        allowDeselect={false}
        data={[
          { value: 'never', label: 'never' },
          ...choices.map(([value, label]) => ({ value, label })),
        ]}
        value={props.value ?? 'never'}
        onChange={(next) => props.onChange(choices.find(([value]) => value === next)?.[0] ?? null)}
      />
    </div>
  );
}
