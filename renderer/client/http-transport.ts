import type { Transport } from '../../core/contract/client.ts';
import type { CoreEvent, Job } from '../../core/contract/events.ts';
import { topics } from '../../core/contract/events.ts';
import type { Failure, Reply } from '../../core/contract/failure.ts';

/** The loopback host refuses requests without this header: a foreign page cannot send it unasked. */
export const assayHeader = { 'x-assay': '1' } as const;

const firstRetryMs = 300;
const longestRetryMs = 5_000;

const unreachable: Failure = {
  code: 'INTERNAL',
  message: 'The Assay host does not answer',
  hint: 'Start it again with `assay serve` and open the address it prints',
};

/** Reads a reply of the host; a body that is no reply becomes a failure. */
export async function readReply(response: Response): Promise<Reply<unknown>> {
  const body: unknown = await response.json().catch(() => null);
  if (typeof body === 'object' && body !== null && ('output' in body || 'error' in body))
    return body as Reply<unknown>;
  if (response.status === 401 || response.status === 403)
    return {
      error: {
        code: 'UNAUTHORIZED',
        message: 'This window has no valid token for the host',
        hint: 'Open the address that `assay serve` printed',
      },
    };
  return {
    error: { code: 'INTERNAL', message: `The host answered with status ${response.status}` },
  };
}

/**
 * POST /api/<name> with a same-origin cookie, events over a WebSocket that reconnects by itself.
 * @param onConnection told whether events arrive, at each change.
 */
export function createHttpTransport(onConnection: (open: boolean) => void = () => {}): Transport {
  const listeners = new Set<(event: CoreEvent) => void>();
  let socket: WebSocket | null = null;
  let retryMs = firstRetryMs;

  const emit = (event: CoreEvent): void => {
    for (const listener of listeners) listener(event);
  };

  async function request(name: string, input: unknown): Promise<Reply<unknown>> {
    try {
      const response = await fetch(`/api/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...assayHeader },
        body: JSON.stringify(input ?? {}),
        credentials: 'same-origin',
      });
      return await readReply(response);
    } catch {
      return { error: unreachable };
    }
  }

  // Events are lost while the socket is down, so each opening tells the present state of everything.
  async function resync(again: boolean): Promise<void> {
    const reply = await request('jobs.list', { limit: 50 });
    if ('output' in reply)
      for (const job of (reply.output as { jobs: Job[] }).jobs) emit({ type: 'job', job });
    if (again) emit({ type: 'changed', topics: [...topics] });
  }

  function connect(again: boolean): void {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    socket = new WebSocket(`${scheme}://${location.host}/events`);
    socket.addEventListener('open', () => {
      retryMs = firstRetryMs;
      onConnection(true);
      void resync(again);
    });
    socket.addEventListener('message', (message) => {
      emit(JSON.parse(String(message.data)) as CoreEvent);
    });
    socket.addEventListener('close', () => {
      socket = null;
      if (listeners.size === 0) return;
      onConnection(false);
      setTimeout(() => {
        if (socket === null && listeners.size > 0) connect(true);
      }, retryMs);
      retryMs = Math.min(retryMs * 2, longestRetryMs);
    });
  }

  return {
    request,
    subscribe(listener) {
      listeners.add(listener);
      if (socket === null) connect(false);
      return () => listeners.delete(listener);
    },
  };
}
