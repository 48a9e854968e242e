import { Button, Group } from '@mantine/core';
import { Lightbulb, Rows3, Trash2 } from 'lucide-react';
import { useLocation } from 'wouter';
import type { Segment } from '../../../../../core/contract/eda-segments.ts';
import type { Run } from '../../../../../core/contract/tracking.ts';
import { formatInteger } from '../../../../components/format.ts';
import { useSelection } from '../../../../stores/selection.ts';
import { tellFailure } from '../../../data/dataset-steps.ts';
import { useExplainState } from '../../../explain/explain-state.ts';
import { forgetWithToast, rowsOfSegment } from './segment-steps.tsx';
import { useShowRows } from '../use-show-rows.ts';

const mostRows = 10_000;

/** From a segment to its rows, to their explanation, or away with it. */
export function SegmentActions(props: { run: Run; versionId: string; segment: Segment }) {
  const { run, versionId, segment } = props;
  const [, go] = useLocation();
  const show = useShowRows();
  const { selectModel, selectVersion } = useSelection();
  const brush = useExplainState((state) => state.brush);
  const withRows = (then: (rows: readonly number[], words: string) => void): void => {
    rowsOfSegment(versionId, segment.id, mostRows)
      .then(({ rows, all }) => {
        const cut = all > rows.length ? ` (the first of ${formatInteger(all)})` : '';
        then(rows, `in ${segment.name}${cut}`);
      })
      .catch((thrown: unknown) => tellFailure('The rows cannot be told', thrown));
  };
  return (
    <Group gap={6}>
      <Button
        variant="default"
        size="xs"
        leftSection={<Rows3 size={14} aria-hidden />}
        onClick={() => withRows((rows, by) => show.these({ versionId, rows, by }))}
      >
        Show rows
      </Button>
      <Button
        variant="default"
        size="xs"
        leftSection={<Lightbulb size={14} aria-hidden />}
        onClick={() =>
          withRows((rows, words) => {
            selectModel(run.modelId);
            selectVersion(versionId);
            brush({ versionId, rows, words });
            go('/explain/overview');
          })
        }
      >
        Explain
      </Button>
      <Button
        variant="default"
        size="xs"
        leftSection={<Trash2 size={14} aria-hidden />}
        onClick={() => void forgetWithToast(segment, versionId)}
      >
        Forget
      </Button>
    </Group>
  );
}
