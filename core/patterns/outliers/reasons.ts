import type { OutputOf } from '../../contract/contract.ts';
import { cellValue } from '../../data/cells.ts';
import { moments, sortedMad, sortedQuantile } from '../../stats/descriptive.ts';
import { sortNumbers } from '../../stats/sort-numbers.ts';
import { countCodes } from '../../preprocessing/coded.ts';
import { isCoded, type Column, type Table } from '../../table/table.ts';

type Reason = OutputOf<'patterns.outliers'>['found'][number]['reasons'][number];

const mostReasons = 5;
const leastZ = 1;
/** Makes the median absolute deviation that of a normal distribution. */
const normalMad = 1.4826022185056018;

/**
 * Tells in which columns a row is most unusual: (value − median) / (1.4826 MAD) of numbers and dates, with
 * the standard deviation where more than half the values are equal; of categories and truth values √((1 − p)/p)
 * of the share p, which is how far the 0/1 column of a value lies from its mean.
 */
export function createReasons(table: Table): (row: number) => Reason[] {
  const scorers = table.columns.map(scorer);
  return (row) =>
    table.columns
      .map((column, i) => ({
        column: column.name,
        value: cellValue(column, row),
        z: scorers[i]!(row),
      }))
      .filter(({ z }) => Math.abs(z) >= leastZ)
      .toSorted((a, b) => Math.abs(b.z) - Math.abs(a.z))
      .slice(0, mostReasons);
}

function scorer(column: Column): (row: number) => number {
  if (isCoded(column)) {
    const counts = countCodes(column);
    const { length } = column.codes;
    return (row) => (column.codes[row]! < 0 ? 0 : rarity(counts[column.codes[row]!]! / length));
  }
  const { values } = column;
  if (column.type === 'boolean') {
    const { mean } = moments(values);
    return (row) => (Number.isNaN(values[row]!) ? 0 : rarity(values[row] === 1 ? mean : 1 - mean));
  }
  const sorted = sortNumbers(values.filter(Number.isFinite).map((value) => value + 0));
  if (sorted.length === 0) return () => 0;
  const median = sortedQuantile(sorted, 0.5);
  const spread = normalMad * sortedMad(sorted) || moments(values).std;
  if (!(spread > 0)) return () => 0;
  return (row) => (Number.isFinite(values[row]!) ? (values[row]! - median) / spread : 0);
}

function rarity(share: number): number {
  return share > 0 && share < 1 ? Math.sqrt((1 - share) / share) : 0;
}
