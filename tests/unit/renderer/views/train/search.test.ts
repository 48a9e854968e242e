import { describe, expect, it } from 'vitest';
import type { StudyResult, Trial } from '../../../../../core/contract/tuning.ts';
import type { FormField } from '../../../../../renderer/forms/schema-fields.ts';
import {
  familyOf,
  groupByFamily,
} from '../../../../../renderer/views/train/form/algorithm-families.ts';
import { spacedValues } from '../../../../../renderer/views/train/experiments/experiment-input.ts';
import {
  ablationSpec,
  learningVerdict,
  placesOf,
} from '../../../../../renderer/views/train/experiments/experiment-specs.ts';
import { spentMs } from '../../../../../renderer/views/train/search/leaderboard.tsx';
import {
  contourSpec,
  parallelSpec,
  parameterAxis,
  sliceSpec,
  surfaceOf,
} from '../../../../../renderer/views/train/search/parameter-axes.ts';
import {
  choiceText,
  parameterText,
} from '../../../../../renderer/views/train/search/parameter-text.ts';
import { scoreScale } from '../../../../../renderer/views/train/runs/score-range.tsx';
import {
  autoInputOf,
  freshSearch,
  tuneInputOf,
} from '../../../../../renderer/views/train/search/search-draft.ts';
import {
  parseChoice,
  rangeProblem,
  spaceProblem,
  suggestRange,
} from '../../../../../renderer/views/train/search/search-space.ts';
import {
  bestIndex,
  bestSoFar,
  beyondWindow,
  historySpec,
  scoreWindow,
  trialCounts,
} from '../../../../../renderer/views/train/search/search-specs.ts';
import { draftOf } from '../../../../../renderer/views/train/form/train-draft.ts';
import { experimentOf, tabOf } from '../../../../../renderer/views/train/train-state.ts';
import { sortTrials } from '../../../../../renderer/views/train/search/trial-table.tsx';
import { againInput } from '../../../../../renderer/views/train/runs/use-train-again.ts';

const auc = { name: 'roc_auc', better: 'higher' } as const;
const rmse = { name: 'rmse', better: 'lower' } as const;
const recipe = { imputer: 'auto', indicator: false, encoder: 'auto', scaler: 'auto' } as const;

function trial(number: number, value: number | null, part: Partial<Trial> = {}): Trial {
  return {
    number,
    state: 'complete',
    value,
    std: 0.01,
    algorithm: 'ridge',
    params: { alpha: 10 ** number, solver: number % 2 === 0 ? 'a' : null },
    recipe,
    intermediate: [],
    durationMs: 100,
    runId: null,
    error: null,
    ...part,
  };
}

function study(trials: readonly Trial[], part: Partial<StudyResult> = {}): StudyResult {
  return {
    study: {
      id: 's',
      name: 'Search',
      kind: 'search',
      state: 'finished',
      versionId: 'v',
      versionName: 'heart@1',
      target: 'y',
      task: 'classification',
      algorithm: 'ridge',
      sampler: 'tpe',
      pruner: 'median',
      metric: auc,
      seed: 7,
      trialCount: trials.length,
      bestValue: null,
      bestRunId: null,
      jobId: null,
      createdAt: 0,
      durationMs: 1,
      budget: null,
    },
    input: {},
    best: null,
    trials: [...trials],
    space: {
      alpha: { type: 'float', low: 1, high: 1e6, log: true },
      solver: { type: 'categorical', choices: ['a', null] },
    },
    importance: { alpha: 0.2, solver: 0.8 },
    leaderboard: [],
    nested: null,
    warnings: [],
    ...part,
  };
}

describe('the address', () => {
  it('names the part of Train and the kind of experiment', () => {
    expect(tabOf('/train/tune')).toBe('tune');
    expect(tabOf('/train')).toBeNull();
    expect(tabOf('/data/tune')).toBeNull();
    expect(experimentOf('/train/experiments/ablation')).toBe('ablation');
    expect(experimentOf('/train/tune/ablation')).toBeNull();
  });
});

