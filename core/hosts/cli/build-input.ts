import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Operation } from '../../contract/operation.ts';
import { fieldsOf, type Field } from './fields.ts';
import { readParams } from './read-params.ts';

/** Does a text that may be a name or a path name a file? */
function namesFile(text: string, cwd: string): boolean {
  return /\.(json|ya?ml)$/i.test(text) || existsSync(resolve(cwd, text));
}

function absolute(field: Field, value: unknown, cwd: string): unknown {
  if (field.isPath === false) return value;
  if (field.isPath === 'when-file') {
    return typeof value === 'string' && namesFile(value, cwd) ? resolve(cwd, value) : value;
  }
  if (typeof value === 'string') return resolve(cwd, value);
  if (Array.isArray(value)) return value.map((item) => absolute(field, item, cwd));
  return value;
}

/** Makes the paths of an input absolute against the caller's folder. */
export function resolvePaths(operation: Operation, input: unknown, cwd: string): unknown {
  if (input === null || typeof input !== 'object' || Array.isArray(input)) return input;
  const result: Record<string, unknown> = { ...input };
  for (const field of fieldsOf(operation)) {
    if (Object.hasOwn(result, field.name)) {
      result[field.name] = absolute(field, result[field.name], cwd);
    }
  }
  return result;
}

/**
 * The input of an operation from what commander gathered: `options` by field name (and `set`,
 * `params`), `positional` in the order of the operation's CLI shape.
 */
export async function buildInput(
  operation: Operation,
  given: {
    readonly options: Readonly<Record<string, unknown>>;
    readonly positional: readonly unknown[];
    readonly cwd: string;
  },
): Promise<unknown> {
  const input: Record<string, unknown> = {};
  const places = operation.cli?.positional ?? [];
  for (const field of fieldsOf(operation)) {
    const place = places.indexOf(field.name);
    if (field.kind === 'params') {
      const file = given.options['params'] as string | undefined;
      const set = given.options['set'] as Record<string, unknown> | undefined;
      if (file === undefined && set === undefined) continue;
      const fromFile = file === undefined ? {} : await readParams(resolve(given.cwd, file));
      input[field.name] = { ...fromFile, ...set };
      continue;
    }
    const value = place >= 0 ? given.positional[place] : given.options[field.name];
    if (value !== undefined) input[field.name] = value;
  }
  return resolvePaths(operation, input, given.cwd);
}
