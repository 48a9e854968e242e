import { subTick, type Tick } from '../base/tick.ts';
import type { Profile } from '../contract/eda.ts';
import { cramersV, pearsonMatrix, spearmanMatrix, type Codes } from '../stats/correlation.ts';
import { isCoded, type Column, type NumericColumn, type Table } from '../table/table.ts';

/** Columns a matrix can have at most: more than that nobody reads, and it grows with the square. */
const mostColumns = 100;

/** Levels a category may have to be worth a contingency table, as ydata-profiling. */
const mostLevels = 100;

/**
 * Pearson and Spearman of the number and integer columns, Cramér's V of categories and truth values
 * with 2 to 100 levels; the first 100 columns of each kind.
 */
export function profileCorrelations(
  table: Table,
  orders: ReadonlyMap<string, Int32Array>,
  tick: Tick,
): Profile['correlations'] {
  const numeric = table.columns.filter(isQuantity).slice(0, mostColumns);
  const values = numeric.map((column) => column.values);
  const names = numeric.map((column) => column.name);
  const pearson = pearsonMatrix(values, subTick(tick, 0, 0.4));
  const spearman = spearmanMatrix(
    values,
    names.map((name) => orders.get(name)!),
    subTick(tick, 0.4, 0.8),
  );
  return {
    pearson: { columns: names, matrix: withNulls(pearson) },
    spearman: { columns: names, matrix: withNulls(spearman) },
    cramers_v: associations(table, subTick(tick, 0.8, 1)),
  };
}

function isQuantity(column: Column): column is NumericColumn {
  return column.type === 'number' || column.type === 'integer';
}

function withNulls(matrix: readonly (readonly number[])[]): (number | null)[][] {
  return matrix.map((row) => row.map((value) => (Number.isNaN(value) ? null : value)));
}

function associations(table: Table, tick: Tick): Profile['correlations']['cramers_v'] {
  const coded = table.columns
    .flatMap((column) => {
      const codes = toCodes(column);
      return codes && codes.levels >= 2 && codes.levels <= mostLevels
        ? [{ name: column.name, codes }]
        : [];
    })
    .slice(0, mostColumns);
  const matrix: (number | null)[][] = coded.map(() => coded.map(() => 1));
  for (let a = 0; a < coded.length; a++) {
    tick(a / coded.length);
    for (let b = a + 1; b < coded.length; b++) {
      const v = cramersV(coded[a]!.codes, coded[b]!.codes);
      matrix[a]![b] = Number.isNaN(v) ? null : v;
      matrix[b]![a] = matrix[a]![b]!;
    }
  }
  return { columns: coded.map((column) => column.name), matrix };
}

/** Codes without levels that do not occur; null for columns that are no categories. */
function toCodes(column: Column): Codes | null {
  if (column.type === 'boolean') return booleanCodes(column.values);
  if (!isCoded(column) || column.type !== 'category') return null;
  const used = new Int32Array(column.dictionary.length).fill(-1);
  const codes = new Int32Array(column.codes.length).fill(-1);
  let levels = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = column.codes[row]!;
    if (code < 0) continue;
    if (used[code]! < 0) used[code] = levels++;
    codes[row] = used[code]!;
  }
  return { codes, levels };
}

function booleanCodes(values: Float64Array): Codes {
  const codes = Int32Array.from(values, (value) => (Number.isNaN(value) ? -1 : value));
  const levels = codes.includes(0) && codes.includes(1) ? 2 : 1;
  return { codes, levels };
}
