import { describe, expect, it } from 'vitest';
import { foldTests } from '../../../../../core/evaluation/comparison/fold-tests.ts';
import { holmAdjust } from '../../../../../core/stats/holm.ts';
import { mcnemarChiSquare, mcnemarExact } from '../../../../../core/stats/mcnemar-test.ts';
import { wilcoxonSignedRank } from '../../../../../core/stats/wilcoxon-test.ts';

const options = {
  metric: { name: 'rmse', better: 'lower' },
  testShare: 0.25,
  rope: 0.1,
  runIds: ['a', 'b', 'c'],
} as const;

describe('tests over folds', () => {
  it('turn round where less is better', () => {
    const found = foldTests(
      [
        [1, 2, 1.5],
        [3, 4.2, 3.4],
        [5, 6, 5.1],
      ],
      options,
    )!;
    expect(found.ranks).toEqual([1, 2, 3]);
    expect(found.pairTests[0]).toMatchObject({ name: 'corrected_resampled_t', pair: [0, 1] });
    expect(found.pairTests[0]!.lead).toBeGreaterThan(0);
    expect(found.bayes[0]!.better).toBeGreaterThan(0.95);
    expect(found.friedman!.runs).toEqual(['a', 'b', 'c']);
  });

  it('leave out folds in which a run has no value', () => {
    const found = foldTests(
      [
        [1, null, 2, 3],
        [2, 5, 3, 4.5],
      ],
      options,
    )!;
    expect(found.friedman).toBeNull();
    expect(found.criticalDifference).toBeNull();
    expect(found.ranks).toEqual([1, 2]);
  });

  it('are none with fewer than two folds', () => {
    expect(
      foldTests(
        [
          [1, null],
          [2, 3],
        ],
        options,
      ),
    ).toBeNull();
    expect(foldTests([[], []], options)).toBeNull();
  });

  it('say nothing of the same scores, and everything of a constant lead', () => {
    const same = foldTests(
      [
        [1, 2],
        [1, 2],
      ],
      options,
    )!;
    expect(same.pairTests.map(({ pValue, lead }) => [pValue, lead])).toEqual([
      [1, -0],
      [1, -0],
    ]);
    expect(same.bayes[0]).toMatchObject({ better: 0, equivalent: 1, worse: 0 });
    const ahead = foldTests(
      [
        [1, 2],
        [2, 3],
      ],
      options,
    )!;
    expect(ahead.pairTests[0]).toMatchObject({ statistic: null, pValue: 0, lead: 1 });
    expect(ahead.bayes[0]).toMatchObject({ better: 1, equivalent: 0, worse: 0 });
  });
});

describe('tests of pairs', () => {
  it('have p = 1 where nothing differs', () => {
    expect(mcnemarExact(0, 0)).toEqual({ statistic: 0, pValue: 1 });
    expect(mcnemarChiSquare(0, 0)).toEqual({ statistic: 0, pValue: 1 });
    expect(wilcoxonSignedRank([0, 0])).toEqual({ statistic: 0, pValue: 1 });
    expect(wilcoxonSignedRank([])).toEqual({ statistic: 0, pValue: 1 });
    expect(holmAdjust([])).toEqual([]);
  });
});
