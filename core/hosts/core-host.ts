import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { AppError } from '../base/app-error.ts';
import type { Transport } from '../contract/client.ts';
import { type CoreEvent, topics } from '../contract/events.ts';
import type { Reply } from '../contract/failure.ts';
import { workspaceOperations } from '../contract/workspace.ts';
import { type Core, type CoreOptions, createCore } from './core.ts';
import { createEventHub } from './events.ts';
import { parseInput } from './parse-input.ts';

/** A transport over the current core, which `workspace.open` replaces. What doors use. */
export interface CoreHost extends Transport {
  /** The core of the open workspace; ask again after every wait. */
  readonly core: Core;
  publish(event: CoreEvent): void;
  /** Tells those who find the workspace locked where it is served; kept when the workspace changes. */
  announce(address: { readonly url: string; readonly token?: string }): Promise<void>;
  close(): Promise<void>;
}

function samePlace(a: string, b: string): boolean {
  try {
    return realpathSync(a) === realpathSync(b);
  } catch {
    return resolve(a) === resolve(b);
  }
}

const openOperation = workspaceOperations.find(({ name }) => name === 'workspace.open')!;

/** Opens the first workspace. Errors: those of createCore. */
export async function createCoreHost(options: CoreOptions): Promise<CoreHost> {
  let address: { readonly url: string; readonly token?: string } | null = null;
  let core = await createCore(options);
  const hub = createEventHub((error) => core.failureOf(error, 'event listener'));
  let unsubscribe = core.transport.subscribe((event) => hub.publish(event));
  let switching = false;

  async function switchTo(path: string): Promise<void> {
    if (samePlace(core.workspace.path, path)) return;
    if (switching || core.activeJobs() > 0) {
      throw new AppError('CONFLICT', 'Jobs are running in the open workspace', {
        hint: 'Wait for them or cancel them, then open the other workspace',
      });
    }
    switching = true;
    try {
      // The old one stays open until the new one is.
      const next = await createCore({ ...options, workspacePath: path });
      const old = core;
      unsubscribe();
      core = next;
      unsubscribe = core.transport.subscribe((event) => hub.publish(event));
      await old.close();
      if (address) await core.announce(address);
    } finally {
      switching = false;
    }
    hub.publish({ type: 'changed', topics: [...topics] });
  }

  async function open(input: unknown): Promise<Reply<unknown>> {
    try {
      const { path } = parseInput(openOperation, input) as { path: string };
      await switchTo(path);
      return await core.transport.request('workspace.info', {});
    } catch (error) {
      return { error: core.failureOf(error, 'workspace.open') };
    }
  }

  return {
    get core() {
      return core;
    },
    request: (name, input) =>
      name === 'workspace.open' ? open(input) : core.transport.request(name, input),
    subscribe: (listener) => hub.subscribe(listener),
    publish: (event) => hub.publish(event),
    async announce(next) {
      address = next;
      await core.announce(next);
    },
    close: () => core.close(),
  };
}
