import { useQuery } from '../../client/use-query.ts';
import { useSelection } from '../../stores/selection.ts';

export interface ChosenModel {
  /** As `ModelSelect` gives it; null while there is none or the lists are on their way. */
  readonly ref: string | null;
  readonly choose: (ref: string) => void;
  /** True when the workspace has no model at all. */
  readonly none: boolean;
}

/**
 * The model the views on models look at: the chosen one while it exists, else the one in
 * Production, else the newest registered, else that of the newest run.
 */
export function useChosenModel(): ChosenModel {
  const { modelRef, selectModel } = useSelection();
  const registry = useQuery('registry.list', {});
  const tracking = useQuery('tracking.runs', {});
  const versions = (registry.data?.models ?? [])
    .flatMap((model) => model.versions)
    .toSorted((a, b) => b.createdAt - a.createdAt);
  const runs = (tracking.data?.runs ?? []).filter(
    (run) => run.modelId !== null && run.status === 'finished',
  );
  const known =
    versions.some((version) => `${version.name}@${version.number}` === modelRef) ||
    runs.some((run) => run.modelId === modelRef);
  const version = versions.find((each) => each.stage === 'Production') ?? versions[0];
  const first = version ? `${version.name}@${version.number}` : (runs[0]?.modelId ?? null);
  const loaded = registry.data !== undefined && tracking.data !== undefined;
  return {
    ref: known ? modelRef : loaded ? first : null,
    choose: selectModel,
    none: loaded && versions.length === 0 && runs.length === 0,
  };
}
