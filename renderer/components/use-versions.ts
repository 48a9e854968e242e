import { useMemo } from 'react';
import type { OutputOf } from '../../core/contract/contract.ts';
import type { Version } from '../../core/contract/data.ts';
import { useQueries, useQuery } from '../client/use-query.ts';
import { useSelection } from '../stores/selection.ts';

export interface Versions {
  /** Newest dataset first, newest version first. */
  readonly all: readonly Version[];
  readonly loading: boolean;
}

const none: OutputOf<'data.list'>['datasets'] = [];

/** Every version of every dataset. */
export function useVersions(): Versions {
  const { data, loading } = useQuery('data.list', {});
  const datasets = data?.datasets ?? none;
  const several = datasets.filter((dataset) => dataset.versions > 1);
  const shown = useQueries(
    'data.show',
    several.map((dataset) => ({ version: dataset.latest.id })),
  );
  const all = useMemo(() => {
    const histories = new Map(
      shown.flatMap((answer) => (answer ? [[answer.dataset.id, answer.versions]] : [])),
    );
    return datasets
      .toSorted((a, b) => b.latest.createdAt - a.latest.createdAt)
      .flatMap((dataset) =>
        (histories.get(dataset.id) ?? [dataset.latest]).toSorted((a, b) => b.number - a.number),
      );
  }, [datasets, shown]);
  return { all, loading };
}

export interface SelectedVersion {
  readonly version: Version | undefined;
  readonly loading: boolean;
  readonly select: (id: string) => void;
}

/** The version all views look at: the chosen one, or else the newest. */
export function useSelectedVersion(): SelectedVersion {
  const { all, loading } = useVersions();
  const chosen = useSelection((state) => state.versionId);
  const select = useSelection((state) => state.selectVersion);
  return { version: all.find((version) => version.id === chosen) ?? all[0], loading, select };
}
