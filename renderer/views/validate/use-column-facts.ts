import { useCallback } from 'react';
import type { Version } from '../../../core/contract/data.ts';
import { client } from '../../client/client.ts';
import { useJob } from '../../client/use-job.ts';
import { type ColumnFacts, needsProfile } from './prefill-rule.ts';

export interface ColumnFactsReader {
  /** Facts on a column for the first guess of a rule; null when they cannot be had. */
  readonly read: (column: string, rule: string) => Promise<ColumnFacts | null>;
  /** The profile of the version is being made, which may take a while. */
  readonly reading: boolean;
}

/** Reads what a new rule is prefilled with: the summary, and for some rules the profile. */
export function useColumnFacts(version: Version): ColumnFactsReader {
  const profile = useJob('eda.profile', `facts ${version.id}`);
  const { output, start } = profile;
  const read = useCallback(
    async (column: string, rule: string): Promise<ColumnFacts | null> => {
      const summaries = await client
        .call('data.summaries', { version: version.id })
        .catch(() => null);
      const summary = summaries?.columns.find(({ name }) => name === column);
      if (!summaries || !summary) return null;
      const facts = { ...summary, count: summaries.rows - summary.missing };
      if (!needsProfile(rule, facts)) return facts;
      const made = output ?? (await start({ version: version.id }));
      const found = made?.columns.find(({ name }) => name === column);
      return found ? { ...facts, ...found } : facts;
    },
    [version.id, output, start],
  );
  return { read, reading: profile.running };
}
