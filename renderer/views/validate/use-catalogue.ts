import { useMemo } from 'react';
import { useQuery } from '../../client/use-query.ts';
import type { CatalogueRule } from './fitting-rules.ts';

export interface Catalogue {
  readonly rules: readonly CatalogueRule[];
  readonly find: (type: string) => CatalogueRule | undefined;
  /** Title of a rule; its name as words when it is not known here. */
  readonly title: (type: string) => string;
}

const none: readonly CatalogueRule[] = [];

/** The rules there are. */
export function useCatalogue(): Catalogue {
  const { data } = useQuery('validation.expectations', {});
  const rules = data?.expectations ?? none;
  return useMemo(() => {
    const byType = new Map(rules.map((rule) => [rule.type, rule]));
    return {
      rules,
      find: (type) => byType.get(type),
      title: (type) => byType.get(type)?.title ?? type.replace(/^expect_/, '').replaceAll('_', ' '),
    };
  }, [rules]);
}
