import { afterEach, describe, expect, it } from 'vitest';
import { createClient } from '../../core/contract/client.ts';
import type { Transport } from '../../core/contract/client.ts';
import type { CoreEvent, Job } from '../../core/contract/events.ts';
import { type HttpHost, startHttpHost } from '../../core/hosts/http/http-host.ts';
import {
  createRemoteTransport,
  type RemoteTransport,
} from '../../core/hosts/http/remote-transport.ts';

const job: Job = {
  id: 'job_1',
  operation: 'eda.profile',
  title: 'Profile',
  state: 'running',
  fraction: null,
  stage: '',
  message: '',
  remainingMs: null,
  createdAt: 1,
  startedAt: 1,
  finishedAt: null,
  error: null,
};

let closing: { close(): unknown }[] = [];
afterEach(async () => {
  for (const thing of closing) await thing.close();
  closing = [];
});

/** A host with one job, whose end only jobs.get tells: as when the socket was down at its end. */
function oneJobHost(): Transport & { end(): void } {
  let now = job;
  return {
    async request(name) {
      if (name === 'eda.profile') return { output: { jobId: job.id } };
      return { output: { job: now, ...(now.state === 'succeeded' ? { output: 'done' } : {}) } };
    },
    subscribe: () => () => {},
    end() {
      now = { ...job, state: 'succeeded', finishedAt: 2 };
    },
  };
}

async function serve(transport: Transport, address?: HttpHost): Promise<HttpHost> {
  const door = await startHttpHost({
    host: { ...transport, core: { workspace: { exportsFolder: '/', uploadsFolder: '/' } } },
    staticFolder: '/',
    appVersion: '0',
    ...(address ? { port: address.port, token: address.token } : {}),
  });
  closing.push(door);
  return door;
}

function connect(door: HttpHost): RemoteTransport {
  const transport = createRemoteTransport(door);
  closing.push(transport);
  return transport;
}

/** Starts the job, and waits until the client has seen it run: only then may the connection drop. */
async function startJob(door: HttpHost): Promise<{ readonly ended: Promise<unknown> }> {
  const client = createClient(connect(door));
  let seen: () => void = () => {};
  const running = new Promise<void>((resolve) => {
    seen = resolve;
  });
  const ended = client.run('eda.profile', { version: 'v' }, { onProgress: () => seen() });
  ended.catch(() => {});
  await running;
  return { ended };
}

describe('a transport to a host', () => {
  it('hears of a job that ended while the connection was down', async () => {
    const host = oneJobHost();
    const door = await serve(host);
    const { ended } = await startJob(door);
    await door.close();
    host.end();
    await serve(host, door);
    expect(await ended).toBe('done');
  });

  it('ends what it waits for when the host stays away', async () => {
    const door = await serve(oneJobHost());
    const { ended } = await startJob(door);
    await door.close();
    await expect(ended).rejects.toMatchObject({ failure: { code: 'INTERRUPTED' } });
  });

  it('answers with a failure where nobody listens', async () => {
    const door = await serve(oneJobHost());
    await door.close();
    const reply = await connect(door).request('jobs.list', {});
    expect(reply).toMatchObject({ error: { code: 'INTERRUPTED' } });
  });

  it('is told that its token is wrong', async () => {
    const door = await serve(oneJobHost());
    const reply = await connect({ ...door, token: 'wrong' }).request('jobs.list', {});
    expect(reply).toMatchObject({ error: { code: 'UNAUTHORIZED' } });
  });

  it('opens its socket again after nobody listened for a while', async () => {
    let publish: (event: CoreEvent) => void = () => {};
    const door = await serve({
      request: async () => ({ output: {} }),
      subscribe: (listener) => {
        publish = listener;
        return () => {};
      },
    });
    const transport = connect(door);
    for (const command of ['first', 'second']) {
      const heard: CoreEvent[] = [];
      const stop = transport.subscribe((event) => heard.push(event));
      await transport.request('jobs.list', {});
      publish({ type: 'command', command, files: [] });
      await expect.poll(() => heard).toEqual([{ type: 'command', command, files: [] }]);
      stop();
    }
  });
});
