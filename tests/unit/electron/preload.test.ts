import { expect, it, vi } from 'vitest';
import type { AssayBridge } from '../../../renderer/client/bridge.ts';

const exposed = vi.hoisted(() => new Map<string, object>());
const calls = vi.hoisted(() => [] as unknown[][]);
const listeners = vi.hoisted(() => new Set<(event: unknown, pushed: unknown) => void>());

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, api: object) => exposed.set(name, api) },
  ipcRenderer: {
    invoke: async (...values: unknown[]) => {
      calls.push(values);
      return { output: 1 };
    },
    on: (_channel: string, listener: (event: unknown, pushed: unknown) => void) =>
      listeners.add(listener),
    off: (_channel: string, listener: (event: unknown, pushed: unknown) => void) =>
      listeners.delete(listener),
  },
  webUtils: { getPathForFile: (file: { name: string }) => `/data/${file.name}` },
}));

it('gives the page the bridge and nothing else', async () => {
  await import('../../../electron/preload/preload.ts');
  expect([...exposed.keys()]).toEqual(['assay']);
  const bridge = exposed.get('assay') as AssayBridge;
  expect(Object.keys(bridge).toSorted()).toEqual(['pathForFile', 'request', 'subscribe']);

  expect(await bridge.request('data.list', {})).toEqual({ output: 1 });
  expect(calls).toEqual([['assay', { type: 'request', name: 'data.list', input: {} }]]);
  expect(bridge.pathForFile({ name: 'a.csv' } as File)).toBe('/data/a.csv');

  const heard: unknown[] = [];
  const stop = bridge.subscribe((event) => heard.push(event));
  expect(calls.at(-1)).toEqual(['assay', { type: 'listen' }]);
  // The event object of Electron, which carries the sender, does not reach the page.
  for (const listener of listeners) listener({ sender: 'secret' }, { type: 'changed', topics: [] });
  stop();
  expect(listeners.size).toBe(0);
  expect(heard).toEqual([{ type: 'changed', topics: [] }]);
});
