import type { Relation } from '../../contract/eda-relations.ts';
import type { Duck } from '../../data/duckdb.ts';
import { spearmanMatrix } from '../../stats/correlation.ts';
import { openPairs, type Pair } from './pair-source.ts';
import { finite, squareScale } from './safe-numbers.ts';

type Scatter = Extract<Relation, { kind: 'scatter' }>;

const mostPoints = 5000;
const gridCells = 50;
/** Ranks are of at most so many rows, evenly drawn: beyond, the coefficient moves by less than 0.005. */
const mostRanked = 200_000;

/** Points, density and correlations of two quantities. */
export async function scatterRelation(pair: Pair): Promise<Scatter> {
  using duck = await openPairs(pair);
  const [range] = await duck.rows(
    'SELECT count(*) AS n, min(x) AS x0, max(x) AS x1, min(y) AS y0, max(y) AS y1 FROM pairs',
  );
  const n = Number(range!['n']);
  const x = { low: Number(range!['x0']), high: Number(range!['x1']) };
  const y = { low: Number(range!['y0']), high: Number(range!['y1']) };
  return {
    kind: 'scatter',
    points: await evenPoints(duck, n),
    density: n <= mostPoints ? null : await densityGrid(duck, x, y),
    rows: n,
    pearson: n < 2 ? null : await pearson(duck, x, y),
    spearman: n < 2 ? null : await spearman(duck, n),
  };
}

/** Of n rows in order, `most` of them at even distances. */
function evenly(n: number, most: number): string {
  return n <= most ? '' : `WHERE (rowid * ${most}) % ${n} < ${most}`;
}

async function evenPoints(duck: Duck, n: number): Promise<Scatter['points']> {
  const rows = await duck.rows(`SELECT row, x, y FROM pairs ${evenly(n, mostPoints)} ORDER BY row`);
  const numbers = (key: string) => rows.map((row) => Number(row[key]));
  return { row: numbers('row'), x: numbers('x'), y: numbers('y') };
}

interface Range {
  readonly low: number;
  readonly high: number;
}

/** The cell of a value; halves keep the width finite over the whole range of doubles. */
function cellSql(name: string, { low, high }: Range): string {
  if (low === high) return '0';
  const share = `(${name} / 2 - ${low / 2}::DOUBLE) / ${high / 2 - low / 2}::DOUBLE`;
  return `least(${gridCells - 1}, floor((${share}) * ${gridCells}))::INTEGER`;
}

function edges({ low, high }: Range): number[] {
  if (low === high) return [low - 0.5, low + 0.5];
  return Array.from({ length: gridCells + 1 }, (_, i) =>
    i === gridCells ? high : low * (1 - i / gridCells) + high * (i / gridCells),
  );
}

async function densityGrid(duck: Duck, x: Range, y: Range): Promise<Scatter['density']> {
  const cells = await duck.rows(
    `SELECT ${cellSql('x', x)} AS i, ${cellSql('y', y)} AS j, count(*) AS n FROM pairs GROUP BY 1, 2`,
  );
  const xEdges = edges(x);
  const yEdges = edges(y);
  const counts = yEdges.slice(1).map(() => xEdges.slice(1).map(() => 0));
  for (const cell of cells) counts[Number(cell['j'])]![Number(cell['i'])] = Number(cell['n']);
  return { xEdges, yEdges, counts };
}

/** Null where one of the two is constant. */
async function pearson(duck: Duck, x: Range, y: Range): Promise<number | null> {
  if (x.low === x.high || y.low === y.high) return null;
  const scaled = (name: string, { low, high }: Range) =>
    `${name} * ${squareScale(Math.max(Math.abs(low), Math.abs(high)))}::DOUBLE`;
  const [row] = await duck.rows(
    `SELECT corr(${scaled('y', y)}, ${scaled('x', x)}) AS r FROM pairs`,
  );
  const r = finite(row!['r']);
  return r === null ? null : Math.min(1, Math.max(-1, r));
}

async function spearman(duck: Duck, n: number): Promise<number | null> {
  const size = Math.min(n, mostRanked);
  const columns = [new Float64Array(size), new Float64Array(size)];
  let at = 0;
  await duck.chunks(`SELECT x, y FROM pairs ${evenly(n, mostRanked)}`, (chunk) => {
    for (const [i, column] of columns.entries()) column.set(chunk.float64(i), at);
    at += chunk.rows;
  });
  return finite(spearmanMatrix(columns)[0]![1]);
}
