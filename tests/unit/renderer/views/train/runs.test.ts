import { describe, expect, it } from 'vitest';
import type { Run } from '../../../../../core/contract/tracking.ts';
import { metricIds, metricTitle } from '../../../../../renderer/views/train/metric-names.ts';
import { classScores } from '../../../../../renderer/views/train/runs/run-confusion.tsx';
import { nearestThreshold } from '../../../../../renderer/views/train/runs/run-thresholds.tsx';
import { metricColumns, sortRuns } from '../../../../../renderer/views/train/runs/sort-runs.ts';
import {
  draftOf,
  likelyTarget,
  trainInput,
} from '../../../../../renderer/views/train/form/train-draft.ts';
import { missingColumn } from '../../../../../renderer/views/train/form/split-fields.tsx';

function run(id: string, metrics: Run['metrics'], startedAt = 0): Run {
  return {
    id,
    experiment: 'Default',
    status: 'finished',
    algorithm: 'gradient_boosting',
    task: 'classification',
    target: 'disease',
    versionId: 'v',
    versionName: 'heart@1',
    modelId: 'm',
    seed: 7,
    params: {},
    metrics,
    startedAt,
    durationMs: 10,
    fitMs: 5,
    error: null,
  };
}

describe('sortRuns', () => {
  const runs = [run('a', { 'test.roc_auc': 0.7 }), run('b', {}), run('c', { 'test.roc_auc': 0.9 })];
  const ids = (descending: boolean) =>
    sortRuns(runs, { by: 'test.roc_auc', descending }).map((each) => each.id);

  it('keeps runs without the metric last in both directions', () => {
    expect(ids(true)).toEqual(['c', 'a', 'b']);
    expect(ids(false)).toEqual(['a', 'c', 'b']);
  });

  it('breaks ties by the newest', () => {
    const tied = [run('old', { 'test.f1': 1 }, 1), run('new', { 'test.f1': 1 }, 2)];
    expect(sortRuns(tied, { by: 'test.f1', descending: false })[0]!.id).toBe('new');
  });

  it('shows only metrics that some run has', () => {
    expect(metricColumns(runs)).toEqual(['test.roc_auc']);
  });
});

describe('metric names', () => {
  it('orders ids as the table does and appends unknown ones', () => {
    expect(metricIds({ 'test.accuracy': 1, 'cv.roc_auc.mean': 1, 'test.zzz': 1 })).toEqual([
      'roc_auc',
      'accuracy',
      'zzz',
    ]);
  });

  it('says where a score is from', () => {
    expect(metricTitle('cv.roc_auc.mean')).toBe('ROC AUC (CV mean)');
    expect(metricTitle('train.rmse')).toBe('RMSE (train)');
  });
});

it('scores classes out of a confusion matrix, undefined ones as null', () => {
  const [first, second, third] = classScores({
    labels: ['a', 'b', 'c'],
    matrix: [
      [8, 2, 0],
      [4, 6, 0],
      [0, 0, 0],
    ],
  });
  expect(first).toMatchObject({ precision: 8 / 12, recall: 0.8, rows: 10 });
  expect(second!.f1).toBeCloseTo((2 * 6) / (10 + 8), 12);
  expect(third).toEqual({ label: 'c', precision: null, recall: null, f1: null, rows: 0 });
});

it('finds the nearest threshold', () => {
  const at = (threshold: number) => ({
    threshold,
    precision: null,
    recall: null,
    f1: null,
    accuracy: 0,
    predictedPositive: 0,
  });
  expect(nearestThreshold([at(0.1), at(0.45), at(0.6)], 0.5)?.threshold).toBe(0.45);
  expect(nearestThreshold([], 0.5)).toBeNull();
});

const nothing = { params: {}, task: null };

describe('the draft', () => {
  it('knows usual target names and guesses nothing else', () => {
    expect(likelyTarget(['age', 'Species'])).toBe('Species');
    expect(likelyTarget(['age', 'weight'])).toBeNull();
  });

  it('asks for a target before there is an input', () => {
    const fresh = draftOf({}, 'd');
    expect(trainInput(fresh, 'v', nothing)).toBeNull();
    expect(
      trainInput({ ...fresh, target: 'y' }, 'v', { ...nothing, params: { alpha: 2 } }),
    ).toEqual({
      version: 'v',
      target: 'y',
      algorithm: 'auto',
      split: 'holdout',
      recipe: { imputer: 'auto', indicator: false, encoder: 'auto', scaler: 'auto' },
      testFraction: 0.2,
      cv: 5,
      seed: 7,
      experiment: 'Default',
      params: { alpha: 2 },
    });
  });

  it('asks for what goes with the task, and for the column a split needs', () => {
    const draft = { ...draftOf({}, 'd'), target: 'y', split: 'time', time: 'day' } as const;
    const classes = trainInput(draft, 'v', { params: {}, task: 'classification' });
    expect(classes).toMatchObject({ split: 'time', time: 'day', window: 'expanding', gap: 0 });
    expect(classes).toMatchObject({ calibration: 'none', threshold: { by: 'default' } });
    expect(classes).not.toHaveProperty('intervals');
    const numbers = trainInput(draft, 'v', { params: {}, task: 'regression' });
    expect(numbers).toMatchObject({ intervals: { method: 'none', coverage: 0.9 } });
    expect(numbers).not.toHaveProperty('threshold');
    expect(missingColumn(draft)).toBeNull();
    expect(missingColumn({ ...draft, split: 'group' })).toBe('group');
  });

  it('never leaves out the target itself', () => {
    const draft = { ...draftOf({}, 'd'), target: 'y', exclude: ['y', 'id'] };
    expect(trainInput(draft, 'v', nothing)?.exclude).toEqual(['id']);
  });
});
