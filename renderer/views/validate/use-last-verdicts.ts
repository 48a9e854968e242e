import { useMemo } from 'react';
import type { Version } from '../../../core/contract/data.ts';
import type { Expectation } from '../../../core/contract/validation.ts';
import { useQuery } from '../../client/use-query.ts';

export type Verdict = 'kept' | 'broken' | null;

const sign = ({ type, kwargs }: Expectation): string => JSON.stringify([type, kwargs]);

/** What the newest run of a suite on a version said of a rule; null: it has not been run as it is. */
export function useLastVerdicts(
  version: Version,
  suite: string,
): (expectation: Expectation) => Verdict {
  const results = useQuery(
    'validation.results',
    suite === '' ? null : { version: version.id, suite, limit: 1 },
  );
  const id = results.data?.results[0]?.id;
  const { data } = useQuery('validation.show', id === undefined ? null : { id });
  const known = useMemo(
    () =>
      new Map(
        (data?.results ?? []).map((each) => [sign(each.expectation_config), each.success] as const),
      ),
    [data],
  );
  return (expectation) => {
    const success = known.get(sign(expectation));
    if (success === undefined) return null;
    return success ? 'kept' : 'broken';
  };
}