describe('families', () => {
  const model = (
    id: string,
    tags: string[] = [],
    task: 'classification' | 'regression' = 'classification',
  ) => ({ id, tags, title: id, summary: '', task: [task], params: {}, search: {} });

  it('tells the family by the id, then by tags', () => {
    expect(familyOf({ id: 'dummy', tags: ['linear'] })).toBe('Baselines');
    expect(familyOf({ id: 'multinomial_nb', tags: ['linear'] })).toBe('Naive Bayes and densities');
    expect(familyOf({ id: 'linear_svm', tags: [] })).toBe('Support vectors');
    expect(familyOf({ id: 'ridge', tags: ['linear'] })).toBe('Linear');
    expect(familyOf({ id: 'voting', tags: ['wraps'] })).toBe('Ensembles');
    expect(familyOf({ id: 'new_thing', tags: [] })).toBe('Others');
  });

  it('offers what does the task only, families in one order', () => {
    const all = [
      model('ridge', ['linear'], 'regression'),
      model('ada_boost'),
      model('sgd', ['linear']),
    ];
    expect(groupByFamily(all, 'classification').map(({ family }) => family)).toEqual([
      'Boosting',
      'Linear',
    ]);
    expect(groupByFamily(all, null)[1]!.algorithms).toHaveLength(2);
  });
});

describe('a search space', () => {
  const number: FormField = {
    kind: 'number',
    name: 'C',
    title: 'C',
    description: '',
    default: 1,
    nullable: false,
    integer: false,
    minimum: 0,
    maximum: null,
    exclusiveMinimum: true,
    exclusiveMaximum: false,
  };

  it('suggests a range around the default, within what the parameter may be', () => {
    expect(suggestRange(number)).toEqual({ type: 'float', low: 0.1, high: 10, log: true });
    expect(
      suggestRange({ ...number, integer: true, default: 20, minimum: 10, maximum: 50 }),
    ).toEqual({
      type: 'integer',
      low: 11,
      high: 50,
    });
    const choice = { ...number, kind: 'choice', options: ['x'], nullable: true } as const;
    expect(suggestRange(choice)).toEqual({ type: 'categorical', choices: [null, 'x'] });
    expect(suggestRange({ ...number, kind: 'json' })).toBeNull();
  });

  it('says what is wrong with a range', () => {
    expect(rangeProblem({ type: 'float', low: 1, high: 1 })).toMatch(/below/);
    expect(rangeProblem({ type: 'float', low: 0, high: 1, log: true })).toMatch(/above 0/);
    expect(rangeProblem({ type: 'categorical', choices: [] })).toMatch(/one choice/);
    expect(spaceProblem({})).toMatch(/at least one/);
    expect(spaceProblem({ C: { type: 'float', low: 0.1, high: 1 } })).toBeNull();
  });

  it('reads typed choices as what they mean', () => {
    expect(['none', '0.5', 'yes', 'false', 'sqrt'].map(parseChoice)).toEqual([
      null,
      0.5,
      true,
      false,
      'sqrt',
    ]);
  });
});

describe('inputs', () => {
  const run = { ...draftOf({}, 'd'), target: 'y' };
  const context = { version: 'v', task: 'classification' } as const;

  it('of AutoML leave out what has its default', () => {
    const input = autoInputOf(run, { ...freshSearch, metric: 'rmse' }, context);
    expect(input).toMatchObject({ version: 'v', target: 'y', budget: 60, stacking: true });
    expect(input).not.toHaveProperty('algorithms');
    expect(input, 'a metric of another task').not.toHaveProperty('metric');
    expect(autoInputOf({ ...run, target: null }, freshSearch, context)).toBeNull();
  });

  it('of Tune hold only what is not searched', () => {
    const search = {
      ...freshSearch,
      algorithm: 'ridge',
      fixed: { ridge: { alpha: 1, solver: 'a' } },
    };
    const space = { alpha: { type: 'float', low: 1, high: 2 } } as const;
    expect(tuneInputOf(run, search, { ...context, space })).toMatchObject({
      params: { solver: 'a' },
      space,
    });
  });

  it('of a run trained again keep what was asked, with the change', () => {
    const past = { id: 'r', versionId: 'v1', target: 'y', algorithm: 'ridge' };
    const shown = { run: past, input: { version: 'heart', algorithm: 'auto', params: {}, cv: 3 } };
    expect(againInput(shown as never, { calibration: 'isotonic' })).toEqual({
      version: 'v1',
      target: 'y',
      algorithm: 'ridge',
      params: {},
      cv: 3,
      calibration: 'isotonic',
    });
  });
});

