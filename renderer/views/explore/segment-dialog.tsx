import { Button, Group, Modal, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import type { Version } from '../../../core/contract/data.ts';
import type { Segment } from '../../../core/contract/eda-segments.ts';
import type { Failure } from '../../../core/contract/failure.ts';
import { client } from '../../client/client.ts';
import { toFailure } from '../../client/to-failure.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { formatCount } from '../../components/format.ts';
import { useSelection } from '../../stores/selection.ts';
import { useExploreState } from './explore-state.ts';
import styles from './segment-dialog.module.css';

/** What becomes a segment: a condition, listed rows, or a condition that is yet to be written. */
export type SegmentDraft =
  | { readonly kind: 'filter'; readonly filter: string }
  | { readonly kind: 'rows'; readonly rows: readonly number[] }
  | { readonly kind: 'open' };

/** Where a new segment can be looked at next. */
export interface SegmentLead {
  readonly title: string;
  readonly open: (segment: Segment) => void;
}

export interface SegmentDialogProps {
  readonly version: Version;
  /** Where the note of success leads, besides Explore. */
  readonly lead?: SegmentLead | undefined;
  /** Null: closed. */
  readonly draft: SegmentDraft | null;
  readonly onClose: () => void;
}

/** Names a part of the rows. */
export function SegmentDialog({ version, lead, draft, onClose }: SegmentDialogProps) {
  return (
    <Modal opened={draft !== null} onClose={onClose} title="Save as a segment" centered>
      {draft && <SegmentForm version={version} lead={lead} draft={draft} onClose={onClose} />}
    </Modal>
  );
}

/** A note that the segment is there, with the ways on from it. */
function tellSaved(
  { id, name, rows }: Segment,
  ways: readonly { readonly title: string; readonly open: () => void }[],
): void {
  notifications.show({
    id,
    color: 'teal',
    title: `${name} is saved`,
    autoClose: 7000,
    message: (
      <div className={styles.saved}>
        <span>{formatCount(rows, 'row')}</span>
        {ways.map(({ title, open }) => (
          <Button
            key={title}
            variant="subtle"
            size="compact-xs"
            onClick={() => {
              open();
              notifications.hide(id);
            }}
          >
            {title}
          </Button>
        ))}
      </div>
    ),
  });
}

function SegmentForm(props: SegmentDialogProps & { readonly draft: SegmentDraft }) {
  const { version, lead, draft, onClose } = props;
  const [, go] = useLocation();
  const choose = useExploreState((state) => state.choose);
  const selectVersion = useSelection((state) => state.selectVersion);
  const [name, setName] = useState('');
  const [filter, setFilter] = useState(draft.kind === 'filter' ? draft.filter : '');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      const segment = await client.call('eda.saveSegment', {
        version: version.id,
        name: name.trim(),
        ...(draft.kind === 'rows' ? { rows: [...draft.rows] } : { filter: filter.trim() }),
      });
      const explore = (): void => {
        selectVersion(version.id);
        choose({ segment: segment.id });
        go('/explore');
      };
      tellSaved(segment, [
        ...(lead ? [{ title: lead.title, open: () => lead.open(segment) }] : []),
        { title: 'Explore only these', open: explore },
      ]);
      onClose();
    } catch (thrown) {
      setFailure(toFailure(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className={styles.form} onSubmit={(event) => void save(event)}>
      <TextInput
        label="Name"
        value={name}
        maxLength={100}
        data-autofocus
        required
        withAsterisk={false}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {draft.kind === 'rows' ? (
        <p className={styles.fact}>
          {formatCount(draft.rows.length, 'row')} of {version.datasetName}@{version.number}, by
          their numbers. Other versions number their rows differently, so the segment is of this
          version alone.
        </p>
      ) : (
        <Textarea
          label="Condition"
          description='Holds for every version of the dataset, such as age > 60 and sex = "female"'
          value={filter}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={2000}
          spellCheck={false}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
      )}
      {failure && <FailureNotice failure={failure} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          type="submit"
          loading={busy}
          disabled={name.trim() === '' || (draft.kind !== 'rows' && filter.trim() === '')}
        >
          Save segment
        </Button>
      </Group>
    </form>
  );
}
