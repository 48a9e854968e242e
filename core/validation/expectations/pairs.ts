import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import {
  defineExpectation,
  type Bind,
  type MapPlan,
  type RuleColumn,
} from '../define-expectation.ts';
import { cellValue, columnName } from '../kwargs.ts';
import { columnSql, literalSql } from '../value-sql.ts';

const pairKwargs = {
  column_A: columnName.meta({ title: 'Column A', assayColumn: true }),
  column_B: columnName.meta({ title: 'Column B', assayColumn: true }),
  ignore_row_if: z
    .enum(['both_values_are_missing', 'either_value_is_missing', 'neither'])
    .nullish()
    .meta({ title: 'Ignore a row if', description: 'default both_values_are_missing' }),
};

function pairPlan(
  a: RuleColumn,
  b: RuleColumn,
  rule: {
    readonly ignore: string | null | undefined;
    readonly expected: (bind: Bind) => string;
  },
): MapPlan {
  const missing = [a, b].map((column) => `${columnSql(column)} IS NULL`);
  const ignored = {
    both_values_are_missing: `(${missing.join(' AND ')})`,
    either_value_is_missing: `(${missing.join(' OR ')})`,
    neither: null,
  }[rule.ignore ?? 'both_values_are_missing']!;
  return {
    kind: 'map',
    columns: [a, b],
    shape: 'pair',
    missing: ignored,
    countsMissing: true,
    expected: rule.expected,
  };
}

const numeric = new Set(['number', 'integer', 'boolean']);
const textual = new Set(['text', 'category']);

function comparable(a: RuleColumn, b: RuleColumn): boolean {
  if (a.type === b.type) return true;
  return [numeric, textual].some((kind) => kind.has(a.type) && kind.has(b.type));
}

/** Both sides as values that the engine compares; booleans are 0 and 1 beside numbers. */
function sides(a: RuleColumn, b: RuleColumn): [string, string] {
  const mixed = a.type !== b.type && numeric.has(a.type);
  const side = (column: RuleColumn) => `${columnSql(column)}${mixed ? '::DOUBLE' : ''}`;
  return [side(a), side(b)];
}

export const pairValuesToBeEqual = defineExpectation({
  type: 'expect_column_pair_values_to_be_equal',
  title: 'Two columns are equal',
  group: 'pair',
  kwargs: z.object(pairKwargs),
  describe: ({ column_A, column_B }) => `${column_A} equals ${column_B}`,
  plan(kwargs, access) {
    const a = access.column(kwargs.column_A);
    const b = access.column(kwargs.column_B);
    const [left, right] = sides(a, b);
    const expected = comparable(a, b) ? `${left} = ${right}` : 'false';
    return pairPlan(a, b, { ignore: kwargs.ignore_row_if, expected: () => expected });
  },
});

export const pairValuesAToBeGreaterThanB = defineExpectation({
  type: 'expect_column_pair_values_a_to_be_greater_than_b',
  title: 'Column A is greater than column B',
  group: 'pair',
  kwargs: z.object({
    ...pairKwargs,
    or_equal: z.boolean().nullish().meta({ title: 'Or equal' }),
    parse_strings_as_datetimes: z.unknown().optional(),
    allow_cross_type_comparisons: z.unknown().optional(),
  }),
  describe: ({ column_A, column_B, or_equal }) =>
    `${column_A} is ${or_equal ? 'at least' : 'greater than'} ${column_B}`,
  plan(kwargs, access) {
    const a = access.column(kwargs.column_A);
    const b = access.column(kwargs.column_B);
    if (!comparable(a, b)) {
      throw new AppError(
        'INVALID_INPUT',
        `${a.name} (${a.type}) cannot be compared with ${b.name} (${b.type})`,
        {
          hint: 'Choose two columns of numbers, of dates or of texts',
          path: 'kwargs.column_B',
        },
      );
    }
    const [left, right] = sides(a, b);
    const expected = `${left} ${kwargs.or_equal ? '>=' : '>'} ${right}`;
    return pairPlan(a, b, { ignore: kwargs.ignore_row_if, expected: () => expected });
  },
});

const pairSet = z
  .array(z.tuple([cellValue.nullable(), cellValue.nullable()]))
  .max(10_000)
  .nullable()
  .meta({ title: 'Pairs' });

export const pairValuesToBeInSet = defineExpectation({
  type: 'expect_column_pair_values_to_be_in_set',
  title: 'Pairs of values are in a set',
  group: 'pair',
  kwargs: z.object({ ...pairKwargs, value_pairs_set: pairSet }),
  describe: ({ column_A, column_B, value_pairs_set }) =>
    `pairs of ${column_A} and ${column_B} are among ${value_pairs_set?.length ?? 'any'} pairs`,
  plan(kwargs, access) {
    const a = access.column(kwargs.column_A);
    const b = access.column(kwargs.column_B);
    const equals = (column: RuleColumn, value: z.infer<typeof cellValue> | null, bind: Bind) => {
      if (value === null) return `${columnSql(column)} IS NULL`;
      const literal = literalSql(column, value, bind);
      return literal === null ? 'false' : `${columnSql(column)} = ${literal}`;
    };
    const expected = (bind: Bind) => {
      if (kwargs.value_pairs_set === null) return 'true';
      const tests = kwargs.value_pairs_set.map(
        ([first, second]) => `(${equals(a, first, bind)} AND ${equals(b, second, bind)})`,
      );
      return tests.length === 0 ? 'false' : `(${tests.join(' OR ')})`;
    };
    return pairPlan(a, b, { ignore: kwargs.ignore_row_if, expected });
  },
});
