import Database from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWorkspace, type OpenWorkspace } from '../../../../core/storage/open-workspace.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const now = (): number => 1_700_000_000_000;

function append(workspace: OpenWorkspace, subject: string): void {
  workspace.db.transaction(() => {
    workspace.audit.append({
      actor: 'test',
      operation: 'data.import',
      subject,
      detail: { rows: 3, note: 'naïve “text”', absent: undefined, gap: Number.NaN },
      at: now(),
    });
  })();
}

/** A workspace with five events that somebody edited from outside, behind the triggers' back. */
async function verifyAfter(path: string, sql: string): Promise<unknown> {
  const workspace = await openWorkspace(path, { now });
  for (const subject of ['a', 'b', 'c', 'd']) append(workspace, subject);
  expect(workspace.audit.verify()).toEqual({ valid: true, events: 5 });
  workspace.close();
  const raw = new Database(join(path, 'workspace.db'));
  raw.exec('DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete;');
  raw.exec(sql);
  raw.close();
  const again = await openWorkspace(path, { now });
  const verdict = again.audit.verify();
  again.close();
  return verdict;
}

describe('the audit log', () => {
  it.each([
    [
      'a changed detail',
      `UPDATE audit_events SET detail_json = '{"rows":4}' WHERE sequence = 3`,
      3,
    ],
    ['a detail that is no JSON', `UPDATE audit_events SET detail_json = '{' WHERE sequence = 2`, 2],
    ['a changed time', 'UPDATE audit_events SET at = at + 1 WHERE sequence = 1', 1],
    ['a changed actor', `UPDATE audit_events SET actor = 'x' WHERE sequence = 5`, 5],
    ['an event taken out', 'DELETE FROM audit_events WHERE sequence = 3', 3],
    ['the first event taken out', 'DELETE FROM audit_events WHERE sequence = 1', 1],
    ['the last events taken out', 'DELETE FROM audit_events WHERE sequence > 3', 4],
    ['all events taken out', 'DELETE FROM audit_events', 1],
    ['a changed hash', `UPDATE audit_events SET hash = '${'1'.repeat(64)}' WHERE sequence = 4`, 4],
  ])('finds %s', async (_what, sql, firstBroken) => {
    await using folder = await temporaryFolder();
    expect(await verifyAfter(folder.path, sql)).toMatchObject({ valid: false, firstBroken });
  });

  it('refuses edits and deletions through the database', async () => {
    await using folder = await temporaryFolder();
    const workspace = await openWorkspace(folder.path, { now });
    expect(() => workspace.db.exec("UPDATE audit_events SET actor = 'x'")).toThrow(/append-only/);
    expect(() => workspace.db.exec('DELETE FROM audit_events')).toThrow(/append-only/);
    workspace.close();
  });

  it('takes no event outside of the transaction of its change', async () => {
    await using folder = await temporaryFolder();
    const workspace = await openWorkspace(folder.path, { now });
    const event = { actor: 'test', operation: 'x', subject: 'y', detail: {}, at: 1 };
    expect(() => workspace.audit.append(event)).toThrow(/transaction/);
    workspace.close();
  });

  it('loses the event with a change that is rolled back, and leaves no gap', async () => {
    await using folder = await temporaryFolder();
    const workspace = await openWorkspace(folder.path, { now });
    const fail = workspace.db.transaction(() => {
      workspace.audit.append({ actor: 't', operation: 'x', subject: 'y', detail: {}, at: 1 });
      throw new Error('rolled back');
    });
    expect(fail).toThrow('rolled back');
    append(workspace, 'after');
    expect(workspace.audit.list({ limit: 1 })).toMatchObject([{ sequence: 2, subject: 'after' }]);
    expect(workspace.audit.verify()).toEqual({ valid: true, events: 2 });
    workspace.close();
  });

  it('pages backwards', async () => {
    await using folder = await temporaryFolder();
    const workspace = await openWorkspace(folder.path, { now });
    for (const subject of ['a', 'b', 'c']) append(workspace, subject);
    const page = workspace.audit.list({ limit: 2, before: 4 });
    expect(page.map((event) => event.subject)).toEqual(['b', 'a']);
    workspace.close();
  });
});
