import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { z } from 'zod';
import { AppError } from '../base/app-error.ts';
import type { Expectation, Suite } from '../contract/validation.ts';
import { readFailure } from '../storage/file-errors.ts';
import { parseRule } from './parse-rule.ts';

/** A suite as it was taken over, and what of it has no counterpart here. */
export interface ReadSuite {
  /** With the rules that can be checked. */
  readonly suite: Suite;
  /** With every rule of the file: one that cannot be checked fails when it is run. */
  readonly complete: Suite;
  readonly unsupported: readonly { readonly type: string; readonly reason: string }[];
}

const mostBytes = 10 * 2 ** 20;
/** The parser for YAML takes time that grows faster than the text. */
const mostYamlBytes = 2 * 2 ** 20;
const mostRules = 10_000;
const deepest = 60;

function refused(path: string, message: string, hint?: string): AppError {
  return new AppError('PARSE_FAILED', `${basename(path)}: ${message}`, {
    hint: hint ?? 'A suite has a name and a list of expectations, each with a type and kwargs',
    path: 'file',
  });
}

/**
 * A suite from a YAML or JSON file: Assay's own, or of Great Expectations from 0.12 on
 * (`expectation_suite_name`, `expectation_type`, `evaluation_parameters` too). Rules without a
 * counterpart are left out and listed. Throws FILE_NOT_FOUND, FILE_UNREADABLE, FILE_TOO_LARGE,
 * PARSE_FAILED.
 */
export async function readSuiteFile(path: string): Promise<ReadSuite> {
  const yaml = /^\.ya?ml$/i.test(extname(path));
  let text: string;
  try {
    const { size } = await stat(path);
    const limit = yaml ? mostYamlBytes : mostBytes;
    if (size > limit) {
      throw new AppError(
        'FILE_TOO_LARGE',
        `${basename(path)} has ${size} bytes; a suite has at most ${limit}`,
        {
          hint: 'Split the suite',
          path: 'file',
        },
      );
    }
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw error instanceof AppError ? error : readFailure(error, path);
  }
  const value = yaml ? await parseYaml(text, path) : parseJson(text, path);
  const fallback = basename(path, extname(path));
  return readSuite(value, { path, fallback });
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    throw refused(path, `is no JSON: ${(error as Error).message.slice(0, 200)}`);
  }
}

async function parseYaml(text: string, path: string): Promise<unknown> {
  // the parser recurses for every level, also for those of a single line
  if (/[[{][^\]}]{0,4}([[{][^\]}]{0,4}){60}/.test(text)) throw refused(path, tooDeep);
  const { parse } = await import('yaml');
  try {
    // aliases are bounded so that a small file cannot grow large
    return parse(text, { maxAliasCount: 100, logLevel: 'silent' }) as unknown;
  } catch (error) {
    throw refused(path, `is no YAML: ${(error as Error).message.split('\n', 1)[0]!.slice(0, 200)}`);
  }
}

const tooDeep = `is nested more than ${deepest} levels deep`;
const hostileNames = new Set(['__proto__', 'constructor', 'prototype']);

/** Looks at every level without recursion. */
function checkShape(value: unknown, path: string): void {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) throw refused(path, tooDeep);
    const next: unknown[] = [];
    for (const node of level) {
      if (node === null || typeof node !== 'object') continue;
      if (!Array.isArray(node)) {
        const hostile = Object.keys(node).find((name) => hostileNames.has(name));
        if (hostile) throw refused(path, `has a field ${hostile}`, 'Rename the field');
      }
      for (const inner of Object.values(node)) next.push(inner);
    }
    level = next;
  }
}

const record = z.record(z.string(), z.unknown());
const foreignRule = z.object({
  type: z.string().optional(),
  expectation_type: z.string().optional(),
  kwargs: record.nullish(),
  meta: record.nullish(),
  id: z.string().nullish(),
  notes: z.unknown().optional(),
  description: z.string().nullish(),
  rendered_content: z.unknown().optional(),
});
const foreignSuite = z.object({
  name: z.string().min(1).max(200).nullish(),
  expectation_suite_name: z.string().min(1).max(200).nullish(),
  id: z.string().nullish(),
  ge_cloud_id: z.string().nullish(),
  expectations: z.array(foreignRule).max(mostRules),
  suite_parameters: record.nullish(),
  evaluation_parameters: record.nullish(),
  meta: record.nullish(),
  notes: z.union([z.string(), z.array(z.string())]).nullish(),
});

