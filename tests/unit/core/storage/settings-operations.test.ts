import { expect, it } from 'vitest';
import { openTestCore } from '../../../support/open-test-core.ts';

it('has the defaults of the references until a group is saved', async () => {
  await using test = await openTestCore();
  const first = await test.client.call('workspace.settings', {});
  expect(first.gates).toEqual({ bronze: 85, silver: 94, gold: 98 });
  expect(first.alerts).toMatchObject({ cardinality: 50, skewness: 20 });

  const saved = await test.client.call('workspace.saveSettings', { gates: { silver: 90 } });
  expect(saved.gates).toEqual({ bronze: 85, silver: 90, gold: 98 });
  expect(await test.client.call('workspace.settings', {})).toEqual(saved);
});

it('keeps groups that are left out as they were', async () => {
  await using test = await openTestCore();
  await test.client.call('workspace.saveSettings', { gates: { silver: 90 } });
  const saved = await test.client.call('workspace.saveSettings', { alerts: { missingShare: 0.2 } });
  expect([saved.gates.silver, saved.alerts.missingShare]).toEqual([90, 0.2]);
  const { events } = await test.client.call('audit.log', {});
  const changes = events.filter((event) => event.operation === 'workspace.saveSettings');
  expect(changes.map((event) => Object.keys(event.detail))).toEqual([['alerts'], ['gates']]);
});

it.each([
  [{ gates: { silver: 101 } }, 'gates.silver'],
  [{ alerts: { missingShare: -0.1 } }, 'alerts.missingShare'],
  [
    { quality: { completeness: 0, validity: 0, uniqueness: 0, consistency: 0, timeliness: 0 } },
    'quality',
  ],
])('refuses %j', async (input, path) => {
  await using test = await openTestCore();
  await expect(test.client.call('workspace.saveSettings', input)).rejects.toMatchObject({
    failure: { code: 'INVALID_INPUT', path },
  });
});

it('falls back to the defaults of a group that another release wrote otherwise', async () => {
  await using test = await openTestCore();
  test.core.workspace.db
    .prepare('INSERT INTO settings (key, value_json, updated_at) VALUES (?, ?, 0)')
    .run('gates', '{"bronze":"high"}');
  const { gates } = await test.client.call('workspace.settings', {});
  expect(gates.bronze).toBe(85);
});
