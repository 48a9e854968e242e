import { readFile } from 'node:fs/promises';
import { AppError } from '../base/app-error.ts';
import { decodeBundle } from '../base/array-bundle.ts';
import type { FittedPipeline } from '../models/pipeline.ts';
import { fittedPipelineSchema } from './fitted-pipeline-schema.ts';

function damaged(reason: string): AppError {
  return new AppError('WORKSPACE_DAMAGED', `The stored model cannot be read: ${reason}`, {
    hint: 'Restore the folder `artifacts` of the workspace from a backup, or train the model again',
  });
}

/**
 * A fitted pipeline from the two files `saveModel` made; works on worker threads. Throws
 * WORKSPACE_DAMAGED when they are missing, do not fit together, or hold something else.
 */
export async function readModel(jsonPath: string, binaryPath: string): Promise<FittedPipeline> {
  let decoded: unknown;
  try {
    const [json, binary] = await Promise.all([readFile(jsonPath, 'utf8'), readFile(binaryPath)]);
    decoded = decodeBundle({ json, binary });
  } catch (error) {
    throw damaged(error instanceof Error ? error.message : String(error));
  }
  const parsed = fittedPipelineSchema.safeParse(decoded);
  if (parsed.success) return decoded as FittedPipeline;
  const issue = parsed.error.issues[0];
  throw damaged(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a model'}`);
}
