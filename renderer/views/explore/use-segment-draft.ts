import { notifications } from '@mantine/notifications';
import { useCallback } from 'react';
import { client } from '../../client/client.ts';
import { toFailure } from '../../client/to-failure.ts';
import type { RowChoice } from './rows-grid.tsx';
import type { Scope } from './scope.ts';
import type { SegmentDraft } from './segment-dialog.tsx';

const pageSize = 1000;
const mostRows = 100_000;

/** Numbers of all rows of a segment that fulfil a condition. */
async function rowsOf({ version, segment }: Scope, filter: string): Promise<number[]> {
  const rows: number[] = [];
  for (let offset = 0; offset < mostRows; offset += pageSize) {
    const page = await client.call('data.preview', {
      version: version.id,
      filter,
      offset,
      limit: pageSize,
      ...(segment ? { segment: segment.id } : {}),
    });
    rows.push(...page.rowNumbers);
    if (offset + pageSize >= page.matching) return rows;
  }
  throw new Error(
    `More than ${mostRows.toLocaleString('en-US')} rows of ${segment?.name ?? 'the version'} fulfil this; save the condition on all rows instead`,
  );
}

/**
 * What a selection is as a segment. Within a segment that is a condition, both conditions hold; within
 * one that lists rows, the rows that are left are listed.
 */
export function useSegmentDraft(scope: Scope): (chosen: RowChoice) => Promise<SegmentDraft | null> {
  return useCallback(
    async (chosen) => {
      if ('rows' in chosen) return { kind: 'rows', rows: chosen.rows };
      const { segment } = scope;
      if (!segment) return { kind: 'filter', filter: chosen.filter };
      if (segment.filter !== null)
        return { kind: 'filter', filter: `(${segment.filter}) and (${chosen.filter})` };
      try {
        return { kind: 'rows', rows: await rowsOf(scope, chosen.filter) };
      } catch (thrown) {
        notifications.show({
          color: 'red',
          title: 'The segment cannot be made',
          message: toFailure(thrown).message,
        });
        return null;
      }
    },
    [scope],
  );
}
