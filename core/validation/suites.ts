import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { z } from 'zod';
import { AppError } from '../base/app-error.ts';
import type { Suite } from '../contract/validation.ts';
import type { OutputOf } from '../contract/contract.ts';
import type { OperationContext } from '../jobs/context.ts';
import { expectations } from './catalogue.ts';
import { findSuite, putSuite } from './repository.ts';
import { readSuiteFile } from './suite-file.ts';

/** A saved suite. Throws NOT_FOUND. */
export function requireSuite(context: OperationContext, name: string): Suite {
  const suite = findSuite(context.workspace.db, name);
  if (suite) return suite;
  throw new AppError('NOT_FOUND', `There is no suite ${name}`, {
    hint: 'validation.suites lists the saved ones; a file ends in .json, .yaml or .yml',
    path: 'suite',
  });
}

/** Does the text name a file rather than a saved suite? */
function namesFile(text: string): boolean {
  return /^\.(json|ya?ml)$/i.test(extname(text)) || existsSync(text);
}

/**
 * A suite as given, by the name of a saved one, or from a file. A saved name wins over a file of the
 * same name. Rules of a file that cannot be checked stay in it and fail, since a check that left
 * them out would say yes too easily.
 */
export async function resolveSuite(
  context: OperationContext,
  given: string | Suite,
): Promise<Suite> {
  if (typeof given !== 'string') return given;
  const saved = findSuite(context.workspace.db, given);
  if (saved) return saved;
  if (!namesFile(given)) return requireSuite(context, given);
  return (await readSuiteFile(given)).complete;
}

/** Saves a suite under its name with an audit event. */
export function saveSuite(context: OperationContext, suite: Suite, operation: string): Suite {
  const { workspace, actor } = context;
  const name = suite.name.trim();
  if (name === '') {
    throw new AppError('INVALID_INPUT', 'The name of a suite cannot be blank', {
      path: 'suite.name',
    });
  }
  const saved = { ...suite, name };
  const at = context.now();
  workspace.db.transaction(() => {
    putSuite(workspace.db, saved, at);
    const detail = { expectations: saved.expectations.length, suite: saved };
    workspace.audit.append({ actor, operation, subject: name, detail, at });
  })();
  context.changed('suites', 'audit');
  return saved;
}

/** The rules there are, each with the JSON Schema of its parameters for the form. */
export function listExpectations(): OutputOf<'validation.expectations'> {
  return {
    expectations: [...expectations.values()].map(({ type, title, group, kwargs }) => ({
      type,
      title,
      group,
      kwargs: visibleSchema(z.toJSONSchema(kwargs, { io: 'input', unrepresentable: 'any' })),
    })),
  };
}

type Schema = z.core.JSONSchema.BaseSchema;

/** Without the parameters that are only let pass. */
function visibleSchema(schema: Schema): Schema {
  const shown = Object.entries(schema.properties ?? {}).filter(
    ([, property]) => typeof property !== 'object' || property['hidden'] !== true,
  );
  return { ...schema, properties: Object.fromEntries(shown) };
}
