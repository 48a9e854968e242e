import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import { defineExpectation, type RuleAccess, type RuleColumn } from '../define-expectation.ts';
import { klCategories, klIntervals, type KlResult } from '../kl-divergence.ts';
import { cellValue, columnName } from '../kwargs.ts';
import { columnSql, readCell, requireNumeric, selectSql } from '../value-sql.ts';

const weights = z.array(z.number().min(0)).min(1).max(10_000);
const edge = z.union([z.number(), z.enum(['-Infinity', 'Infinity', '-inf', 'inf'])]).nullable();

const partition = z
  .union([
    z.object({ values: z.array(cellValue).min(1).max(10_000), weights }),
    z.object({
      bins: z.array(edge).min(2).max(10_001),
      weights,
      tail_weights: z.tuple([z.number(), z.number()]).optional(),
    }),
  ])
  .meta({
    title: 'Expected distribution',
    description: '{values, weights} for categories, {bins, weights, tail_weights} for numbers',
  });

function invalid(message: string): AppError {
  return new AppError('INVALID_INPUT', message, { path: 'kwargs.partition_object' });
}

async function countValues(access: RuleAccess, column: RuleColumn) {
  const name = columnSql(column);
  const rows = await access.rows(
    (bind) =>
      `SELECT ${selectSql(column)} AS value, count(*) AS n FROM (
         SELECT ${name} FROM ${access.from(bind)} WHERE ${name} IS NOT NULL
       ) GROUP BY ${name} ORDER BY ${name} LIMIT 100001`,
  );
  if (rows.length > 100_000) {
    throw new AppError('INVALID_INPUT', `${column.name} has more than 100 000 distinct values`, {
      hint: 'Give bins instead of values',
      path: 'kwargs.partition_object',
    });
  }
  return new Map(rows.map((row) => [readCell(column, row['value']), Number(row['n'])]));
}

/** Rows in each bin, the last one closed at both ends as numpy.histogram, and outside of all. */
async function countBins(access: RuleAccess, column: RuleColumn, bins: readonly number[]) {
  const value = `${columnSql(column)}::DOUBLE`;
  const last = bins.length - 2;
  const [row] = await access.rows((bind) => {
    const bound = bins.map((end) => `${bind(end)}::DOUBLE`);
    const tests = bound.slice(1).map((high, index) => {
      const upper = index === last ? '<=' : '<';
      return `count(*) FILTER (WHERE ${value} >= ${bound[index]} AND ${value} ${upper} ${high}) AS b${index}`;
    });
    return `SELECT ${tests.join(', ')}, count(*) FILTER (WHERE ${value} < ${bound[0]}) AS below,
      count(*) FILTER (WHERE ${value} > ${bound.at(-1)}) AS above, count(${value}) AS total
      FROM ${access.from(bind)}`;
  });
  return {
    counts: bins.slice(1).map((_, index) => Number(row![`b${index}`])),
    below: Number(row!['below']),
    above: Number(row!['above']),
    total: Number(row!['total']),
  };
}

function edgeNumber(end: number | string | null, index: number): number {
  if (typeof end === 'number') return end;
  if (end === null) return index === 0 ? -Infinity : Infinity;
  return end.startsWith('-') ? -Infinity : Infinity;
}

export const klDivergenceToBeLessThan = defineExpectation({
  type: 'expect_column_kl_divergence_to_be_less_than',
  title: 'Distribution is close to an expected one',
  group: 'column_aggregate',
  kwargs: z.object({
    column: columnName,
    partition_object: partition,
    threshold: z.number().min(0).nullish().meta({ title: 'Threshold' }),
    tail_weight_holdout: z
      .number()
      .min(0)
      .max(1)
      .nullish()
      .meta({ title: 'Weight of unseen tails' }),
    internal_weight_holdout: z
      .number()
      .min(0)
      .max(1)
      .nullish()
      .meta({ title: 'Weight of empty bins' }),
    bucketize_data: z.boolean().nullish(),
    min_value: z.unknown().optional(),
    max_value: z.unknown().optional(),
  }),
  describe: ({ column, threshold }) =>
    `the distribution of ${column} diverges by at most ${threshold ?? 'any amount'} (KL)`,
  async plan(kwargs, access) {
    const column = access.column(kwargs.column);
    const { partition_object: wanted } = kwargs;
    const tail = kwargs.tail_weight_holdout ?? 0;
    const internal = kwargs.internal_weight_holdout ?? 0;
    const total = wanted.weights.reduce((sum, weight) => sum + weight, 0);
    let found: KlResult;
    if ('values' in wanted) {
      if (wanted.values.length !== wanted.weights.length || Math.abs(total - 1) > 1e-5) {
        throw invalid('The partition needs one weight a value, and weights that sum to 1');
      }
      if (internal > 0) throw invalid('internal_weight_holdout does not go with values');
      found = klCategories(await countValues(access, column), wanted, tail);
    } else {
      requireNumeric(column, 'a partition of bins');
      const bins = wanted.bins.map(edgeNumber);
      const tails = wanted.tail_weights ?? [0, 0];
      const ordered = bins.every((end, index) => index === 0 || end > bins[index - 1]!);
      if (
        bins.length !== wanted.weights.length + 1 ||
        !ordered ||
        Math.abs(total + tails[0] + tails[1] - 1) > 1e-5
      ) {
        throw invalid(
          'The partition needs rising bins, one weight a bin, and weights that sum to 1',
        );
      }
      if (kwargs.bucketize_data === false)
        throw invalid('bucketize_data cannot be false with bins');
      if (tail > 0 && wanted.tail_weights)
        throw invalid('tail_weight_holdout does not go with tail_weights');
      const infinite = !Number.isFinite(bins[0]!) || !Number.isFinite(bins.at(-1)!);
      if (infinite && wanted.tail_weights)
        throw invalid('Bins that end at infinity leave no room for tail_weights');
      if (!Number.isFinite(bins[0]!) && !Number.isFinite(bins.at(-1)!) && tail > 0) {
        throw invalid(
          'Bins that end at infinity on both sides leave no room for tail_weight_holdout',
        );
      }
      const expected = { bins, weights: wanted.weights, tails: wanted.tail_weights ?? null };
      found = klIntervals(await countBins(access, column, bins), expected, { tail, internal });
    }
    const { divergence, observed, expected } = found;
    const threshold = kwargs.threshold ?? null;
    return {
      kind: 'judged',
      success: threshold === null || divergence <= threshold,
      result: {
        observed_value: Number.isFinite(divergence) ? divergence : null,
        details: { observed_partition: observed, expected_partition: expected },
      },
    };
  },
});
