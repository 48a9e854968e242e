import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../core/base/rng.ts';
import {
  cramersVOfCounts,
  pearsonMatrix,
  spearmanMatrix,
} from '../../../../core/stats/correlation.ts';

/** The slow obvious way: only rows where both are present. */
function slowPearson(x: Float64Array, y: Float64Array): number {
  const rows = [...x.keys()].filter((i) => Number.isFinite(x[i]!) && Number.isFinite(y[i]!));
  const mean = (values: Float64Array) => rows.reduce((sum, i) => sum + values[i]!, 0) / rows.length;
  const [mx, my] = [mean(x), mean(y)];
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (const i of rows) {
    xy += (x[i]! - mx) * (y[i]! - my);
    xx += (x[i]! - mx) ** 2;
    yy += (y[i]! - my) ** 2;
  }
  return xy / Math.sqrt(xx * yy);
}

describe('pearsonMatrix', () => {
  it('equals the pairwise definition, with missing values and for any number of columns', () => {
    const rng = createRng(3);
    for (const p of [1, 2, 5, 9]) {
      const columns = Array.from({ length: p }, (_, c) =>
        Float64Array.from({ length: 2500 }, () =>
          c % 3 === 2 && rng.next() < 0.1 ? Number.NaN : rng.normal() + c * 1000,
        ),
      );
      const matrix = pearsonMatrix(columns);
      for (let a = 0; a < p; a++) {
        for (let b = 0; b < p; b++) {
          const expected = a === b ? 1 : slowPearson(columns[a]!, columns[b]!);
          expect(Math.abs(matrix[a]![b]! - expected), `${a} ${b} of ${p}`).toBeLessThan(1e-12);
        }
      }
    }
  });

  it('has no coefficient for a constant or without common rows', () => {
    const none = Number.NaN;
    const matrix = pearsonMatrix([
      Float64Array.of(1, 2, 3, none),
      Float64Array.of(7, 7, 7, 7),
      Float64Array.of(none, none, none, 1),
    ]);
    expect(matrix[0]).toEqual([1, none, none]);
    expect(matrix[1]).toEqual([none, none, none]);
  });
});

describe('spearmanMatrix', () => {
  it('ranks the common rows of a pair anew', () => {
    // over the rows both have, the order is the same; over all it is not
    const x = Float64Array.of(1, 2, 3, 100, 50);
    const y = Float64Array.of(1, 2, 3, Number.NaN, 4);
    expect(spearmanMatrix([x, y])[0]![1]).toBeCloseTo(1, 15);
  });
});

describe("Cramér's V", () => {
  it('is bias-corrected, with Yates for two by two', () => {
    expect(cramersVOfCounts(Float64Array.of(30, 10, 5, 10, 25, 15), 2, 3)).toBeCloseTo(0.452006, 6);
    expect(cramersVOfCounts(Float64Array.of(20, 10, 5, 25), 2, 2)).toBeCloseTo(0.458934, 6);
  });

  it('ignores levels that do not occur', () => {
    const with0 = cramersVOfCounts(Float64Array.of(20, 0, 10, 5, 0, 25), 2, 3);
    expect(with0).toBe(cramersVOfCounts(Float64Array.of(20, 10, 5, 25), 2, 2));
  });
});
