import { AppError } from '../base/app-error.ts';
import type { Expectation } from '../contract/validation.ts';
import type { FilterExpression } from '../table/filter-expression.ts';
import { expectations } from './catalogue.ts';
import type { ExpectationDefinition } from './define-expectation.ts';
import { parseRowCondition } from './row-condition.ts';

/** A rule whose type is known and whose parameters fit its schema. */
export interface ParsedRule {
  readonly definition: ExpectationDefinition;
  readonly kwargs: Record<string, unknown>;
  readonly condition: FilterExpression | null;
  /** Share of rows that must keep it; 1 for rules that are not about rows. */
  readonly mostly: number;
}

/** Throws INVALID_INPUT with the path of what is wrong. */
export function parseRule(rule: Expectation): ParsedRule {
  const definition = expectations.get(rule.type);
  if (!definition) {
    throw new AppError('INVALID_INPUT', `There is no expectation ${rule.type}`, {
      hint: 'validation.expectations lists them',
      path: 'type',
    });
  }
  const parsed = definition.kwargs.safeParse(rule.kwargs);
  if (!parsed.success) throw badKwargs(definition, parsed.error.issues[0]!);
  const kwargs = parsed.data as Record<string, unknown>;
  return {
    definition,
    kwargs,
    condition: parseRowCondition(kwargs['row_condition'], kwargs['condition_parser']),
    mostly: typeof kwargs['mostly'] === 'number' ? kwargs['mostly'] : 1,
  };
}

interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
}

function badKwargs(definition: ExpectationDefinition, issue: Issue): AppError {
  const known = Object.entries(definition.kwargs.shape).flatMap(([name, schema]) =>
    isHidden(schema) ? [] : [name],
  );
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys?.[0] : undefined;
  const path = ['kwargs', ...issue.path, ...(unknown === undefined ? [] : [unknown])].join('.');
  const message =
    unknown === undefined
      ? `${path} of ${definition.type}: ${issue.message}`
      : `${definition.type} has no parameter ${unknown}`;
  return new AppError('INVALID_INPUT', message, { hint: `Parameters: ${known.join(', ')}`, path });
}

function isHidden(schema: unknown): boolean {
  const meta = (schema as { meta?: () => Record<string, unknown> | undefined }).meta?.();
  return meta?.['hidden'] === true;
}
