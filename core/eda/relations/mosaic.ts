import type { Relation } from '../../contract/eda-relations.ts';
import type { Duck } from '../../data/duckdb.ts';
import { independenceTest } from '../../stats/contingency.ts';
import { cramersVOfCounts } from '../../stats/correlation.ts';
import { openPairs, type Pair } from './pair-source.ts';
import { finite } from './safe-numbers.ts';

type Mosaic = Extract<Relation, { kind: 'mosaic' }>;

/** Levels that count each for itself in the statistics; rarer ones are one level together. */
const mostCounted = 100;
/** Levels that are drawn, of either column, besides all others together. */
const mostDrawn = 20;

/**
 * Counts by two columns of groups, levels by size. Bias-corrected Cramér's V and the chi-square test
 * are of up to 100 levels of either; both use Yates' correction for 2 × 2.
 */
export async function mosaicRelation(pair: Pair): Promise<Mosaic> {
  using duck = await openPairs(pair);
  await duck.run('CREATE TEMP TABLE cells AS SELECT x, y, count(*) AS n FROM pairs GROUP BY x, y');
  const x = await levelsOf(duck, 'x');
  const y = await levelsOf(duck, 'y');
  const counts = await countCells(duck, x, y);
  const table = { counts, rows: x.size, columns: y.size };
  const drawnX = drawnLabels(x);
  const drawnY = drawnLabels(y);
  const drawn = drawnY.map(() => drawnX.map(() => 0));
  for (let i = 0; i < x.size; i++) {
    for (let j = 0; j < y.size; j++) {
      const row = drawn[Math.min(j, drawnY.length - 1)]!;
      row[Math.min(i, drawnX.length - 1)]! += counts[i * y.size + j]!;
    }
  }
  return {
    kind: 'mosaic',
    xLabels: drawnX,
    yLabels: drawnY,
    counts: drawn,
    rows: counts.reduce((sum, count) => sum + count, 0),
    // a single level explains nothing, whatever the formula makes of it
    cramersV: x.size < 2 || y.size < 2 ? null : finite(cramersVOfCounts(counts, x.size, y.size)),
    pValue: finite(independenceTest(table).pValue),
  };
}

interface Levels {
  /** The most frequent, at most 100. */
  readonly labels: readonly string[];
  /** Distinct values of the column. */
  readonly distinct: number;
  /** Levels that are counted: the labels, and one for all others. */
  readonly size: number;
}

async function levelsOf(duck: Duck, name: 'x' | 'y'): Promise<Levels> {
  await duck.run(
    `CREATE TEMP TABLE levels_${name} AS
     SELECT ${name} AS label, (row_number() OVER (ORDER BY sum(n) DESC, ${name}) - 1)::INTEGER AS place
     FROM cells GROUP BY ${name}`,
  );
  const [counted] = await duck.rows(`SELECT count(*) AS n FROM levels_${name}`);
  const rows = await duck.rows(
    `SELECT label FROM levels_${name} WHERE place < ${mostCounted} ORDER BY place`,
  );
  const distinct = Number(counted!['n']);
  return {
    labels: rows.map((row) => String(row['label'])),
    distinct,
    size: Math.min(distinct, mostCounted + 1),
  };
}

async function countCells(duck: Duck, x: Levels, y: Levels): Promise<Float64Array> {
  const counts = new Float64Array(x.size * y.size);
  const cells = await duck.rows(
    `SELECT least(a.place, ${mostCounted}) AS i, least(b.place, ${mostCounted}) AS j, sum(n)::DOUBLE AS n
     FROM cells JOIN levels_x a ON a.label = x JOIN levels_y b ON b.label = y GROUP BY 1, 2`,
  );
  for (const cell of cells) {
    counts[Number(cell['i']) * y.size + Number(cell['j'])] = Number(cell['n']);
  }
  return counts;
}

function drawnLabels({ labels, distinct }: Levels): string[] {
  if (distinct <= mostDrawn + 1) return [...labels];
  return [...labels.slice(0, mostDrawn), `${distinct - mostDrawn} others`];
}
