import { describe, expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import { readDelimited } from '../../../core/data/read-delimited.ts';
import { correlate, type Association } from '../../../core/eda/correlate.ts';
import { findOutliers } from '../../../core/eda/find-outliers.ts';
import {
  growForest,
  isolationScores,
} from '../../../core/models/isolation-forest/isolation-forest.ts';
import { bivariateNormalSf } from '../../../core/stats/bivariate-normal.ts';
import { pearsonMatrix } from '../../../core/stats/correlation.ts';
import { averageRanks, orderNumbers } from '../../../core/stats/order-numbers.ts';
import { isCoded, selectColumns, type NumericColumn } from '../../../core/table/table.ts';
import golden from './associations.json' with { type: 'json' };

const { tolerance } = golden;
type Triple = [string, string, number | null];

function triples({
  columns,
  matrix,
}: {
  columns: string[];
  matrix: (number | null)[][];
}): Triple[] {
  return columns.flatMap((a, i) => columns.map((b, j): Triple => [a, b, matrix[i]![j]!]));
}

/** How many of the expected coefficients were there to compare. */
function compare({ columns, matrix }: Association, expected: Triple[], within: number): number {
  let compared = 0;
  for (const [a, b, value] of expected) {
    const [i, j] = [columns.indexOf(a), columns.indexOf(b)];
    if (i < 0 || j < 0) continue;
    const got = matrix[i]![j]!;
    compared++;
    if (value === null) expect(got, `${a} ${b}`).toBeNull();
    else expect(Math.abs((got ?? 9) - value), `${a} ${b}: ${got} ${value}`).toBeLessThan(within);
  }
  return compared;
}

describe.each(Object.entries(golden.datasets))('association in %s', (name, expected) => {
  const read = readDelimited(`datasets/${name}.csv`).then(({ table }) => table);
  const named = async (columns: readonly string[]) =>
    selectColumns(await read, [...new Set(columns)]);

  it("is Kendall's τ-b as pandas has it", async () => {
    const got = correlate(await named(expected.kendall.columns), 'kendall', noTick);
    const wanted = triples(expected.kendall);
    expect(compare(got, wanted, tolerance.exact)).toBe(wanted.length);
  });

  it('is φk as the phik package has it, within its error of integration', async () => {
    const got = correlate(await named(expected.phi_k.columns), 'phi_k', noTick);
    const wanted = triples(expected.phi_k);
    expect(compare(got, wanted, tolerance.phi_k)).toBe(wanted.length);
    const exact = triples(expected.phi_k_exact);
    expect(compare(got, exact, tolerance.phi_k_exact)).toBe(exact.length);
  });

  it('is the correlation ratio by its definition', async () => {
    const wanted = expected.correlation_ratio as Triple[];
    const got = correlate(await named(wanted.flat().map(String)), 'correlation_ratio', noTick);
    expect(compare(got, wanted, tolerance.exact)).toBeGreaterThanOrEqual(0.9 * wanted.length);
  });

  it('is mutual information as scikit-learn normalises it', async () => {
    const wanted = expected.mutual_information as Triple[];
    const got = correlate(await named(wanted.flat().map(String)), 'mutual_information', noTick);
    expect(compare(got, wanted, tolerance.exact)).toBe(wanted.length);
  });
});

describe.each(Object.entries(golden.forests))('an isolation forest on %s', (name, expected) => {
  const columns = readDelimited(`datasets/${name}.csv`).then(({ table }) =>
    selectColumns(table, expected.columns).columns.filter(
      (column): column is NumericColumn => !isCoded(column),
    ),
  );
  const scoresOf = async (seed: number) => {
    const { rows } = findOutliers(await columns, {
      method: 'isolation_forest',
      threshold: -1,
      limit: Infinity,
      seed,
    });
    const scores = new Float64Array(rows.length);
    for (const { row, score } of rows) scores[row] = score;
    return scores;
  };
  const wanted = Float64Array.from(expected.scores);

  it("scores as scikit-learn's do on average", async () => {
    const runs = await Promise.all([1, 2, 3, 4, 5].map(scoresOf));
    const mean = wanted.map((_, row) => runs.reduce((sum, run) => sum + run[row]!, 0) / 5);
    // the mean of ten runs there and of five here differ by noise
    const noise = expected.deviation * Math.sqrt(1 / 10 + 1 / 5);
    const apart = mean.reduce((sum, value, row) => sum + (value - wanted[row]!) ** 2, 0);
    expect(Math.sqrt(apart / mean.length)).toBeLessThan(2 * noise);
    const ranks = [mean, wanted].map((values) => averageRanks(values, orderNumbers(values)));
    expect(pearsonMatrix(ranks)[0]![1]).toBeGreaterThan(0.985);
    const flagged = runs.flatMap((run) => [...run]).filter((score) => score > 0.5).length;
    expect(Math.abs(flagged / (5 * wanted.length) - expected.flagged)).toBeLessThan(0.05);
  });
});

describe('a bivariate normal', () => {
  it('has the tail probabilities of scipy', () => {
    for (const [h, k, rho, p] of golden.bivariate as [number, number, number, number][]) {
      expect(Math.abs(bivariateNormalSf(h, k, rho) - p), `${h} ${k} ${rho}`).toBeLessThan(
        tolerance.bivariate,
      );
    }
  });
});

describe('a forest', () => {
  it('gives the same scores for the same seed', () => {
    const columns = [0, 1].map((c) =>
      Float64Array.from({ length: 500 }, (_, i) => (i * (7 + c)) % 83),
    );
    const scores = (seed: number) => isolationScores(growForest(columns, { seed }), columns);
    expect(scores(3)).toEqual(scores(3));
    expect(scores(3)).not.toEqual(scores(4));
  });
});
