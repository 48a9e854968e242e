import { InvalidArgumentError } from 'commander';
import type { Field } from './fields.ts';

function parseNumber(text: string, whole: boolean): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw new InvalidArgumentError('It is not a number.');
  if (whole && !Number.isInteger(value)) throw new InvalidArgumentError('It is not an integer.');
  return value;
}

function parseJsonValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InvalidArgumentError(`It is not JSON: ${(error as Error).message}.`);
  }
}

/** Splits at commas that no backslash precedes; `\,` stands for a comma in a name. */
export function splitList(text: string): string[] {
  const parts = text.match(/(?:\\.|[^,\\])+/g) ?? [];
  return parts.map((part) => part.replaceAll('\\,', ',').trim()).filter((part) => part !== '');
}

function checkChoice(value: string, choices: readonly string[] | null): string {
  if (choices === null || choices.includes(value)) return value;
  throw new InvalidArgumentError(`Allowed choices are ${choices.join(', ')}.`);
}

function parseList(text: string, field: Field, before: unknown): string[] {
  const values = text.startsWith('[') ? parseJsonValue(text) : splitList(text);
  if (!Array.isArray(values) || values.some((value) => typeof value !== 'string')) {
    throw new InvalidArgumentError('It is not a list of texts.');
  }
  const checked = (values as string[]).map((value) => checkChoice(value, field.choices));
  return [...((before as string[] | undefined) ?? []), ...checked];
}

/** `a=x,b=y`; a name may contain `=`, so the last one of each pair separates. */
function parseRecord(text: string, field: Field, before: unknown): Record<string, string> {
  const pairs: [string, string][] = text.startsWith('{')
    ? Object.entries(parseJsonValue(text) as Record<string, string>)
    : splitList(text).map((pair) => {
        const at = pair.lastIndexOf('=');
        if (at <= 0) throw new InvalidArgumentError(`'${pair}' is not name=value.`);
        return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
      });
  for (const [, value] of pairs) checkChoice(value, field.choices);
  return { ...(before as Record<string, string> | undefined), ...Object.fromEntries(pairs) };
}

/** One `--set key=value`: JSON when it can be read as JSON, else text. */
export function parseSetting(
  text: string,
  before: Record<string, unknown> | undefined,
): Record<string, unknown> {
  const at = text.indexOf('=');
  if (at <= 0) throw new InvalidArgumentError(`'${text}' is not key=value.`);
  const raw = text.slice(at + 1);
  let value: unknown = raw;
  try {
    value = JSON.parse(raw);
  } catch {
    // Plain text, such as --set penalty=l2
  }
  return { ...before, [text.slice(0, at)]: value };
}

/**
 * The text after a flag as the value of its field; `before` is what earlier uses of the flag gave.
 * Throws commander's InvalidArgumentError, which ends in wrong usage.
 */
export function parseValue(field: Field, text: string, before: unknown): unknown {
  switch (field.kind) {
    case 'number':
      return parseNumber(text, false);
    case 'integer':
      return parseNumber(text, true);
    case 'list':
      return parseList(text, field, before);
    case 'record':
      return parseRecord(text, field, before);
    case 'json':
      return parseJsonValue(text);
    case 'text-or-json':
      return /^\s*\{/.test(text) ? parseJsonValue(text) : text;
    case 'boolean':
    case 'text':
    case 'params':
      return checkChoice(text, field.choices);
  }
}
