import { z } from 'zod';
import { defineExpectation, type Judgement, type RuleColumn } from '../define-expectation.ts';
import {
  columnName,
  isAbsent,
  isWithin,
  limits,
  limitsText,
  numberLimits,
  type Limits,
} from '../kwargs.ts';
import {
  boundSql,
  columnSql,
  parseMoment,
  readCell,
  requireNumeric,
  selectSql,
} from '../value-sql.ts';
import { requireLimits } from './values-between.ts';

/** A number within its limits, as Great Expectations reports it; without limits anything that exists. */
export function judgeNumber(value: unknown, kwargs: Limits): Judgement {
  const number = value === null || value === undefined ? null : Number(value);
  const exists = number !== null && !Number.isNaN(number);
  return {
    success: exists && isWithin(number, kwargs),
    result: { observed_value: exists ? finiteOrText(number) : null },
  };
}

function finiteOrText(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

function defineMoment(moment: {
  readonly name: string;
  readonly title: string;
  readonly aggregate: (value: string) => string;
  /** Of no values; null when it does not exist. */
  readonly empty?: number;
}) {
  return defineExpectation({
    type: `expect_column_${moment.name}_to_be_between`,
    title: `${moment.title} is between`,
    group: 'column_aggregate',
    kwargs: z.object({ column: columnName, ...numberLimits }),
    describe: (kwargs) =>
      `the ${moment.title.toLowerCase()} of ${kwargs.column} is ${limitsText(kwargs)}`,
    plan(kwargs, access) {
      requireLimits(kwargs);
      const column = access.column(kwargs.column);
      requireNumeric(column, `a ${moment.title.toLowerCase()}`);
      return {
        kind: 'aggregate',
        facts: { value: moment.aggregate(`${columnSql(column)}::DOUBLE`) },
        judge: ({ value }) => judgeNumber(value ?? moment.empty, kwargs),
      };
    },
  });
}

export const meanToBeBetween = defineMoment({
  name: 'mean',
  title: 'Mean',
  aggregate: (value) => `favg(${value})`,
});
export const medianToBeBetween = defineMoment({
  name: 'median',
  title: 'Median',
  aggregate: (value) => `median(${value})`,
});
/** ddof 1. */
export const stdevToBeBetween = defineMoment({
  name: 'stdev',
  title: 'Standard deviation',
  aggregate: (value) => `stddev_samp(${value})`,
});
export const sumToBeBetween = defineMoment({
  name: 'sum',
  title: 'Sum',
  aggregate: (value) => `fsum(${value})`,
  empty: 0,
});

function judgeExtreme(column: RuleColumn, value: unknown, kwargs: Limits): Judgement {
  const cell = readCell(column, value);
  const observed = column.type === 'boolean' && cell !== null ? Number(cell) : cell;
  const limit = (bound: Limits['min_value']) =>
    column.type === 'datetime' && !isAbsent(bound) ? parseMoment(String(bound)) : bound;
  const comparable =
    column.type === 'datetime'
      ? value === null
        ? null
        : Number(value)
      : (observed as number | string | null);
  const within = isWithin(comparable, {
    ...kwargs,
    min_value: limit(kwargs.min_value),
    max_value: limit(kwargs.max_value),
  });
  return { success: within, result: { observed_value: observed } };
}

function defineExtreme(name: 'min' | 'max', title: string) {
  return defineExpectation({
    type: `expect_column_${name}_to_be_between`,
    title: `${title} is between`,
    group: 'column_aggregate',
    kwargs: z.object({ column: columnName, ...limits }),
    describe: (kwargs) => `the ${title.toLowerCase()} of ${kwargs.column} is ${limitsText(kwargs)}`,
    plan(kwargs, access) {
      requireLimits(kwargs);
      const column = access.column(kwargs.column);
      for (const limit of [kwargs.min_value, kwargs.max_value]) {
        if (!isAbsent(limit)) boundSql(column, limit, () => '');
      }
      return {
        kind: 'aggregate',
        facts: { value: `${name}(${selectSql(column)})` },
        judge: ({ value }) => judgeExtreme(column, value ?? null, kwargs),
      };
    },
  });
}

export const minToBeBetween = defineExtreme('min', 'Minimum');
export const maxToBeBetween = defineExtreme('max', 'Maximum');

export const uniqueValueCountToBeBetween = defineExpectation({
  type: 'expect_column_unique_value_count_to_be_between',
  title: 'Number of distinct values is between',
  group: 'column_aggregate',
  kwargs: z.object({ column: columnName, ...numberLimits }),
  describe: (kwargs) => `${kwargs.column} has ${limitsText(kwargs)} distinct values`,
  plan(kwargs, access) {
    requireLimits(kwargs);
    const column = access.column(kwargs.column);
    return {
      kind: 'aggregate',
      facts: { value: `count(DISTINCT ${columnSql(column)})` },
      judge: ({ value }) => judgeNumber(value, kwargs),
    };
  },
});

export const proportionOfUniqueValuesToBeBetween = defineExpectation({
  type: 'expect_column_proportion_of_unique_values_to_be_between',
  title: 'Share of distinct values is between',
  group: 'column_aggregate',
  kwargs: z.object({ column: columnName, ...numberLimits }),
  describe: (kwargs) => `the share of distinct values of ${kwargs.column} is ${limitsText(kwargs)}`,
  plan(kwargs, access) {
    requireLimits(kwargs);
    const name = columnSql(access.column(kwargs.column));
    return {
      kind: 'aggregate',
      facts: { distinct: `count(DISTINCT ${name})`, present: `count(${name})` },
      judge: ({ distinct, present }) =>
        judgeNumber(Number(present) === 0 ? 0 : Number(distinct) / Number(present), kwargs),
    };
  },
});

export const proportionOfNonNullValuesToBeBetween = defineExpectation({
  type: 'expect_column_proportion_of_non_null_values_to_be_between',
  title: 'Share of present values is between',
  group: 'column_aggregate',
  kwargs: z.object({ column: columnName, ...numberLimits }),
  describe: (kwargs) => `the share of present values of ${kwargs.column} is ${limitsText(kwargs)}`,
  plan(kwargs, access) {
    requireLimits(kwargs);
    const name = columnSql(access.column(kwargs.column));
    return {
      kind: 'aggregate',
      facts: { present: `count(${name})`, rows: 'count(*)' },
      judge: ({ present, rows }) =>
        judgeNumber(Number(rows) === 0 ? 0 : Number(present) / Number(rows), kwargs),
    };
  },
});
