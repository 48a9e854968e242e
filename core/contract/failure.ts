import { z } from 'zod';

/** The closed table of failure codes. A code's meaning never changes; new causes get new codes. */
export const failureCodes = [
  'INVALID_INPUT', // the operation's input does not fit its schema
  'NOT_FOUND', // a named thing (version, run, model, job ...) does not exist
  'FILE_NOT_FOUND',
  'FILE_UNREADABLE', // a directory, no permission, vanished while reading
  'FILE_EMPTY',
  'FILE_TOO_LARGE',
  'PARSE_FAILED', // the bytes are no table in the format that was asked for
  'WRITE_FAILED', // disk full, no permission
  'TARGET_INVALID', // missing, constant, or unfit for the task
  'SCHEMA_MISMATCH', // columns differ from what the model or the reference has
  'NOT_ENOUGH_DATA',
  'UNSUPPORTED', // asked combination does not exist
  'CONFLICT', // the name is taken or the state forbids it
  'CANCELLED',
  'INTERRUPTED', // the process ended while the job ran
  'OUT_OF_MEMORY',
  'WORKSPACE_LOCKED',
  'WORKSPACE_NEWER', // written by a later Assay
  'WORKSPACE_DAMAGED',
  'UNAUTHORIZED',
  'UNKNOWN_OPERATION',
  'INTERNAL',
] as const;

export type FailureCode = (typeof failureCodes)[number];

/** What every door returns when an operation did not succeed. */
export const failureSchema = z.object({
  code: z.enum(failureCodes),
  message: z.string(),
  hint: z.string().optional(),
  path: z.string().optional(),
});

export type Failure = z.infer<typeof failureSchema>;

/** The answer of a call through any transport: failures are data. */
export type Reply<O> = { readonly output: O } | { readonly error: Failure };
