import { z } from 'zod';
import { AppError } from './app-error.ts';

/** What parameters belong to and where they stand in the caller's input. */
export interface ParamsOwner {
  /** For messages: an estimator's or a step's id. */
  readonly id: string;
  /** For the failure's path, such as `params`. */
  readonly path: string;
}

function knownNames(schema: z.ZodType): readonly string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/** Parameters with defaults filled in; INVALID_INPUT names the first bad one and the known ones. */
export function parseParams<P>(schema: z.ZodType<P>, params: unknown, owner: ParamsOwner): P {
  const parsed = schema.safeParse(params);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const known = knownNames(schema);
  const hint =
    known.length > 0
      ? `Parameters of ${owner.id}: ${known.join(', ')}`
      : `${owner.id} has no parameters`;
  if (issue.code === 'unrecognized_keys') {
    const name = issue.keys[0]!;
    const path = [owner.path, ...issue.path, name].join('.');
    throw new AppError('INVALID_INPUT', `${owner.id} has no parameter '${name}'.`, { hint, path });
  }
  const path = [owner.path, ...issue.path].join('.');
  const message = `Parameter ${path} of ${owner.id}: ${issue.message}.`;
  throw new AppError('INVALID_INPUT', message, { hint, path });
}
