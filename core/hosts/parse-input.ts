import type { z } from 'zod';
import { AppError } from '../base/app-error.ts';
import { redactValue } from '../base/redact.ts';
import type { Operation } from '../contract/operation.ts';

const longestShown = 60;

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (value === null || typeof value !== 'object') return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(redactValue(value)) ?? typeof value;
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

function describe(issue: z.core.$ZodIssue, input: unknown): { field: string; message: string } {
  const field = issue.path.map(String).join('.');
  const seen = shown(valueAt(input, issue.path));
  const where = field === '' ? 'The input' : `'${field}'`;
  return { field, message: `${where}: ${issue.message}; got ${seen}` };
}

/** The input with its defaults filled in. Throws INVALID_INPUT that names each field and what was seen. */
export function parseInput(operation: Operation, input: unknown): unknown {
  const given = input ?? {};
  const parsed = operation.input.safeParse(given);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => describe(issue, given));
  const field = issues[0]?.field;
  throw new AppError('INVALID_INPUT', issues.map((issue) => issue.message).join('. '), {
    hint: `See what ${operation.name} takes: assay ${operation.name.replace('.', ' ')} --help`,
    ...(field ? { path: field } : {}),
  });
}
