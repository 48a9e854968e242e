import { describe, expect, it } from 'vitest';
import { overlays } from '../../../../../renderer/views/train/evaluation/comparison/compare-curve-specs.ts';
import {
  segmentLead,
  segmentWins,
} from '../../../../../renderer/views/train/evaluation/comparison/compare-wins.ts';
import {
  completions,
  formulaExamples,
  formulaSuits,
  placeOf,
} from '../../../../../renderer/views/train/evaluation/scores/metric-formula-words.ts';
import {
  classCalibrationSpec,
  worstClasses,
} from '../../../../../renderer/views/train/evaluation/scores/score-specs.ts';
import { parseFormula } from '../../../../../core/evaluation/formula/parse-formula.ts';
import {
  calibrationRowsSpec,
  evaluationRocs,
  prSpec,
} from '../../../../../renderer/views/train/runs/curve-specs.ts';
import { meaningless } from '../../../../../renderer/views/train/metric-names.ts';
import { mistakesAt } from '../../../../../renderer/views/train/runs/run-thresholds.tsx';

const thrown = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('Nothing was thrown');
};

describe('formulas', () => {
  it('offers examples that parse and name only what such runs have', () => {
    for (const classes of [0, 2, 5]) {
      for (const { formula } of formulaExamples(classes)) {
        expect(() => parseFormula(formula), formula).not.toThrow();
        expect(formulaSuits(formula, classes), formula).toBe(true);
      }
    }
  });

  it('keeps formulas of two classes away from other runs', () => {
    expect(formulaSuits('(tp - 5 * fp) / n', 2)).toBe(true);
    expect(formulaSuits('(tp - 5 * fp) / n', 0)).toBe(false);
    expect(formulaSuits('mean(probability)', 0)).toBe(false);
    expect(formulaSuits('1e3 * sum(weight)', 3)).toBe(true);
  });

  it('completes the last word to a name or a call', () => {
    expect(completions('(tp - pos', 2)).toEqual(['(tp - positives']);
    expect(completions('mean(ab', 0)).toEqual(['mean(abs(']);
    expect(completions('tp', 2)).toEqual([]);
    expect(completions('n + ', 2)).toEqual([]);
  });

  it('finds the word that the core complains of', () => {
    const formula = '(tp - 5 * fq) / n';
    expect(
      placeOf(
        thrown(() => parseFormula(formula)),
        formula,
      ),
    ).toEqual([10, 12]);
    const open = '(tp';
    expect(
      placeOf(
        thrown(() => parseFormula(open)),
        open,
      ),
    ).toEqual([3, 4]);
    expect(placeOf('There is no such run.', formula)).toBeNull();
  });
});

describe('segments of a comparison', () => {
  const segment = { column: 'sex', value: 'a', rows: 10, values: [0.9, 0.7, null], best: 0 };
  const tied = { ...segment, rows: 4, values: [0.5, 0.5, null], best: null };
  it('counts who is best and over how many rows, and ties apart', () => {
    const runs = [{}, {}, {}] as never;
    expect(segmentWins({ runs, segments: [segment, tied] })).toEqual({
      wins: [
        { segments: 1, rows: 10 },
        { segments: 0, rows: 0 },
        { segments: 0, rows: 0 },
      ],
      ties: { segments: 1, rows: 4 },
    });
  });

  it('measures the lead to the next one, also where less is better', () => {
    expect(segmentLead(segment)).toBeCloseTo(0.2, 12);
    expect(segmentLead({ ...segment, values: [5, 8, 6] })).toBe(1);
    expect(segmentLead(tied)).toBeNull();
    expect(segmentLead({ ...segment, values: [0.9, null, null] })).toBeNull();
  });
});

