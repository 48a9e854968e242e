import { useMemo } from 'react';
import { useQuery } from '../client/use-query.ts';
import { importedAlgorithm } from './imported-run.ts';

/** Titles of algorithms by id, and of what stands for one in models from elsewhere. */
export function useAlgorithmTitles(): ReadonlyMap<string, string> {
  const { data } = useQuery('models.list', {});
  return useMemo(
    () =>
      new Map([
        [importedAlgorithm, 'Imported'],
        ...(data ?? []).map(({ id, title }) => [id, title] as const),
      ]),
    [data],
  );
}
