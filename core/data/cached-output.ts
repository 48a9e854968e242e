import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../base/canonical-json.ts';
import { operationsByName, type OperationName, type OutputOf } from '../contract/contract.ts';
import type { OperationContext } from '../jobs/context.ts';

export interface CacheKey<N extends OperationName> {
  readonly operation: N;
  /** Raise it when the same input gives another output. */
  readonly version: number;
  /** Everything the output depends on: input hashes, parameters, seed. */
  readonly inputs: unknown;
}

/** The kept output of an operation on the same inputs, or what `compute` makes, which is then kept. */
export async function cachedOutput<N extends OperationName>(
  context: OperationContext,
  key: CacheKey<N>,
  compute: () => Promise<OutputOf<N>>,
): Promise<OutputOf<N>> {
  const { db } = context.workspace;
  const schema = operationsByName.get(key.operation)!.output as z.ZodType<OutputOf<N>>;
  const hash = createHash('sha256').update(canonicalJson(key)).digest('hex');
  const kept = db.prepare('SELECT output_json FROM cache WHERE key = ?').get(hash);
  if (kept !== undefined) {
    const text = z.object({ output_json: z.string() }).parse(kept).output_json;
    // a cache written by another release may not fit any more
    const parsed = schema.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
  }
  const output = await compute();
  db.prepare(
    'INSERT OR REPLACE INTO cache (key, operation, output_json, created_at) VALUES (?, ?, ?, ?)',
  ).run(hash, key.operation, JSON.stringify(output), context.now());
  return output;
}
