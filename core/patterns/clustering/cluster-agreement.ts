import { logGamma } from '../../stats/log-gamma.ts';

export interface ClusterAgreement {
  /** Share of the pairs of rows that both groupings keep together, or both part (Rand 1971). */
  readonly rand: number;
  /** Hubert & Arabie 1985: 1 for the same groups, about 0 for chance. */
  readonly adjusted_rand: number;
  /** Root of precision × recall over pairs of rows kept together (Fowlkes & Mallows 1983). */
  readonly fowlkes_mallows: number;
  /** What one grouping tells of the other, in nats. */
  readonly mutual_info: number;
  /** Mutual information over the mean of both entropies. */
  readonly normalized_mutual_info: number;
  /** The same less what chance gives (Vinh, Epps & Bailey 2010). */
  readonly adjusted_mutual_info: number;
  /** Rosenberg & Hirschberg 2007: clusters of one class only; classes in one cluster only; both. */
  readonly homogeneity: number;
  readonly completeness: number;
  readonly v_measure: number;
}

interface Crossed {
  readonly n: number;
  /** Rows of each truth × label that occurs. */
  readonly cells: readonly {
    readonly row: number;
    readonly column: number;
    readonly count: number;
  }[];
  readonly rows: Float64Array;
  readonly columns: Float64Array;
}

function cross(truth: Int32Array, labels: Int32Array): Crossed {
  const number = (values: Int32Array): [Int32Array, number] => {
    const known = new Map<number, number>();
    const coded = values.map((value) => {
      if (!known.has(value)) known.set(value, known.size);
      return known.get(value)!;
    });
    return [coded, known.size];
  };
  const [a, manyA] = number(truth);
  const [b, manyB] = number(labels);
  const counts = new Map<number, number>();
  const rows = new Float64Array(manyA);
  const columns = new Float64Array(manyB);
  for (let i = 0; i < a.length; i++) {
    rows[a[i]!]!++;
    columns[b[i]!]!++;
    const cell = a[i]! * manyB + b[i]!;
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  const cells = [...counts].map(([cell, count]) => ({
    row: Math.floor(cell / manyB),
    column: cell % manyB,
    count,
  }));
  return { n: a.length, cells, rows, columns };
}

const entropy = (sizes: Float64Array, n: number): number =>
  sizes.reduce((sum, size) => sum - (size / n) * Math.log(size / n), 0);

function mutualInformation({ n, cells, rows, columns }: Crossed): number {
  const sum = cells.reduce(
    (total, { row, column, count }) =>
      total + (count / n) * Math.log((count * n) / (rows[row]! * columns[column]!)),
    0,
  );
  return Math.max(0, sum);
}

type PairScores = Pick<ClusterAgreement, 'rand' | 'adjusted_rand' | 'fowlkes_mallows'>;

/** By the pairs of rows that the groupings keep together. */
function pairScores({ n, cells, rows, columns }: Crossed): PairScores {
  const pairs = (count: number): number => (count * (count - 1)) / 2;
  const sum = (sizes: Float64Array): number =>
    sizes.reduce((total, size) => total + pairs(size), 0);
  const together = cells.reduce((total, { count }) => total + pairs(count), 0);
  const [ofRows, ofColumns] = [sum(rows), sum(columns)];
  const precision = Math.sqrt(together / ofColumns);
  const fowlkes_mallows = together > 0 ? precision * Math.sqrt(together / ofRows) : 0;
  // neither side parts any pair, or both part every one
  if (together === ofRows && together === ofColumns) {
    return { rand: 1, adjusted_rand: 1, fowlkes_mallows };
  }
  const chance = (ofRows * ofColumns) / pairs(n);
  return {
    rand: 1 - (ofRows + ofColumns - 2 * together) / pairs(n),
    adjusted_rand: (together - chance) / ((ofRows + ofColumns) / 2 - chance),
    fowlkes_mallows,
  };
}

/** Mutual information expected of groups of those sizes by chance. O(groups² × rows of the smaller). */
function expectedInformation({ n, rows, columns }: Crossed): number {
  const logFactorial = Float64Array.from({ length: n + 1 }, (_, k) => logGamma(k + 1));
  const f = (k: number): number => logFactorial[k]!;
  let sum = 0;
  for (const a of rows) {
    for (const b of columns) {
      const fixed = f(a) + f(b) + f(n - a) + f(n - b) - f(n);
      for (let k = Math.max(1, a + b - n); k <= Math.min(a, b); k++) {
        const chance = Math.exp(fixed - f(k) - f(a - k) - f(b - k) - f(n - a - b + k));
        sum += (k / n) * Math.log((n * k) / (a * b)) * chance;
      }
    }
  }
  return sum;
}

/**
 * How far two groupings of the same rows (at least one) agree, whatever the groups are called; as
 * scikit-learn.
 */
export function clusterAgreement(truth: Int32Array, labels: Int32Array): ClusterAgreement {
  const crossed = cross(truth, labels);
  const { n, rows, columns } = crossed;
  const [ofRows, ofColumns] = [entropy(rows, n), entropy(columns, n)];
  const shared = mutualInformation(crossed);
  const homogeneity = rows.length > 1 ? shared / ofRows : 1;
  const completeness = columns.length > 1 ? shared / ofColumns : 1;
  const both = homogeneity + completeness;
  const trivial = rows.length === columns.length && (rows.length === 1 || rows.length === n);
  const mean = (ofRows + ofColumns) / 2;
  const chance = trivial ? 0 : expectedInformation(crossed);
  const room = mean - chance;
  const floor = room < 0 ? Math.min(room, -(2 ** -52)) : Math.max(room, 2 ** -52);
  return {
    ...pairScores(crossed),
    mutual_info: shared,
    normalized_mutual_info: trivial ? 1 : shared / Math.max(mean, 2 ** -52),
    adjusted_mutual_info: trivial ? 1 : (shared - chance) / floor,
    homogeneity,
    completeness,
    v_measure: both > 0 ? (2 * homogeneity * completeness) / both : 0,
  };
}
