import { useCallback, useState } from 'react';
import { useLocation } from 'wouter';
import type { Failure } from '../../../core/contract/failure.ts';
import type { Expectation } from '../../../core/contract/validation.ts';
import { client } from '../../client/client.ts';
import { toFailure } from '../../client/to-failure.ts';
import { useRowSelection } from '../../stores/row-selection.ts';
import { useSelection } from '../../stores/selection.ts';

const mostRows = 10_000;

export interface ShowFailures {
  /** Opens the rows of the version that break the rule in the grid of Data. */
  readonly show: (versionId: string, expectation: Expectation, words: string) => Promise<void>;
  readonly busy: boolean;
  readonly failure: Failure | null;
}

export function useShowFailures(): ShowFailures {
  const [, go] = useLocation();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const show = useCallback(
    async (versionId: string, expectation: Expectation, words: string) => {
      setBusy(true);
      setFailure(null);
      try {
        const { rows, total } = await client.call('validation.failures', {
          version: versionId,
          expectation,
          limit: mostRows,
        });
        const cut = total > rows.length ? ` (the first of ${total})` : '';
        useSelection.getState().selectVersion(versionId);
        useRowSelection
          .getState()
          .show({ versionId, rows, by: `breaking the rule “${words}”${cut}` });
        go('/data');
      } catch (thrown) {
        setFailure(toFailure(thrown));
      } finally {
        setBusy(false);
      }
    },
    [go],
  );
  return { show, busy, failure };
}
