import { useMemo } from 'react';
import { useQuery } from '../../client/use-query.ts';

/** Titles of algorithms by id. */
export function useAlgorithmTitles(): ReadonlyMap<string, string> {
  const { data } = useQuery('models.list', {});
  return useMemo(() => new Map((data ?? []).map(({ id, title }) => [id, title])), [data]);
}
