import { useLocation } from 'wouter';
import { create } from 'zustand';
import { useQuery } from '../../../client/use-query.ts';
import { useSelection } from '../../../stores/selection.ts';
import type { SegmentLead } from '../../explore/segment-dialog.tsx';
import { useRunTabs } from '../run-tab.ts';

interface SegmentFocus {
  /** Id of the segment that is looked at, by run. */
  readonly focus: Readonly<Record<string, string>>;
  readonly look: (runId: string, segment: string) => void;
}

/** Which segment of a run one looks at; kept while other views are open. */
export const useSegmentFocus = create<SegmentFocus>((set) => ({
  focus: {},
  look: (runId, segment) => set(({ focus }) => ({ focus: { ...focus, [runId]: segment } })),
}));

const title = 'See how the model does on it';

/** From a new segment to its metrics, within the run that is shown. */
export function useSegmentTab(runId: string): SegmentLead {
  const openTab = useRunTabs((state) => state.open);
  const look = useSegmentFocus((state) => state.look);
  return {
    title,
    open: ({ id }) => {
      look(runId, id);
      openTab(runId, 'segments');
    },
  };
}

/**
 * From a new segment of a version to its metrics in a run on that version: of this model, else the
 * newest. Undefined where there is none.
 */
export function useSegmentLead(
  versionId: string | undefined,
  modelId?: string,
): SegmentLead | undefined {
  const [, go] = useLocation();
  const runs = useQuery('tracking.runs', {}).data?.runs ?? [];
  const openTab = useRunTabs((state) => state.open);
  const look = useSegmentFocus((state) => state.look);
  const { selectRun } = useSelection();
  const run = runs.find(
    (one) =>
      one.status === 'finished' &&
      one.modelId !== null &&
      one.versionId === versionId &&
      (modelId === undefined || one.modelId === modelId),
  );
  if (!run) return undefined;
  return {
    title,
    open: ({ id }) => {
      look(run.id, id);
      openTab(run.id, 'segments');
      selectRun(run.id);
      go('/train/runs');
    },
  };
}
