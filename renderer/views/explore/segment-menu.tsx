import { Button, Group, Menu, Modal } from '@mantine/core';
import { ChevronDown, Filter, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Version } from '../../../core/contract/data.ts';
import type { Segment } from '../../../core/contract/eda-segments.ts';
import type { Failure } from '../../../core/contract/failure.ts';
import { client } from '../../client/client.ts';
import { toFailure } from '../../client/to-failure.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { formatCount, formatInteger } from '../../components/format.ts';
import { useExploreState } from './explore-state.ts';
import { SegmentDialog, type SegmentDraft } from './segment-dialog.tsx';
import styles from './segment-menu.module.css';

export interface SegmentMenuProps {
  readonly version: Version;
  /** Those that suit the version. */
  readonly segments: readonly Segment[];
  readonly segment: Segment | null;
}

/** Restricts everything in Explore to a named part of the rows; makes and forgets such parts. */
export function SegmentMenu({ version, segments, segment }: SegmentMenuProps) {
  const choose = useExploreState((state) => state.choose);
  const [draft, setDraft] = useState<SegmentDraft | null>(null);
  const [doomed, setDoomed] = useState<Segment | null>(null);
  return (
    <>
      <Menu position="bottom-end" width={300}>
        <Menu.Target>
          <Button
            variant={segment ? 'light' : 'default'}
            aria-label={`Segment: ${segment?.name ?? 'all rows'}`}
            leftSection={<Filter size={14} aria-hidden="true" />}
            rightSection={<ChevronDown size={13} aria-hidden="true" />}
          >
            <span className={styles.current}>{segment?.name ?? 'All rows'}</span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={420} style={{ overflow: 'auto' }}>
          <Menu.RadioGroup
            value={segment?.id ?? ''}
            onChange={(id) => choose({ segment: id === '' ? null : id })}
          >
            <Choice value="" name="All rows" rows={version.rows} />
            {segments.map((each) => (
              <Choice
                key={each.id}
                value={each.id}
                name={each.name}
                rows={each.rows}
                title={each.filter ?? `${formatCount(each.rows, 'row')} by number`}
              />
            ))}
          </Menu.RadioGroup>
          <Menu.Divider />
          <Menu.Item
            leftSection={<Plus size={14} aria-hidden="true" />}
            onClick={() => setDraft({ kind: 'open' })}
          >
            New segment…
          </Menu.Item>
          {segment && (
            <Menu.Item
              leftSection={<Trash2 size={14} aria-hidden="true" />}
              onClick={() => setDoomed(segment)}
            >
              Forget {segment.name}…
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <SegmentDialog version={version} draft={draft} onClose={() => setDraft(null)} />
      {doomed && <ForgetDialog segment={doomed} onClose={() => setDoomed(null)} />}
    </>
  );
}

function Choice(props: {
  readonly value: string;
  readonly name: string;
  readonly rows: number;
  readonly title?: string;
}) {
  return (
    <Menu.RadioItem
      value={props.value}
      title={props.title}
      closeMenuOnClick
      rightSection={<span className="assay-muted">{formatInteger(props.rows)}</span>}
    >
      <span className={styles.name}>{props.name}</span>
    </Menu.RadioItem>
  );
}

function ForgetDialog({
  segment,
  onClose,
}: {
  readonly segment: Segment;
  readonly onClose: () => void;
}) {
  const choose = useExploreState((state) => state.choose);
  const [failure, setFailure] = useState<Failure | null>(null);
  const forget = async (): Promise<void> => {
    try {
      await client.call('eda.deleteSegment', { segment: segment.id });
      choose({ segment: null });
      onClose();
    } catch (thrown) {
      setFailure(toFailure(thrown));
    }
  };
  return (
    <Modal opened onClose={onClose} title={`Forget ${segment.name}?`} centered>
      <p className={styles.fact}>
        Its {formatCount(segment.rows, 'row')} stay in the data; only the name goes.
        {segment.filter !== null && ` Its condition is ${segment.filter}`}
      </p>
      {failure && <FailureNotice failure={failure} />}
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={onClose} data-autofocus>
          Cancel
        </Button>
        <Button color="red" onClick={() => void forget()}>
          Forget
        </Button>
      </Group>
    </Modal>
  );
}
