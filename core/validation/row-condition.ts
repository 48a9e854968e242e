import { z } from 'zod';
import { AppError } from '../base/app-error.ts';
import { filterSql } from '../data/filter-sql.ts';
import { parseFilter, type FilterExpression } from '../table/filter-expression.ts';
import type { Bind, RuleColumn } from './define-expectation.ts';

/** Conditions of Great Expectations 1.x as they stand in JSON. */
const literal = z.union([z.string(), z.number(), z.boolean()]);
const column = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);
const comparison = z.object({
  type: z.literal('comparison'),
  column,
  operator: z.enum(['==', '!=', '<', '<=', '>', '>=', 'IN', 'NOT_IN']),
  parameter: z.union([literal, z.array(literal).max(10_000)]),
});
const nullity = z.object({ type: z.literal('nullity'), column, is_null: z.boolean() });
const passThrough = z.object({ type: z.literal('pass_through'), pass_through_filter: z.string() });
const group = z.object({
  type: z.enum(['and', 'or']),
  conditions: z.array(z.unknown()).min(1).max(1000),
});
const condition = z.union([comparison, nullity, passThrough, group]);

const deepest = 50;

function unreadable(message: string): AppError {
  return new AppError('INVALID_INPUT', message, {
    hint: 'Write a condition such as: age > 60 and sex = "female"',
    path: 'kwargs.row_condition',
  });
}

function fromJson(value: unknown, depth = 0): FilterExpression {
  if (depth > deepest) throw unreadable('The row_condition is nested too deeply');
  const parsed = condition.safeParse(value);
  if (!parsed.success) throw unreadable('The row_condition is no condition that is known');
  const { data } = parsed;
  switch (data.type) {
    case 'pass_through':
      return pandasCondition(data.pass_through_filter);
    case 'nullity': {
      const missing = { kind: 'missing', column: data.column } as const;
      return data.is_null ? missing : { kind: 'not', inner: missing };
    }
    case 'comparison':
      return fromComparison(data);
    case 'and':
    case 'or': {
      const kind = data.type;
      return data.conditions
        .map((inner) => fromJson(inner, depth + 1))
        .reduce((left, right) => ({ kind, left, right }));
    }
  }
}

function fromComparison(data: z.infer<typeof comparison>): FilterExpression {
  const { column: name, operator, parameter } = data;
  if (operator === 'IN' || operator === 'NOT_IN') {
    const values = Array.isArray(parameter) ? parameter : [parameter];
    if (values.length === 0) throw unreadable('The row_condition has an empty list');
    const member = { kind: 'in', column: name, values } as const;
    return operator === 'IN' ? member : { kind: 'not', inner: member };
  }
  if (Array.isArray(parameter)) throw unreadable(`${operator} does not compare with a list`);
  return {
    kind: 'compare',
    column: name,
    operator: operator === '==' ? '=' : operator,
    value: parameter,
  };
}

const quoted = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`]|``)+`/y;

/**
 * Spells what pandas and Great Expectations write as Assay does: `col("x")`, `&`, `|`, `~`,
 * `.notnull()`, `in [...]`. Texts in quotes stay as they are.
 */
function respell(text: string): string {
  let result = '';
  let at = 0;
  while (at < text.length) {
    const called = /col\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\s*\)/y;
    called.lastIndex = at;
    const column = /[\p{L}\p{N}_.]/u.test(text[at - 1] ?? '') ? null : called.exec(text);
    if (column) {
      const name = (column[1] ?? column[2]!).replace(/\\(.)/gs, '$1');
      result += `\`${name.replaceAll('`', '``')}\``;
      at = called.lastIndex;
      continue;
    }
    quoted.lastIndex = at;
    const whole = quoted.exec(text);
    if (whole) {
      result += whole[0];
      at = quoted.lastIndex;
      continue;
    }
    const next = /^(?:\.(notnull|notna|isnull|isna)\(\)|&&?|\|\|?|~|\[|\])/.exec(
      text.slice(at, at + 12),
    );
    result += next ? spelled(next[0], next[1]) : text[at];
    at += next ? next[0].length : 1;
  }
  return result;
}

function spelled(found: string, method: string | undefined): string {
  if (method) return method.startsWith('not') ? ' is not missing' : ' is missing';
  if (found.startsWith('&')) return ' and ';
  if (found.startsWith('|')) return ' or ';
  return { '~': ' not ', '[': '(', ']': ')' }[found]!;
}

/** In pandas a comparison with a missing value is false, and its negation therefore true. */
function asPandas(node: FilterExpression): FilterExpression {
  switch (node.kind) {
    case 'and':
    case 'or':
      return { ...node, left: asPandas(node.left), right: asPandas(node.right) };
    case 'not':
      return { kind: 'not', inner: asPandas(node.inner) };
    case 'missing':
      return node;
    case 'compare':
      if (node.operator === '!=') {
        return { kind: 'not', inner: asPandas({ ...node, operator: '=' }) };
      }
      return present(node.column, node);
    case 'in':
    case 'between':
    case 'text':
      return present(node.column, node);
  }
}

function present(column: string, node: FilterExpression): FilterExpression {
  return {
    kind: 'and',
    left: { kind: 'not', inner: { kind: 'missing', column } },
    right: node,
  };
}

function pandasCondition(text: string): FilterExpression {
  return asPandas(readText(text));
}

function readText(text: string): FilterExpression {
  try {
    return parseFilter(text);
  } catch {
    return parseFilter(respell(text));
  }
}

/**
 * A `row_condition`: Assay's filter, pandas' and Great Expectations' spelling where it maps, or the
 * JSON of Great Expectations 1.x. Null for none. Throws INVALID_INPUT.
 */
export function parseRowCondition(value: unknown, parser: unknown): FilterExpression | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value !== 'string') return fromJson(value);
  return parser === 'pandas' ? pandasCondition(value) : readText(value);
}

/** The condition as SQL whose values are bound into a larger statement. */
export function conditionSql(
  expression: FilterExpression,
  columns: readonly RuleColumn[],
  bind: Bind,
): string {
  const { where, values } = filterSql(expression, columns);
  const places = values.map((value) => bind(value));
  // names in quotes may hold what looks like a parameter
  return where.replace(/"(?:[^"]|"")*"|\$(\d+)/g, (all, number: string | undefined) =>
    number === undefined ? all : places[Number(number) - 1]!,
  );
}
