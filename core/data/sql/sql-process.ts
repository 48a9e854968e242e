import { tmpdir } from 'node:os';
import { isAppError, toFailure } from '../../base/app-error.ts';
import type { QueryReply, QueryRequest } from './query-request.ts';
import { runQuery } from './run-query.ts';

// The process of one query. It ends itself when its parent is gone, or when it outgrows its memory:
// some of the engine's allocations pass by the engine's own limit.

const watchMs = 200;
/** What the engine, the runtime and one large value may need beside the engine's limit. */
const spareBytes = 1_000_000_000;

function reply(message: QueryReply): void {
  process.send!(message, () => process.exit(0));
}

async function answer(request: QueryRequest): Promise<QueryReply> {
  try {
    return { result: await runQuery(request, [tmpdir()]) };
  } catch (error) {
    if (isAppError(error)) return { error: toFailure(error) };
    const message = error instanceof Error ? error.message : String(error);
    return { error: { code: 'INTERNAL', message: message.slice(0, 500) } };
  }
}

process.once('disconnect', () => process.exit(1));
process.once('message', (request: QueryRequest) => {
  setInterval(() => {
    if (process.memoryUsage.rss() < request.memoryBytes + spareBytes) return;
    reply({
      error: {
        code: 'OUT_OF_MEMORY',
        message: 'The query needs more memory than it may have',
        hint: 'Ask for fewer rows or columns, or aggregate earlier',
      },
    });
  }, watchMs);
  void answer(request).then(reply);
});
