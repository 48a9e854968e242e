import { useLocation } from 'wouter';
import { create } from 'zustand';
import { useQuery } from '../../../../client/use-query.ts';
import { useSelection } from '../../../../stores/selection.ts';
import type { SegmentLead } from '../../../explore/segment-dialog.tsx';
import { useRunTabs } from '../../runs/run-tab.ts';

interface SegmentFocus {
  /** Id of the segment that is looked at, by run. */
  readonly focus: Readonly<Record<string, string>>;
  /** The one that a person came for from elsewhere, until it is brought in sight. */
  readonly arriving: string | null;
  readonly look: (runId: string, segment: string) => void;
  readonly come: (runId: string, segment: string) => void;
  readonly arrived: () => void;
}

/** Which segment of a run one looks at; kept while other views are open. */
export const useSegmentFocus = create<SegmentFocus>((set) => ({
  focus: {},
  arriving: null,
  look: (runId, segment) => set(({ focus }) => ({ focus: { ...focus, [runId]: segment } })),
  come: (runId, segment) =>
    set(({ focus }) => ({ focus: { ...focus, [runId]: segment }, arriving: segment })),
  arrived: () => set({ arriving: null }),
}));

const title = 'See its metrics';

/** From a new segment to its metrics, within the run that is shown. */
export function useSegmentTab(runId: string): SegmentLead {
  const openTab = useRunTabs((state) => state.open);
  const come = useSegmentFocus((state) => state.come);
  return {
    title,
    open: ({ id }) => {
      come(runId, id);
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
  const come = useSegmentFocus((state) => state.come);
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
      come(run.id, id);
      openTab(run.id, 'segments');
      selectRun(run.id);
      go('/train/runs');
    },
  };
}