describe('trials', () => {
  const trials = [
    trial(0, 0.8),
    trial(1, 0.95, { state: 'pruned' }),
    trial(2, 0.9),
    trial(3, null, { state: 'failed' }),
    trial(4, 0.85),
  ];

  it('are best when all folds were seen, whatever those given up say', () => {
    expect(bestIndex(trials, auc)).toBe(2);
    expect(bestIndex(trials, rmse)).toBe(0);
    expect(bestSoFar(trials, auc)).toEqual({ x: [0, 2, 4], y: [0.8, 0.9, 0.9] });
    expect(trialCounts(trials)).toBe('3 complete, 1 pruned, 1 failed');
  });

  it('are sorted with those given up after the others, and those without a score last', () => {
    const order = (by: string, descending: boolean) =>
      sortTrials(trials, { by, descending }).map(({ number }) => number);
    expect(order('value', true)).toEqual([2, 4, 0, 1, 3]);
    expect(order('value', false)).toEqual([0, 4, 2, 1, 3]);
    expect(order('alpha', true)).toEqual([4, 3, 2, 1, 0]);
  });

  it('are drawn in their turn, those given up hollow', () => {
    const spec = historySpec(study(trials), new Map());
    expect(spec.x).toEqual([0, 1, 2, 4]);
    expect(spec.hollow).toEqual([false, true, false, false]);
    expect(spec.groups).toBeUndefined();
  });

  it('add up the time of each algorithm', () => {
    expect(spentMs([trial(0, 1), trial(1, 1), trial(2, 1, { durationMs: null })])).toEqual(
      new Map([['ridge', 200]]),
    );
  });

  it('far behind the best are left out of a chart, which says so', () => {
    const close = Array.from({ length: 20 }, (_, i) => trial(i, 0.9 + i / 1000));
    expect(
      scoreWindow(
        close.map(({ value }) => value!),
        auc,
      ),
    ).toBeNull();
    const spec = historySpec(study([...close, trial(20, 0.1)]), new Map());
    expect(spec.yRange![0]).toBeGreaterThan(0.8);
    expect(spec.yRange![1]).toBeGreaterThan(0.919);
    expect(beyondWindow(spec)).toBe(1);
    const errors = [...close.map(({ value }) => value!), 40];
    const [low, high] = scoreWindow(errors, rmse)!;
    expect(low).toBeLessThan(0.9);
    expect(high).toBeLessThan(2);
  });
});

