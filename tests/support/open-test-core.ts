import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, createClient } from '../../core/contract/client.ts';
import { type Core, type CoreOptions, createCore } from '../../core/hosts/core.ts';

export interface TestCore extends AsyncDisposable {
  readonly core: Core;
  readonly client: Client;
  /** A temporary folder; the workspace is `workspace` in it, settings are in `config`. */
  readonly folder: string;
}

/** The real core on a temporary workspace: `await using test = await openTestCore()`. */
export async function openTestCore(options: Partial<CoreOptions> = {}): Promise<TestCore> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-test-'));
  const core = await createCore({
    workspacePath: join(folder, 'workspace'),
    configFolder: join(folder, 'config'),
    actor: 'test',
    ...options,
  });
  return {
    core,
    client: createClient(core.transport),
    folder,
    async [Symbol.asyncDispose]() {
      await core.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