describe('overlays', () => {
  const residuals = (edges: number[], counts: number[]) => ({
    name: `${edges.length} bins`,
    evaluation: { task: 'regression', residuals: { histogram: { edges, counts } } } as never,
  });
  it('draws residuals of different bins to one scale', () => {
    const [chart] = overlays([residuals([0, 10, 20], [1, 3]), residuals([0, 5], [8])], {
      target: 'price',
      label: undefined,
    });
    expect(chart!.spec.yTitle).toBe('Share of rows per 5');
    expect(chart!.spec.series.map(({ y }) => y)).toEqual([
      [0.125, 0.375, 0],
      [1, 0],
    ]);
  });

  it('lays the curves of one class over each other', () => {
    const curve = (label: string, rocAuc: number) => {
      const roc = { fpr: [0, 1], tpr: [0, 1], threshold: [null, 0] };
      const pr = { precision: [0.5, 1], recall: [1, 0], threshold: [0, null] };
      return { label, rocAuc, prAuc: null, roc, pr };
    };
    const run = (name: string, auc: number) => ({
      name,
      evaluation: {
        task: 'classification',
        roc: null,
        pr: null,
        calibration: null,
        metrics: {},
        curves: [curve('x', 0.1), curve('y', auc)],
      } as never,
    });
    const charts = overlays([run('A', 0.8), run('B', 0.9)], { target: 't', label: 'y' });
    expect(charts.map(({ title }) => title)).toEqual(['ROC curves', 'Precision-recall curves']);
    expect(charts.map(({ spec }) => spec.series.map(({ name }) => name))).toEqual([
      ['A (AUC 0.800)', 'B (AUC 0.900)'],
      ['A', 'B'],
    ]);
  });
});

it('holds back a mean relative error that zeros made astronomic, and scores without a class', () => {
  expect(meaningless('mape', 4.5e15)).toMatch(/actual values are 0/);
  expect(meaningless('mape', 0.12)).toBeNull();
  expect(meaningless('rmse', 4.5e15)).toBeNull();
  expect(meaningless('roc_auc', null)).toMatch(/a class/);
  expect(meaningless('roc_auc', undefined)).toBeNull();
});

it('counts mistakes at a threshold from its rates', () => {
  const at = { threshold: 0.1, precision: 0.25, recall: 0.5, f1: null, predictedPositive: 8 };
  // 2 hits of 4 positives among 20 rows: 6 false alarms, 2 misses
  expect(mistakesAt({ ...at, accuracy: 12 / 20 }, { rows: 20 })).toEqual({
    falsePositives: 6,
    falseNegatives: 2,
  });
  const none = { ...at, precision: null, predictedPositive: 0, accuracy: 0.8 };
  expect(mistakesAt(none, { rows: 20 })).toEqual({ falsePositives: 0, falseNegatives: 4 });
});

it('puts the rows of a calibration into the bins that it left out when they were empty', () => {
  const calibration = { predicted: [0.02, 0.1, 0.97], observed: [0, 0, 1], count: [5, 2, 3] };
  const spec = calibrationRowsSpec({ calibration } as never)!;
  expect(spec.counts).toEqual([7, 0, 0, 0, 0, 0, 0, 0, 0, 3]);
  expect(calibrationRowsSpec({ calibration: null } as never)).toBeNull();
});

it('has no curve of rows of one class, whose rates are over nothing', () => {
  const gone = [null, null];
  const one = {
    metrics: { roc_auc: null, pr_auc: null },
    roc: { fpr: [0, 1], tpr: gone, threshold: [null, 0.5] },
    pr: { precision: [0, 1], recall: [null, 0], threshold: [0.5, null] },
    curves: [],
  } as never;
  expect(evaluationRocs(one)).toEqual([]);
  expect(prSpec(one)).toBeNull();
});

it('tells the calibration of one of several classes, and leaves that of two to the core', () => {
  const edges = [0, 0.5, 0.75, 1];
  const own = { probabilityOf: 'b', actual: 'b', counts: [1, 0, 3] };
  const rest = { probabilityOf: 'b', actual: null, counts: [4, 0, 1] };
  const spec = classCalibrationSpec({ edges, series: [own, rest] }, 'b')!;
  expect(spec.series[0]).toMatchObject({
    x: [0.25, 0.875],
    y: [0.2, 0.75],
    notes: ['5 rows', '4 rows'],
  });
  const two = { ...rest, actual: 'a' };
  expect(classCalibrationSpec({ edges, series: [two, own] }, 'b')).toBeNull();
});

it('draws at first the classes that are ranked worst, those without a value last', () => {
  const curves = [
    { label: 'a', rocAuc: 0.9 },
    { label: 'b', rocAuc: null },
    { label: 'c', rocAuc: 0.6 },
  ] as never;
  expect(worstClasses(curves, 2)).toEqual(['c', 'a']);
});