describe('parameters of trials', () => {
  const trials = [0, 1, 2, 3, 4].map((n) => trial(n, 0.8 + n / 100));
  const result = study(trials);

  it('lie on their axis: numbers as they are, choices by their place', () => {
    expect(parameterAxis('alpha', result.space['alpha']!, trials)).toEqual({
      title: 'alpha',
      log: true,
      values: [1, 10, 100, 1000, 10_000],
    });
    expect(parameterAxis('solver', result.space['solver']!, trials)).toEqual({
      title: 'solver',
      labels: ['a', 'none'],
      values: [0, 1, 0, 1, 0],
    });
  });

  it('stand in the order of their importance', () => {
    expect(parallelSpec(result)!.axes.map(({ title }) => title)).toEqual(['solver', 'alpha']);
    expect(sliceSpec(result, 'alpha')!.best).toBe(4);
    expect(sliceSpec(result, 'unknown')).toBeNull();
  });

  it('span a surface between the scores, and none far from any trial', () => {
    const many = Array.from({ length: 100 }, (_, i) => i % 2);
    const places = { shares: many, gridShares: [0, 0.5, 1] };
    const flat = { shares: many.map(() => 0), gridShares: [0, 1] };
    const scores = many.map((at) => 1 + 2 * at);
    const [near, far] = surfaceOf(places, flat, scores);
    expect(near![0]).toBeCloseTo(1, 6);
    expect(near![2]).toBeCloseTo(3, 6);
    expect(near![1]).toBeNull();
    expect(far).toEqual([null, null, null]);
    const spec = contourSpec(result, 'alpha', 'solver')!;
    expect(spec.surface).toHaveLength(2);
    expect(spec.x[0]).toBeCloseTo(1, 9);
    expect(spec.x.at(-1)).toBeCloseTo(10_000, 6);
    expect(contourSpec(result, 'alpha', 'alpha')).toBeNull();
  });

  it('read in few letters', () => {
    expect(parameterText([{ id: 'ridge', params: {} }, { id: 'svm' }])).toBe('ridge, svm');
    expect(choiceText({ C: 0.123456, penalty: null }, { ...recipe, scaler: 'power' })).toBe(
      'C 0.1235 · penalty none · scaler power',
    );
    expect(choiceText({}, recipe)).toBe('Default parameters');
  });
});

it('scales scores with their spread, a single one in the middle', () => {
  const [low, high] = scoreScale([
    { value: 0.9, std: 0.05 },
    { value: 0.8, std: null },
    { value: null, std: null },
  ]);
  expect(low).toBe(0.8);
  expect(high).toBeCloseTo(0.95, 12);
  expect(scoreScale([{ value: 2, std: 0 }])).toEqual([1.5, 2.5]);
});

describe('experiments', () => {
  const part = (mean: number, std = 0.02) => ({ mean, std, values: [mean, mean, mean, mean] });
  const point = (at: number | string, mean: number) => ({
    at,
    train: part(1),
    test: part(mean),
    fitMs: 1,
  });

  it('space values evenly, or by powers of ten, without repeating whole ones', () => {
    expect(spacedValues({ type: 'float', low: 0.01, high: 100, log: true }, 5)).toEqual([
      0.01, 0.1, 1, 10, 100,
    ]);
    expect(spacedValues({ type: 'integer', low: 1, high: 3 }, 7)).toEqual([1, 2, 3]);
  });

  it('place points by number, or one after the other', () => {
    expect(placesOf([point(1, 0.5), point(1000, 0.6)])).toMatchObject({ log: true, labels: null });
    expect(placesOf([point(1, 0.5), point('auto', 0.6)])).toMatchObject({
      x: [0, 1],
      labels: ['1', 'auto'],
    });
  });

  it('say whether more rows help, measured by how much the folds differ', () => {
    const curve = (last: number) =>
      learningVerdict({
        kind: 'learning',
        algorithm: 'ridge',
        param: null,
        metric: auc,
        points: [point(50, 0.8), point(100, last)],
        warnings: [],
      });
    expect(curve(0.85)).toMatch(/^More rows still help/);
    expect(curve(0.801)).toMatch(/hardly help/);
  });

  it('tell steps from columns, and carry the intervals', () => {
    const entry = { columns: [], mean: 0.8, std: 0, loss: 0.1, low: 0, high: 0.2, fitMs: 1 };
    const spec = ablationSpec({
      algorithm: 'ridge',
      metric: auc,
      baseline: { mean: 0.9, std: 0 },
      entries: [
        { ...entry, kind: 'features', name: 'age' },
        { ...entry, kind: 'step', name: 'scaler' },
      ],
      warnings: [],
    });
    expect(spec.labels).toEqual(['age', 'scaler (step)']);
    expect(spec.series[0]).toMatchObject({ low: [0, 0], high: [0.2, 0.2] });
  });
});
