import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CoreEvent } from '../../../../core/contract/events.ts';
import { createHttpTransport } from '../../../../renderer/client/http-transport.ts';

/** A socket the test opens and closes by hand. */
class TestSocket extends EventTarget {
  static all: TestSocket[] = [];
  readonly url: string;
  constructor(url: string) {
    super();
    this.url = url;
    TestSocket.all.push(this);
  }
  open(): void {
    this.dispatchEvent(new Event('open'));
  }
  close(): void {
    this.dispatchEvent(new Event('close'));
  }
  tell(event: CoreEvent): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(event) }));
  }
}

const changed: CoreEvent = { type: 'changed', topics: ['datasets'] };
let answers: Record<string, unknown>;

beforeEach(() => {
  TestSocket.all = [];
  answers = { 'jobs.list': { output: { jobs: [] } } };
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', TestSocket);
  vi.stubGlobal('fetch', async (url: string) => Response.json(answers[url.replace('/api/', '')]));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('createHttpTransport', () => {
  it('posts JSON with the header a foreign page cannot send', async () => {
    const asked = vi.fn(async () => Response.json({ output: { datasets: [] } }));
    vi.stubGlobal('fetch', asked);
    const reply = await createHttpTransport().request('data.list', {});
    expect(reply).toEqual({ output: { datasets: [] } });
    expect(asked).toHaveBeenCalledWith('/api/data.list', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-assay': '1' },
      body: '{}',
      credentials: 'same-origin',
    });
  });

  it('turns silence and strange answers into failures', async () => {
    const transport = createHttpTransport();
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('refused')));
    expect(await transport.request('data.list', {})).toMatchObject({ error: { code: 'INTERNAL' } });
    vi.stubGlobal('fetch', async () => new Response('<html>', { status: 502 }));
    expect(await transport.request('data.list', {})).toMatchObject({
      error: { message: 'The host answered with status 502' },
    });
    vi.stubGlobal('fetch', async () => new Response('', { status: 401 }));
    expect(await transport.request('data.list', {})).toMatchObject({
      error: { code: 'UNAUTHORIZED' },
    });
  });

  it('opens one socket for all listeners and passes events on', () => {
    const transport = createHttpTransport();
    const first = vi.fn();
    const second = vi.fn();
    const stop = transport.subscribe(first);
    transport.subscribe(second);
    expect(TestSocket.all).toHaveLength(1);
    TestSocket.all[0]!.tell(changed);
    stop();
    TestSocket.all[0]!.tell(changed);
    expect(first).toHaveBeenCalledTimes(1);
    expect(second).toHaveBeenCalledTimes(2);
  });

  it('comes back after the connection dropped and asks everything again', async () => {
    const job = { id: 'a', state: 'succeeded' };
    answers['jobs.list'] = { output: { jobs: [job] } };
    const seen: CoreEvent[] = [];
    const connection: boolean[] = [];
    createHttpTransport((open) => connection.push(open)).subscribe((event) => seen.push(event));
    TestSocket.all[0]!.open();
    await vi.advanceTimersByTimeAsync(0);
    expect(seen).toEqual([{ type: 'job', job }]);
    TestSocket.all[0]!.close();
    await vi.advanceTimersByTimeAsync(300);
    expect(TestSocket.all).toHaveLength(2);
    TestSocket.all[1]!.open();
    await vi.advanceTimersByTimeAsync(0);
    expect(seen.slice(1).map((event) => event.type)).toEqual(['job', 'changed']);
    expect(connection).toEqual([true, false, true]);
  });

  it('waits longer after each vain try, at most five seconds', async () => {
    createHttpTransport().subscribe(() => {});
    for (let tries = 1; tries <= 6; tries++) {
      TestSocket.all.at(-1)!.close();
      await vi.advanceTimersByTimeAsync(5000);
      expect(TestSocket.all).toHaveLength(tries + 1);
    }
    TestSocket.all.at(-1)!.close();
    await vi.advanceTimersByTimeAsync(4900);
    expect(TestSocket.all).toHaveLength(7);
  });
});
