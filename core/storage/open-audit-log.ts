import type { Database } from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { canonicalJson } from '../base/canonical-json.ts';
import type { AuditEvent } from '../contract/audit.ts';
import type { AuditLog } from './audit-log.ts';

interface EventRow {
  readonly sequence: number;
  readonly at: number;
  readonly actor: string;
  readonly operation: string;
  readonly subject: string;
  readonly detail_json: string;
  readonly previous: string;
  readonly hash: string;
}

type Head = Pick<EventRow, 'sequence' | 'hash'>;

/** What the first event carries in place of a hash before it. */
const genesis = '0'.repeat(64);

function hashOf(event: Omit<AuditEvent, 'hash'>): string {
  return createHash('sha256').update(canonicalJson(event)).digest('hex');
}

function parseRow(row: EventRow): AuditEvent {
  const { detail_json, ...rest } = row;
  return { ...rest, detail: JSON.parse(detail_json) as Record<string, unknown> };
}

/** Does the row still say what its hash was made of, and follow the one before? */
function isIntact(row: EventRow, sequence: number, previous: string): boolean {
  if (row.sequence !== sequence || row.previous !== previous) return false;
  try {
    const { hash, ...event } = parseRow(row);
    return hashOf(event) === hash && canonicalJson(event.detail) === row.detail_json;
  } catch {
    // An edited detail need not be JSON any more.
    return false;
  }
}

/**
 * The audit log of a workspace: sequence numbers from 1 without gaps; hash = SHA-256 of the canonical
 * JSON of the event with the hash before it. The table audit_head says where it ends. `append` outside of a transaction is a defect and throws.
 */
export function openAuditLog(db: Database): AuditLog {
  const insert = db.prepare(
    `INSERT INTO audit_events (sequence, at, actor, operation, subject, detail_json, previous, hash)
     VALUES (@sequence, @at, @actor, @operation, @subject, @detail_json, @previous, @hash)`,
  );
  const moveHead = db.prepare(
    `INSERT INTO audit_head (id, sequence, hash) VALUES (1, ?, ?)
     ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash`,
  );
  const head = db.prepare<[], Head>('SELECT sequence, hash FROM audit_head');
  const last = db.prepare<[], EventRow>(
    'SELECT * FROM audit_events ORDER BY sequence DESC LIMIT 1',
  );
  const page = db.prepare<[number, number], EventRow>(
    'SELECT * FROM audit_events WHERE sequence < ? ORDER BY sequence DESC LIMIT ?',
  );
  const all = db.prepare<[], EventRow>('SELECT * FROM audit_events ORDER BY sequence');

  return {
    append(event) {
      if (!db.inTransaction) throw new Error('An audit event needs the transaction of its change');
      const before = last.get();
      const detail_json = canonicalJson(event.detail);
      const unhashed = {
        sequence: (before?.sequence ?? 0) + 1,
        at: event.at,
        actor: event.actor,
        operation: event.operation,
        subject: event.subject,
        detail: JSON.parse(detail_json) as Record<string, unknown>,
        previous: before?.hash ?? genesis,
      };
      const hash = hashOf(unhashed);
      const { detail: _inJson, ...columns } = unhashed;
      insert.run({ ...columns, detail_json, hash });
      moveHead.run(unhashed.sequence, hash);
      return { ...unhashed, hash };
    },
    list: ({ limit, before }) => page.all(before ?? Number.MAX_SAFE_INTEGER, limit).map(parseRow),
    verify() {
      let events = 0;
      let previous = genesis;
      let firstBroken: number | undefined;
      for (const row of all.iterate()) {
        events++;
        if (firstBroken === undefined && !isIntact(row, events, previous)) firstBroken = events;
        previous = row.hash;
      }
      const end = head.get() ?? { sequence: 0, hash: genesis };
      if (firstBroken === undefined && (end.sequence !== events || end.hash !== previous)) {
        firstBroken = Math.min(events, end.sequence) + 1;
      }
      return {
        valid: firstBroken === undefined,
        events,
        ...(firstBroken === undefined ? {} : { firstBroken }),
      };
    },
  };
}
