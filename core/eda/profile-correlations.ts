import { noTick, subTick, type Tick } from '../base/tick.ts';
import type { Profile } from '../contract/eda.ts';
import { cramersV, pearsonMatrix, spearmanMatrix } from '../stats/correlation.ts';
import type { CorrelationMatrix } from '../stats/pearson-sums.ts';
import type { SmallCodes } from './association-codes.ts';
import { evenSample } from './even-sample.ts';
import { exactRows, type NumberVector } from './profile-part.ts';

type Matrix = Profile['correlations']['auto'];

/** Matrices have so many columns at most: more than that nobody reads, and they grow with the square. */
const mostColumns = 100;

/**
 * Spearman of columns of numbers, ties sharing their mean rank. Where values are missing, a pair's common
 * rows are ranked anew, as pandas, up to 200,000 rows; above, the ranks of whole columns are correlated,
 * and from 250,000 rows on those of an even sample of so many (standard error 0.002).
 */
export function rankCorrelations(numbers: readonly NumberVector[], tick: Tick): CorrelationMatrix {
  const values = numbers.flatMap((column) => column.values ?? []);
  if (values.length === numbers.length) return spearmanMatrix(values, undefined, tick);
  return pearsonMatrix(
    numbers.map((column) => column.ranks!),
    tick,
  );
}

/** All but Pearson's, which a large table gets from a pass of its own. */
export type RankedCorrelations = Omit<Profile['correlations'], 'pearson'>;

/**
 * Spearman of numbers, Cramér's V of categories and truth values with 2 to 100 levels, and
 * `auto`, one matrix of the first 100 of them all in the order of the table: Spearman between numbers,
 * else Cramér's V with numbers in ten bins of equal width, as ydata-profiling. In more than 250,000 rows
 * V with a binned side is of an even sample of so many.
 */
export function profileCorrelations(
  columns: {
    readonly numbers: readonly NumberVector[];
    readonly codes: readonly SmallCodes[];
    readonly names: readonly string[];
  },
  tick: Tick = noTick,
): RankedCorrelations {
  const { numbers, codes, names } = columns;
  const spearman = rankCorrelations(numbers, subTick(tick, 0, 0.5));
  const levels = codes.filter((column) => column.of === 'levels');
  const cramers = associations(levels, subTick(tick, 0.5, 0.7));
  const matrices = {
    spearman: withNulls(
      numbers.map((column) => column.name),
      spearman,
    ),
    cramers_v: cramers,
  };
  const auto = autoMatrix({ ...matrices, codes, names }, subTick(tick, 0.7, 1));
  return { ...matrices, auto };
}

/** A matrix with its names, null where a coefficient does not exist. */
export function withNulls(names: readonly string[], matrix: CorrelationMatrix): Matrix {
  return { columns: [...names], matrix: matrix.map((row) => row.map(orNull)) };
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function associations(columns: readonly SmallCodes[], tick: Tick): Matrix {
  const matrix: (number | null)[][] = columns.map(() => columns.map(() => 1));
  for (let a = 0; a < columns.length; a++) {
    tick(a / columns.length);
    for (let b = a + 1; b < columns.length; b++) {
      const v = orNull(cramersV(columns[a]!, columns[b]!));
      matrix[a]![b] = v;
      matrix[b]![a] = v;
    }
  }
  return { columns: columns.map((column) => column.name), matrix };
}

function autoMatrix(
  made: {
    readonly spearman: Matrix;
    readonly cramers_v: Matrix;
    readonly codes: readonly SmallCodes[];
    readonly names: readonly string[];
  },
  tick: Tick,
): Matrix {
  const byName = new Map(made.codes.map((column) => [column.name, column]));
  const columns = made.names.filter((name) => byName.has(name)).slice(0, mostColumns);
  const sampled = new Map(columns.map((name) => [name, sampleOf(byName.get(name)!)]));
  const places = {
    bins: new Map(made.spearman.columns.map((name, at) => [name, at])),
    levels: new Map(made.cramers_v.columns.map((name, at) => [name, at])),
  };
  const coefficient = (a: string, b: string): number | null => {
    const [x, y] = [sampled.get(a)!, sampled.get(b)!];
    if (x.of !== y.of) return orNull(cramersV(x, y));
    const place = places[x.of];
    const { matrix } = x.of === 'bins' ? made.spearman : made.cramers_v;
    return matrix[place.get(a)!]![place.get(b)!]!;
  };
  const matrix: (number | null)[][] = columns.map(() => columns.map(() => 1));
  for (let a = 0; a < columns.length; a++) {
    tick(a / columns.length);
    for (let b = a; b < columns.length; b++) {
      const value = coefficient(columns[a]!, columns[b]!);
      matrix[a]![b] = value;
      matrix[b]![a] = value;
    }
  }
  return { columns, matrix };
}

/** Numbers were sampled when they were binned. */
function sampleOf(column: SmallCodes): SmallCodes {
  if (column.of === 'bins') return column;
  const rows = evenSample(column.codes.length, exactRows);
  if (rows === null) return column;
  const codes = new Int8Array(rows.length);
  for (let i = 0; i < rows.length; i++) codes[i] = column.codes[rows[i]!]!;
  return { ...column, codes };
}
