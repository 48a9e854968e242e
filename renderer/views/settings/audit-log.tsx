import { Button } from '@mantine/core';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { useState } from 'react';
import type { OutputOf } from '../../../core/contract/contract.ts';
import type { Failure } from '../../../core/contract/failure.ts';
import { client } from '../../client/client.ts';
import { toFailure } from '../../client/to-failure.ts';
import { useQuery } from '../../client/use-query.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { formatDateTime, formatInteger, shortHash } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import styles from './settings-view.module.css';

const step = 100;
const mostShown = 10_000;

function Verdict({ result }: { readonly result: OutputOf<'audit.verify'> }) {
  return (
    <span className={styles.verdict} data-valid={result.valid} role="status">
      {result.valid ? (
        <>
          <CircleCheck size={15} aria-hidden="true" /> {formatInteger(result.events)} events, chain
          unbroken
        </>
      ) : (
        <>
          <CircleAlert size={15} aria-hidden="true" /> Broken at event{' '}
          {formatInteger(result.firstBroken)}
        </>
      )}
    </span>
  );
}

/** The append-only log of what was done here, and the check of its hash chain. */
export function AuditLog() {
  const [limit, setLimit] = useState(step);
  const { data, error } = useQuery('audit.log', { limit }, { keepPrevious: true });
  const [verdict, setVerdict] = useState<OutputOf<'audit.verify'> | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const events = data?.events ?? [];
  const verify = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      setVerdict(await client.call('audit.verify', {}));
    } catch (thrown) {
      setFailure(toFailure(thrown));
    } finally {
      setBusy(false);
    }
  };
  const wrong = failure ?? error;
  return (
    <Section
      title="Audit log"
      description="Every change of this workspace, each entry sealed with the hash of the one before"
      actions={
        <>
          {verdict && <Verdict result={verdict} />}
          <Button variant="default" loading={busy} onClick={() => void verify()}>
            Verify
          </Button>
        </>
      }
      flush
    >
      {wrong && <FailureNotice failure={wrong} />}
      <div
        className={styles.frame}
        role="region"
        aria-label="Audit log entries"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keyboard must scroll it
        tabIndex={0}
      >
        <table className={styles.log}>
          <colgroup>
            <col style={{ width: 70 }} />
            <col style={{ width: 170 }} />
            <col style={{ width: 180 }} />
            <col />
            <col style={{ width: 130 }} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">No.</th>
              <th scope="col">When</th>
              <th scope="col">What</th>
              <th scope="col">Subject</th>
              <th scope="col">Hash</th>
            </tr>
          </thead>
          <tbody>
            {events.map((event) => (
              <tr key={event.sequence} title={JSON.stringify(event.detail)}>
                <td>{event.sequence}</td>
                <td>{formatDateTime(event.at)}</td>
                <td>{event.operation}</td>
                <td>{event.subject}</td>
                <td>
                  <code title={event.hash}>{shortHash(event.hash)}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {events.length === limit && limit < mostShown && (
          <div className={styles.more}>
            <Button
              variant="subtle"
              onClick={() => setLimit(Math.min(mostShown, limit + step * 5))}
            >
              Show earlier entries
            </Button>
          </div>
        )}
      </div>
    </Section>
  );
}
