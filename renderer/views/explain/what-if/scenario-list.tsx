import { ActionIcon, Button, Group, Modal, Table, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { BookmarkPlus, Trash2 } from 'lucide-react';
import { type FormEvent, memo, useState } from 'react';
import type { OutputOf } from '../../../../core/contract/contract.ts';
import type { Failure } from '../../../../core/contract/failure.ts';
import { client } from '../../../client/client.ts';
import { toFailure } from '../../../client/to-failure.ts';
import { cellText } from '../../../charts/text.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import {
  formatCount,
  formatDateTime,
  formatNumber,
  formatPercent,
} from '../../../components/format.ts';
import { Section } from '../../../components/section.tsx';
import { WideTable } from '../../../components/wide-table.tsx';
import { useWhatIfState, type Start } from './what-if-state.ts';

export type Scenario = OutputOf<'explainability.scenarios'>['scenarios'][number];

interface SaveProps {
  readonly modelId: string;
  readonly modelRef: string;
  readonly start: Start;
}

/** Keeps the row as it is under a name. */
export const SaveScenario = memo(function SaveScenario(props: SaveProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button leftSection={<BookmarkPlus size={14} aria-hidden />} onClick={() => setOpen(true)}>
        Save scenario
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title="Save as a scenario" centered>
        <SaveForm {...props} onClose={() => setOpen(false)} />
      </Modal>
    </>
  );
});

function SaveForm(props: SaveProps & { readonly onClose: () => void }) {
  const { modelId, modelRef, start, onClose } = props;
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      await client.call('explainability.saveScenario', {
        model: modelRef,
        name: name.trim(),
        row: { ...useWhatIfState.getState().drafts[modelId]?.row },
        ...(start.origin ? { origin: start.origin } : {}),
      });
      onClose();
    } catch (thrown) {
      setFailure(toFailure(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <TextInput
        label="Name"
        description={`Kept with its values and its prediction; it started from ${start.title}`}
        value={name}
        maxLength={200}
        data-autofocus
        required
        withAsterisk={false}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {failure && <FailureNotice failure={failure} />}
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={busy} disabled={name.trim() === ''}>
          Save
        </Button>
      </Group>
    </form>
  );
}

function changesText(changes: Scenario['changes']): string {
  return changes
    .map(({ column, from, to }) => `${column} ${cellText(from)} → ${cellText(to)}`)
    .join(', ');
}

/** Rows that were kept; each can be taken up again. */
export const ScenarioList = memo(function ScenarioList(props: {
  scenarios: readonly Scenario[];
  onOpen: (scenario: Scenario) => void;
}) {
  const { scenarios, onOpen } = props;
  const remove = async ({ id, name }: Scenario): Promise<void> => {
    try {
      await client.call('explainability.deleteScenario', { id });
      notifications.show({ color: 'teal', title: `${name} is deleted`, message: '' });
    } catch (thrown) {
      const { message } = toFailure(thrown);
      notifications.show({ color: 'red', title: `${name} could not be deleted`, message });
    }
  };
  return (
    <Section title="Scenarios" description={formatCount(scenarios.length, 'kept row')} flush>
      <WideTable label="Scenarios" minWidth={640} maxHeight={300} highlight>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th>Prediction</Table.Th>
            <Table.Th>Changes</Table.Th>
            <Table.Th>Saved</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {scenarios.map((scenario) => (
            <Table.Tr key={scenario.id}>
              <Table.Td>{scenario.name}</Table.Td>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>
                {typeof scenario.prediction === 'number'
                  ? formatNumber(scenario.prediction)
                  : scenario.prediction}
                {scenario.probability !== null && (
                  <span className="assay-muted"> {formatPercent(scenario.probability)}</span>
                )}
              </Table.Td>
              <Table.Td>
                {scenario.changes.length === 0 ? (
                  <span className="assay-muted">none</span>
                ) : (
                  changesText(scenario.changes)
                )}
              </Table.Td>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>
                {formatDateTime(scenario.createdAt)}
              </Table.Td>
              <Table.Td className="assay-number">
                <Group gap={4} wrap="nowrap" justify="flex-end">
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    aria-label={`Open ${scenario.name}`}
                    onClick={() => onOpen(scenario)}
                  >
                    Open
                  </Button>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={24}
                    aria-label={`Delete ${scenario.name}`}
                    onClick={() => void remove(scenario)}
                  >
                    <Trash2 size={13} aria-hidden />
                  </ActionIcon>
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </Section>
  );
});
