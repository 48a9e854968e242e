import { WebSocket } from 'ws';
import type { Transport } from '../../contract/client.ts';
import { eventSchema, type CoreEvent, type Job } from '../../contract/events.ts';
import type { Failure, Reply } from '../../contract/failure.ts';

export interface RemoteTransport extends Transport {
  close(): void;
}

const firstConnectionMs = 5_000;
const retryMs = [100, 250, 500, 1_000, 2_000];

const unreachable = (url: string): { error: Failure } => ({
  error: {
    code: 'INTERRUPTED',
    message: `The Assay at ${url} does not answer`,
    hint: 'Start it again with `assay serve`',
  },
});

const unseenJob: Omit<Job, 'id'> = {
  operation: '',
  title: '',
  state: 'queued',
  fraction: null,
  stage: '',
  message: '',
  remainingMs: null,
  createdAt: 0,
  startedAt: null,
  finishedAt: null,
  error: null,
};

/**
 * A transport to a running loopback host. Events come over a WebSocket that is opened on the first
 * subscription and reopened when it drops; jobs that were waited for are then looked up again, and
 * end as `interrupted` when the host stays away.
 */
export function createRemoteTransport(address: {
  readonly url: string;
  readonly token: string;
}): RemoteTransport {
  const url = new URL(address.url).origin;
  const authorization = `Bearer ${address.token}`;
  const listeners = new Set<(event: CoreEvent) => void>();
  const waitedFor = new Map<string, Job | null>();
  let socket: WebSocket | null = null;
  let connected: Promise<void> | null = null;
  let attempts = 0;
  let closed = false;

  const emit = (event: CoreEvent): void => {
    if (event.type === 'job') {
      if (event.job.finishedAt !== null) waitedFor.delete(event.job.id);
      else waitedFor.set(event.job.id, event.job);
    }
    for (const listener of listeners) listener(event);
  };

  async function post(name: string, input: unknown): Promise<Reply<unknown>> {
    try {
      const response = await fetch(`${url}/api/${encodeURIComponent(name)}`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify(input ?? {}),
      });
      return (await response.json()) as Reply<unknown>;
    } catch {
      return unreachable(url);
    }
  }

  async function lookUpJobs(): Promise<void> {
    for (const id of waitedFor.keys()) {
      const reply = await post('jobs.get', { id });
      if ('output' in reply) emit({ type: 'job', job: (reply.output as { job: Job }).job });
    }
  }

  /** The host stays away: whoever waits for a job hears that it will not be told how it went. */
  function giveUp(): void {
    for (const [id, seen] of waitedFor) {
      const job = seen ?? { ...unseenJob, id };
      const { error } = unreachable(url);
      emit({
        type: 'job',
        job: { ...job, state: 'interrupted', finishedAt: job.createdAt, error },
      });
    }
  }

  function connect(): Promise<void> {
    const opened = new WebSocket(`${url.replace('http', 'ws')}/events`, {
      headers: { authorization },
      handshakeTimeout: firstConnectionMs,
    });
    socket = opened;
    opened.on('message', (data) => {
      const event = eventSchema.safeParse(JSON.parse(String(data)));
      if (event.success) emit(event.data);
    });
    return new Promise((resolve) => {
      opened.on('open', () => {
        const again = attempts > 0;
        attempts = 0;
        if (again) void lookUpJobs();
        resolve();
      });
      opened.on('error', () => resolve());
      opened.on('close', () => {
        resolve();
        if (socket !== opened || closed || listeners.size === 0) return;
        const wait = retryMs[attempts++];
        if (wait === undefined) return giveUp();
        setTimeout(() => {
          if (!closed && socket === opened) connected = connect();
        }, wait);
      });
    });
  }

  return {
    async request(name, input) {
      // A job's events may come before its id: hear them first.
      if (connected) await connected;
      const reply = await post(name, input);
      const jobId = 'output' in reply ? (reply.output as { jobId?: unknown } | null)?.jobId : null;
      if (typeof jobId === 'string' && !waitedFor.has(jobId)) waitedFor.set(jobId, null);
      return reply;
    },
    subscribe(listener) {
      listeners.add(listener);
      connected ??= connect();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        waitedFor.clear();
        connected = null;
        socket?.terminate();
        socket = null;
      };
    },
    close() {
      closed = true;
      listeners.clear();
      socket?.terminate();
    },
  };
}
