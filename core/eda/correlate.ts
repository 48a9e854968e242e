import type { Tick } from '../base/tick.ts';
import type { correlationMethods } from '../contract/eda-relations.ts';
import { correlationRatio, groupSpread } from '../stats/anova.ts';
import { contingency } from '../stats/contingency.ts';
import { cramersV, pearsonMatrix, spearmanMatrix } from '../stats/correlation.ts';
import { kendallMatrix } from '../stats/kendall.ts';
import { normalisedMutualInformation } from '../stats/mutual-information.ts';
import { phiK } from '../stats/phi-k.ts';
import { isCoded, type Column, type NumericColumn, type Table } from '../table/table.ts';
import { tenBins, usedLevels } from './association-codes.ts';
import { isQuantity } from './profile-part.ts';
import { binColumn } from './relations/bin-column.ts';

export type CorrelationMethod = (typeof correlationMethods)[number];

export interface Association {
  readonly columns: string[];
  /** Symmetric; null where a coefficient does not exist. */
  readonly matrix: (number | null)[][];
}

/** By so much, of the smallest value, the phik package begins its first bin below it. */
const binMargin = 1e-14;

/** A matrix has so many columns at most: more than that nobody reads, and it grows with the square. */
const mostColumns = 100;

/** Whether a method looks at columns of that type, before their values are known. */
export function takesType(method: CorrelationMethod, type: Column['type']): boolean {
  const quantity = type === 'number' || type === 'integer';
  const levels = type === 'category' || type === 'boolean';
  if (method === 'pearson' || method === 'spearman' || method === 'kendall') return quantity;
  if (method === 'cramers_v') return levels;
  if (method === 'mutual_information') return quantity || levels || type === 'datetime';
  return quantity || levels;
}

/**
 * One matrix of association of the columns a method can take (the first 100), each pair over the rows
 * where both are present.
 * - `pearson`, `spearman`, `kendall` (τ-b): columns of numbers, −1..1; infinite values are missing.
 * - `cramers_v`: categories and truth values with 2 to 100 levels, bias-corrected, 0..1.
 * - `phi_k`: those and numbers in ten bins of equal width, 0..1.
 * - `correlation_ratio`: η of numbers by those levels, 0..1; null between two of a kind.
 * - `mutual_information`: over the mean of both entropies, 0..1; numbers and dates in ten bins of equal
 *   frequency, categories by their 100 most frequent levels and the rest as one.
 */
export function correlate(table: Table, method: CorrelationMethod, tick: Tick): Association {
  const columns = table.columns
    .filter(({ type }) => takesType(method, type))
    .slice(0, mostColumns)
    .map(withoutInfinity);
  switch (method) {
    case 'pearson':
      return named(columns, pearsonMatrix(valuesOf(columns), tick));
    case 'spearman':
      return named(columns, spearmanMatrix(valuesOf(columns), undefined, tick));
    case 'kendall':
      return named(columns, kendallMatrix(valuesOf(columns), tick));
    case 'cramers_v':
      return pairs(codesOf(columns), (a, b) => cramersV(a, b), tick);
    case 'phi_k':
      return pairs(codesOf(columns), (a, b) => phiK(contingency(wide(a), wide(b))), tick);
    case 'mutual_information':
      return pairs(
        columns.map((column) => {
          const { codes, labels } = binColumn(column);
          return { name: column.name, codes, levels: labels.length };
        }),
        (a, b) => normalisedMutualInformation(contingency(a, b)),
        tick,
      );
    case 'correlation_ratio':
      return ratios(columns, tick);
  }
}

function withoutInfinity(column: Column): Column {
  if (isCoded(column) || column.values.every((value) => Math.abs(value) !== Infinity))
    return column;
  return {
    ...column,
    values: column.values.map((value) => (Math.abs(value) === Infinity ? Number.NaN : value)),
  };
}

function valuesOf(columns: readonly Column[]): Float64Array[] {
  return columns.flatMap((column) => (isCoded(column) ? [] : [column.values]));
}

function named(columns: readonly Column[], matrix: readonly (readonly number[])[]): Association {
  return {
    columns: columns.map((column) => column.name),
    matrix: matrix.map((row) => row.map(orNull)),
  };
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

interface Levels {
  readonly name: string;
  readonly codes: Int32Array | Int8Array;
  readonly levels: number;
}

function codesOf(columns: readonly Column[]): Levels[] {
  return columns.flatMap((column): readonly Levels[] | Levels => {
    if (!isQuantity(column)) return usedLevels(column, 'own') ?? [];
    return tenBins(column, finiteRange(column), 'own');
  });
}

/** Bins begin where the phik package begins them, which decides for values on an edge. */
function finiteRange({ values }: NumericColumn): { min: number | null; max: number | null } {
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (!(min < max)) return { min: null, max: null };
  return { min: min - Math.max(binMargin * Math.abs(min), 2 ** -1022), max };
}

function wide({ codes, levels }: Levels): { codes: Int32Array; levels: number } {
  return { codes: codes instanceof Int32Array ? codes : Int32Array.from(codes), levels };
}

function pairs<C extends Levels>(
  columns: readonly C[],
  coefficient: (a: C, b: C) => number,
  tick: Tick,
): Association {
  const p = columns.length;
  const matrix = columns.map(() => columns.map((): number | null => null));
  let done = 0;
  for (let a = 0; a < p; a++) {
    matrix[a]![a] = varies(columns[a]!) ? 1 : null;
    for (let b = a + 1; b < p; b++) {
      tick((2 * done++) / (p * p));
      matrix[a]![b] = orNull(coefficient(columns[a]!, columns[b]!));
      matrix[b]![a] = matrix[a]![b]!;
    }
  }
  return { columns: columns.map((column) => column.name), matrix };
}

function varies({ codes }: Levels): boolean {
  const first = codes.find((code) => code >= 0);
  return first !== undefined && codes.some((code) => code >= 0 && code !== first);
}

function ratios(columns: readonly Column[], tick: Tick): Association {
  const sides = columns.flatMap((column): { column: Column; levels: Levels | null }[] => {
    if (isQuantity(column)) return [{ column, levels: null }];
    const levels = usedLevels(column, 'own');
    return levels ? [{ column, levels: { ...levels, ...wide(levels) } }] : [];
  });
  const matrix = sides.map((_, a) => sides.map((_, b): number | null => (a === b ? 1 : null)));
  for (const [a, { column, levels }] of sides.entries()) {
    tick(a / sides.length);
    if (levels !== null || isCoded(column)) continue;
    for (const [b, side] of sides.entries()) {
      if (side.levels === null) continue;
      const { codes, levels: count } = side.levels;
      const spread = groupSpread(column.values, codes as Int32Array, count);
      matrix[a]![b] = orNull(correlationRatio(spread));
      matrix[b]![a] = matrix[a]![b]!;
    }
  }
  return { columns: sides.map((side) => side.column.name), matrix };
}
