import { z } from 'zod';
import { defineExpectation } from '../define-expectation.ts';
import { columnName } from '../kwargs.ts';
import { columnSql, requireNumeric } from '../value-sql.ts';
import { columnMap } from './column-map.ts';

/** z = (value − mean) / std with ddof 1; a constant column has no z-scores and keeps the rule. */
export const valueZScoresToBeLessThan = defineExpectation({
  type: 'expect_column_value_z_scores_to_be_less_than',
  title: 'Z-scores are below',
  group: 'column_map',
  kwargs: z.object({
    column: columnName,
    threshold: z.number().meta({ title: 'Threshold' }),
    double_sided: z
      .boolean()
      .nullish()
      .meta({ title: 'On both sides', description: 'default yes' }),
  }),
  describe: ({ column, threshold, double_sided }) =>
    `${double_sided === false ? 'z-scores' : 'absolute z-scores'} of ${column} are below ${threshold}`,
  async plan({ column, threshold, double_sided }, access) {
    const found = access.column(column);
    requireNumeric(found, 'a z-score');
    const value = `${columnSql(found)}::DOUBLE`;
    const [moments] = await access.rows(
      (bind) =>
        `SELECT favg(v) AS mean, sqrt(fsum((v - m) * (v - m)) / (count(v) - 1)) AS std
         FROM (SELECT ${value} AS v, favg(${value}) OVER () AS m FROM ${access.from(bind)})`,
    );
    const mean = Number(moments!['mean'] ?? Number.NaN);
    const std = Number(moments!['std'] ?? Number.NaN);
    if (!(std > 0) || !Number.isFinite(std) || !Number.isFinite(mean)) {
      return columnMap(found, () => 'true');
    }
    return columnMap(found, (bind) => {
      const score = `(${value} - ${bind(mean)}::DOUBLE) / ${bind(std)}::DOUBLE`;
      return double_sided === false
        ? `${score} < ${bind(threshold)}::DOUBLE`
        : `abs(${score}) < ${bind(Math.abs(threshold))}::DOUBLE`;
    });
  },
});
