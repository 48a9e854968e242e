import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Trash2 } from 'lucide-react';
import type { Segment } from '../../../../../core/contract/eda-segments.ts';
import { client } from '../../../../client/client.ts';
import { useUndo, type UndoStep } from '../../../../stores/undo.ts';
import { tellFailure } from '../../../data/dataset-steps.ts';

const page = 1000;

/** Row numbers of a segment in a version, at most `most` of them. */
export async function rowsOfSegment(
  version: string,
  segment: string,
  most: number,
): Promise<{ readonly rows: number[]; readonly all: number }> {
  const rows: number[] = [];
  for (;;) {
    const limit = Math.min(page, most - rows.length);
    const offset = rows.length;
    const found = await client.call('data.preview', { version, segment, offset, limit });
    rows.push(...found.rowNumbers);
    const done = rows.length >= Math.min(most, found.matching);
    if (done || found.rowNumbers.length === 0) return { rows, all: found.matching };
  }
}

async function forget(segment: Segment, versionId: string): Promise<UndoStep> {
  const version = segment.versionId ?? versionId;
  const part =
    segment.filter === null
      ? { rows: (await rowsOfSegment(version, segment.id, Infinity)).rows }
      : { filter: segment.filter };
  const { name } = segment;
  let { id } = segment;
  const remove = async (): Promise<void> => {
    await client.call('eda.deleteSegment', { segment: id });
  };
  await remove();
  const step: UndoStep = {
    title: `Forget ${name}`,
    undo: async () => {
      ({ id } = await client.call('eda.saveSegment', { version, name, ...part }));
      notifications.hide(`forgotten-${segment.id}`);
    },
    redo: remove,
  };
  useUndo.getState().push(step);
  return step;
}

/** Forgets a segment and offers to take that back; the rows stay. */
export async function forgetWithToast(segment: Segment, versionId: string): Promise<void> {
  const { id, name } = segment;
  try {
    const step = await forget(segment, versionId);
    const undo = (): void => {
      useUndo
        .getState()
        .take(step)
        .catch((thrown: unknown) => tellFailure(`${name} could not be brought back`, thrown));
    };
    notifications.show({
      id: `forgotten-${id}`,
      icon: <Trash2 size={18} />,
      color: 'gray',
      title: `${name} is forgotten`,
      autoClose: 10_000,
      message: (
        <Button variant="subtle" size="compact-xs" ml={-8} onClick={undo}>
          Undo
        </Button>
      ),
    });
  } catch (thrown) {
    tellFailure(`${name} was not forgotten`, thrown);
  }
}
