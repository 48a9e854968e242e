import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import { defineExpectation } from '../define-expectation.ts';
import { columnName } from '../kwargs.ts';
import { columnSql, requireNumeric } from '../value-sql.ts';

const interpolations = ['linear', 'lower', 'higher', 'midpoint', 'nearest'] as const;
type Interpolation = (typeof interpolations)[number];

const quantileRanges = z
  .object({
    quantiles: z.array(z.number().min(0).max(1)).min(1).max(1000),
    value_ranges: z
      .array(z.tuple([z.number().nullable(), z.number().nullable()]))
      .min(1)
      .max(1000),
  })
  .refine((ranges) => ranges.quantiles.length === ranges.value_ranges.length, {
    message: 'quantiles and value_ranges have different lengths',
  })
  .meta({ title: 'Quantiles and their ranges' });

/** Ranks (from 0) that a quantile of n ordered values lies between, and the share of the upper one. */
function ranksOf(quantile: number, n: number, how: Interpolation): [number, number, number] {
  const place = quantile * (n - 1);
  const low = Math.floor(place);
  const share = place - low;
  const high = Math.min(low + 1, n - 1);
  if (share === 0 || how === 'lower') return [low, low, 0];
  if (how === 'higher') return [high, high, 0];
  if (how === 'linear') return [low, high, share];
  if (how === 'midpoint') return [low, high, 0.5];
  // nearest: halves go to the even rank, as numpy does
  const up = share > 0.5 || (share === 0.5 && low % 2 === 1);
  return up ? [high, high, 0] : [low, low, 0];
}

/** As Great Expectations: a range's ends count with a relative tolerance of 1e-4. */
function isInRange(value: number, [low, high]: readonly [number | null, number | null]): boolean {
  const near = (end: number | null) =>
    end !== null && Math.abs(value - end) <= 1e-8 + 1e-4 * Math.abs(end);
  return near(low) || near(high) || ((low ?? -Infinity) <= value && value <= (high ?? Infinity));
}

export const quantileValuesToBeBetween = defineExpectation({
  type: 'expect_column_quantile_values_to_be_between',
  title: 'Quantiles are between',
  group: 'column_aggregate',
  kwargs: z.object({
    column: columnName,
    quantile_ranges: quantileRanges,
    allow_relative_error: z
      .union([z.boolean(), z.enum(interpolations)])
      .nullish()
      .meta({ title: 'Interpolation', description: 'default nearest' }),
  }),
  describe: ({ column, quantile_ranges }) =>
    `quantiles ${quantile_ranges.quantiles.join(', ')} of ${column} are in their ranges`,
  async plan({ column, quantile_ranges, allow_relative_error }, access) {
    const found = access.column(column);
    requireNumeric(found, 'a quantile');
    const wrong = quantile_ranges.value_ranges.find(
      ([low, high]) => low !== null && high !== null && low > high,
    );
    if (wrong) {
      throw new AppError('INVALID_INPUT', `The range ${wrong[0]} to ${wrong[1]} is upside down`, {
        path: 'kwargs.quantile_ranges.value_ranges',
        hint: 'Give the lower end first',
      });
    }
    const how = typeof allow_relative_error === 'string' ? allow_relative_error : 'nearest';
    const value = `${columnSql(found)}::DOUBLE`;
    const [count] = await access.rows(
      (bind) => `SELECT count(${value}) AS n FROM ${access.from(bind)}`,
    );
    const n = Number(count!['n']);
    const { quantiles, value_ranges } = quantile_ranges;
    if (n === 0) {
      const values = quantiles.map(() => null);
      return {
        kind: 'judged',
        success: false,
        result: {
          observed_value: { quantiles, values },
          details: { success_details: quantiles.map(() => false) },
        },
      };
    }
    const ranks = quantiles.map((quantile) => ranksOf(quantile, n, how));
    // asked in the middle of a rank's share, so that rounding cannot slip to its neighbour
    const asked = ranks.flatMap(([low, high]) => [(low + 0.5) / n, (high + 0.5) / n]);
    const [row] = await access.rows(
      (bind) =>
        `SELECT quantile_disc(${value}, [${asked.join(', ')}]) AS q FROM ${access.from(bind)} WHERE ${columnSql(found)} IS NOT NULL`,
    );
    const ends = row!['q'] as number[];
    const values = ranks.map(([, , share], index) => {
      const [low, high] = [ends[2 * index]!, ends[2 * index + 1]!];
      return low === high ? low : low + (high - low) * share;
    });
    const details = values.map((observed, index) => isInRange(observed, value_ranges[index]!));
    return {
      kind: 'judged',
      success: details.every(Boolean),
      result: { observed_value: { quantiles, values }, details: { success_details: details } },
    };
  },
});
