import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import { defineExpectation, type Bind } from '../define-expectation.ts';
import { checkLimits, columnName, isAbsent, limits, limitsText, type Limits } from '../kwargs.ts';
import { boundSql, columnSql } from '../value-sql.ts';
import { columnMap } from './column-map.ts';

/** Throws INVALID_INPUT for limits that no value can keep, or that are missing. */
export function requireLimits(kwargs: Limits): void {
  const problem = checkLimits(kwargs);
  if (problem) {
    throw new AppError('INVALID_INPUT', problem, {
      hint: 'Give min_value, max_value or both',
      path: 'kwargs.min_value',
    });
  }
}

/** `value` within the limits, as SQL. */
export function withinSql(
  value: string,
  kwargs: Limits,
  bound: (limit: number | string) => string,
) {
  const { min_value: low, max_value: high } = kwargs;
  const parts: string[] = [];
  if (!isAbsent(low)) parts.push(`${value} ${kwargs.strict_min ? '>' : '>='} ${bound(low)}`);
  if (!isAbsent(high)) parts.push(`${value} ${kwargs.strict_max ? '<' : '<='} ${bound(high)}`);
  return parts.join(' AND ');
}

export const valuesToBeBetween = defineExpectation({
  type: 'expect_column_values_to_be_between',
  title: 'Values are between',
  group: 'column_map',
  kwargs: z.object({ column: columnName, ...limits }),
  describe: (kwargs) => `values of ${kwargs.column} are ${limitsText(kwargs)}`,
  plan(kwargs, access) {
    requireLimits(kwargs);
    const column = access.column(kwargs.column);
    const expected = (bind: Bind) =>
      withinSql(columnSql(column), kwargs, (limit) => boundSql(column, limit, bind));
    // bounds that do not fit the column are told before the scan
    expected(() => '');
    return columnMap(column, expected);
  },
});
