import { Button, Group, Modal, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Failure } from '../../../core/contract/failure.ts';
import type { ModelVersion } from '../../../core/contract/registry.ts';
import { client } from '../../client/client.ts';
import { toFailure } from '../../client/to-failure.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { WarningNotice } from '../../components/warning-notice.tsx';

/** A change of the registry that a person confirms. */
export type RegistryChange =
  | {
      readonly kind: 'promote';
      readonly version: ModelVersion;
      readonly stage: ModelVersion['stage'];
    }
  | { readonly kind: 'rollback'; readonly name: string }
  | { readonly kind: 'alias'; readonly version: ModelVersion };

const aliasPattern = /^[A-Za-z][\w-]{0,63}$/;

function titleOf(change: RegistryChange): string {
  switch (change.kind) {
    case 'promote':
      return `Move ${change.version.name}@${change.version.number} to ${change.stage}`;
    case 'rollback':
      return `Roll back ${change.name}`;
    case 'alias':
      return `Give ${change.version.name}@${change.version.number} an alias`;
    default:
      return change satisfies never;
  }
}

async function apply(change: RegistryChange, text: string): Promise<void> {
  switch (change.kind) {
    case 'promote':
      await client.call('registry.promote', {
        version: change.version.id,
        stage: change.stage,
        reason: text,
      });
      return;
    case 'rollback':
      await client.call('registry.rollback', { name: change.name, reason: text });
      return;
    case 'alias':
      await client.call('registry.alias', { version: change.version.id, alias: text.trim() });
      return;
    default:
      return change satisfies never;
  }
}

function consequence(change: RegistryChange, production: ModelVersion | undefined): string | null {
  if (change.kind === 'rollback')
    return `${production ? `${production.name}@${production.number} leaves Production and is archived. ` : ''}The version that was in Production before goes back there.`;
  if (change.kind !== 'promote' || change.stage !== 'Production') return null;
  const replaced =
    production && production.id !== change.version.id
      ? `${production.name}@${production.number}, which is there now, will be archived.`
      : 'No version is there now.';
  return `Whoever asks for "${change.version.name}" without a number gets the version in Production. ${replaced}`;
}

/** Says what a change means, asks why, and makes it. */
export function ChangeDialog(props: {
  change: RegistryChange;
  production: ModelVersion | undefined;
  onClose: () => void;
}) {
  const { change, production, onClose } = props;
  const [text, setText] = useState(change.kind === 'alias' ? 'champion' : '');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const title = titleOf(change);
  const meaning = consequence(change, production);
  const confirm = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      await apply(change, text);
      onClose();
    } catch (error) {
      setFailure(toFailure(error));
      setBusy(false);
    }
  };
  const invalid = change.kind === 'alias' && !aliasPattern.test(text.trim());
  return (
    <Modal opened onClose={onClose} title={title} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!invalid) void confirm();
        }}
      >
        {meaning !== null && (
          <div style={{ marginBottom: 12 }}>
            <WarningNotice>{meaning}</WarningNotice>
          </div>
        )}
        {change.kind === 'alias' ? (
          <TextInput
            label="Alias"
            description="An alias names one version at a time"
            data-autofocus
            value={text}
            error={text !== '' && invalid ? 'A letter first, then letters, digits, _ and -' : null}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        ) : (
          <Textarea
            label="Reason"
            description="Stays in the history and the audit log"
            data-autofocus
            autosize
            minRows={2}
            maxRows={6}
            maxLength={1000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
        {failure && (
          <div style={{ marginTop: 12 }}>
            <FailureNotice failure={failure} />
          </div>
        )}
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={busy}
            disabled={invalid}
            color={change.kind === 'rollback' ? 'red' : 'accent'}
          >
            {change.kind === 'rollback'
              ? 'Roll back'
              : change.kind === 'alias'
                ? 'Set alias'
                : `Move to ${change.stage}`}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
