import type { Relation } from '../../contract/eda-relations.ts';
import type { Duck } from '../../data/duckdb.ts';
import { correlationRatio, oneWayAnova, type GroupSpread } from '../../stats/anova.ts';
import { openPairs, type Pair } from './pair-source.ts';
import { finite, squareScale } from './safe-numbers.ts';

type Box = Extract<Relation, { kind: 'box' }>;
type Group = Box['groups'][number];

const mostGroups = 30;
const mostOutliers = 200;
const byLabel = new Intl.Collator('en', { numeric: true });

/**
 * A quantity (`y` of the pair) by the groups of the other column. The 30 largest groups are drawn, in
 * order of their labels; the analysis of variance is of all of them.
 */
export async function boxRelation(pair: Pair): Promise<Box> {
  using duck = await openPairs(pair);
  const [all] = await duck.rows(
    'SELECT count(*) AS n, favg(y / 2) * 2 AS mean, max(abs(y)) AS largest FROM pairs',
  );
  const rows = Number(all!['n']);
  if (rows === 0) {
    return {
      kind: 'box',
      groups: [],
      rows,
      correlationRatio: null,
      anova: { f: null, pValue: null },
    };
  }
  const scale = squareScale(Number(all!['largest']));
  const spread = await spreadByGroup(duck, scale);
  const { f, pValue } = oneWayAnova(spread);
  return {
    kind: 'box',
    groups: await drawGroups(duck, scale),
    rows,
    correlationRatio: finite(correlationRatio(spread)),
    anova: { f: finite(f), pValue: finite(pValue) },
  };
}

/** On a smaller scale for huge values, which changes neither F nor the ratio. */
async function spreadByGroup(duck: Duck, scale: number): Promise<GroupSpread> {
  const [row] = await duck.rows(
    `WITH by_group AS (
       SELECT count(*)::DOUBLE AS n, favg(y * ${scale}::DOUBLE) AS mean,
              var_pop(y * ${scale}::DOUBLE) * count(*) AS squares
       FROM pairs GROUP BY x
     ), centre AS (SELECT favg(y * ${scale}::DOUBLE) AS mean FROM pairs)
     SELECT count(*) AS groups, fsum(n) AS n, fsum(squares) AS within,
            fsum(n * (by_group.mean - centre.mean) ** 2) AS between FROM by_group, centre`,
  );
  const number = (key: string) => Number(row![key]);
  return {
    groups: number('groups'),
    n: number('n'),
    between: number('between'),
    within: number('within'),
  };
}

async function drawGroups(duck: Duck, scale: number): Promise<Group[]> {
  await duck.run(
    `CREATE TEMP TABLE boxes AS
     SELECT x, n, mean, quartiles[1] AS q1, quartiles[2] AS median, quartiles[3] AS q3 FROM (
     SELECT x, count(*) AS n, favg(y * ${scale}::DOUBLE) / ${scale}::DOUBLE AS mean,
            quantile_cont(y, [0.25, 0.5, 0.75]) AS quartiles
     FROM pairs GROUP BY x ORDER BY n DESC, x LIMIT ${mostGroups})`,
  );
  const within = 'y BETWEEN q1 - 1.5 * (q3 - q1) AND q3 + 1.5 * (q3 - q1)';
  const boxes = await duck.rows(
    `SELECT x, any_value(n) AS n, any_value(mean) AS mean, any_value(q1) AS q1,
            any_value(median) AS median, any_value(q3) AS q3,
            min(y) FILTER (${within}) AS low, max(y) FILTER (${within}) AS high
     FROM pairs JOIN boxes USING (x) GROUP BY x`,
  );
  const far = await duck.rows(
    `SELECT x, y FROM pairs JOIN boxes USING (x) WHERE NOT (${within})
     QUALIFY row_number() OVER (PARTITION BY x ORDER BY abs(y / 2 - median / 2) DESC, y) <= ${mostOutliers}
     ORDER BY x, y`,
  );
  const outliers = Map.groupBy(far, (row) => row['x']);
  return boxes
    .map((row): Group => {
      const number = (key: string) => Number(row[key]);
      const [q1, q3] = [number('q1'), number('q3')];
      return {
        label: String(row['x']),
        count: number('n'),
        mean: number('mean'),
        q1,
        median: number('median'),
        q3,
        // quartiles lie between values: a whisker never ends inside its box
        low: Math.min(q1, finite(row['low']) ?? q1),
        high: Math.max(q3, finite(row['high']) ?? q3),
        outliers: (outliers.get(row['x']) ?? []).map((outlier) => Number(outlier['y'])),
      };
    })
    .sort((a, b) => byLabel.compare(a.label, b.label));
}
