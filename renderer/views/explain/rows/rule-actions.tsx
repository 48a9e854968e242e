import { Button, Group } from '@mantine/core';
import { BookmarkPlus, Rows3 } from 'lucide-react';
import { useState } from 'react';
import type { Version } from '../../../../core/contract/data.ts';
import { SegmentDialog, type SegmentDraft } from '../../explore/segment-dialog.tsx';
import { useShowRows } from '../../train/evaluation/use-show-rows.ts';

/** What can be done with the rows that a rule holds for. */
export function RuleActions(props: {
  version: Version | undefined;
  /** As filters of rows are written. */
  filter: string;
  /** The rule in words. */
  words: string;
}) {
  const { version, filter, words } = props;
  const [draft, setDraft] = useState<SegmentDraft | null>(null);
  const show = useShowRows();
  if (!version || filter === '') return null;
  return (
    <Group gap={8}>
      <Button
        variant="default"
        leftSection={<Rows3 size={14} aria-hidden />}
        onClick={() => show.matching(version.id, filter, words)}
      >
        Show matching rows
      </Button>
      <Button
        variant="default"
        leftSection={<BookmarkPlus size={14} aria-hidden />}
        onClick={() => setDraft({ kind: 'filter', filter })}
      >
        Save as segment
      </Button>
      <SegmentDialog version={version} draft={draft} onClose={() => setDraft(null)} />
    </Group>
  );
}