/** Names of Great Expectations that have another one here. */
const renamed: ReadonlyMap<string, string> = new Map([
  [
    'expect_multicolumn_values_to_be_unique',
    'expect_select_column_values_to_be_unique_within_record',
  ],
]);

function readSuite(
  value: unknown,
  from: { readonly path: string; readonly fallback: string },
): ReadSuite {
  checkShape(value, from.path);
  const parsed = foreignSuite.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw refused(from.path, `${issue.path.join('.') || 'the document'}: ${issue.message}`);
  }
  const { data } = parsed;
  const parameters = data.suite_parameters ?? data.evaluation_parameters ?? {};
  const expectations: Expectation[] = [];
  const every: Expectation[] = [];
  const unsupported: { type: string; reason: string }[] = [];
  for (const raw of data.expectations) {
    const type = raw.type ?? raw.expectation_type ?? '';
    try {
      const rule = readRule(raw, { type, parameters });
      every.push(rule);
      parseRule(rule);
      expectations.push(rule);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      unsupported.push({ type: type === '' ? '(none)' : type, reason: error.message });
    }
  }
  const id = data.id ?? data.ge_cloud_id;
  const notes = Array.isArray(data.notes) ? data.notes.join('\n') : (data.notes ?? '');
  const about = {
    name: data.name ?? data.expectation_suite_name ?? (from.fallback || 'suite'),
    ...(id ? { id } : {}),
    meta: data.meta ?? {},
    notes,
  };
  return {
    suite: { ...about, expectations },
    complete: { ...about, expectations: every },
    unsupported,
  };
}

/** Parameters of Great Expectations, some of early releases, that say nothing about the rule here. */
const withoutMeaning: ReadonlySet<string> = new Set([
  'batch_id',
  'result_format',
  'include_config',
  'catch_exceptions',
  'auto',
  'profiler_config',
  'windows',
  'output_strftime_format',
  'parse_strings_as_datetimes',
  'allow_cross_type_comparisons',
]);

function readRule(
  raw: z.infer<typeof foreignRule>,
  { type, parameters }: { readonly type: string; readonly parameters: Record<string, unknown> },
): Expectation {
  const kwargs = Object.fromEntries(
    Object.entries(raw.kwargs ?? {})
      .filter(([name]) => !withoutMeaning.has(name))
      .map(([name, value]) => [name, fillParameter(value, parameters)]),
  );
  const notes = typeof raw.notes === 'string' ? raw.notes : (raw.description ?? null);
  return {
    type: renamed.get(type) ?? (type === '' ? '(none)' : type),
    kwargs,
    meta: raw.meta ?? {},
    ...(raw.id ? { id: raw.id } : {}),
    ...(notes ? { notes } : {}),
  };
}

/** `{"$PARAMETER": "name"}` stands for a value of the suite's parameters. */
function fillParameter(value: unknown, parameters: Record<string, unknown>): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const name = (value as Record<string, unknown>)['$PARAMETER'];
  // one without a value stays, and is refused with its rule
  return typeof name === 'string' && Object.hasOwn(parameters, name) ? parameters[name] : value;
}

/** The suite as Great Expectations writes it. */
export async function writeSuite(suite: Suite, format: 'json' | 'yaml'): Promise<string> {
  const document = {
    name: suite.name,
    ...(suite.id === undefined ? {} : { id: suite.id }),
    expectations: suite.expectations.map(({ type, kwargs, meta, id, notes }) => ({
      type,
      kwargs,
      meta,
      ...(id === undefined ? {} : { id }),
      ...(notes === undefined ? {} : { notes }),
    })),
    meta: suite.meta,
    notes: suite.notes,
  };
  if (format === 'json') return `${JSON.stringify(document, null, 2)}\n`;
  const { stringify } = await import('yaml');
  return stringify(document, { aliasDuplicateObjects: false });
}
