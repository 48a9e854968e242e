import { describe, expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import { requireEstimator } from '../../../core/models/catalogue.ts';
import { classificationMetrics, regressionMetrics } from '../../../core/evaluation/metrics.ts';
import { gradientBoosting } from '../../../core/models/gradient-boosting/gradient-boosting.ts';
import { classProbabilities } from '../../../core/models/links.ts';
import { computeMargins } from '../../../core/models/margins.ts';
import { takeNumbers } from '../../../core/models/training-data.ts';
import { takeMatrixRows } from '../../../core/table/matrix.ts';
import { readGolden, toMatrix } from './read-golden.ts';

interface Case {
  readonly name: string;
  readonly task: 'classification' | 'regression';
  readonly classes: number;
  readonly data: number;
  readonly tolerance: { readonly score: number; readonly log_loss: number };
  readonly seeds: { seed: number; test: number[]; expected: Record<string, number> }[];
}
interface Golden {
  readonly data: { x: (number | null)[][]; y: number[] }[];
  readonly cases: Case[];
}

const golden = readGolden('gradient-boosting') as Golden;

function scores({ task, classes, data }: Case, seed: number, test: readonly number[]) {
  const x = toMatrix(golden.data[data]!.x);
  const y = Float64Array.from(golden.data[data]!.y);
  const held = new Set(test);
  const trainRows = Int32Array.from([...y.keys()].filter((row) => !held.has(row)));
  const testRows = Int32Array.from(test);
  const params = gradientBoosting.params.parse({});
  const state = gradientBoosting.fit(takeMatrixRows(x, trainRows), takeNumbers(y, trainRows), {
    params,
    task,
    classes,
    seed,
    weights: null,
    tick: noTick,
    requireEstimator,
  });
  const margins = computeMargins(state, takeMatrixRows(x, testRows));
  const truth = takeNumbers(y, testRows);
  return task === 'regression'
    ? regressionMetrics(truth, margins[0]!)
    : classificationMetrics(Int32Array.from(truth), classProbabilities(margins));
}

describe('gradient_boosting scores as scikit-learn HistGradientBoosting on the same rows', () => {
  it.each(golden.cases)('$name', (example) => {
    for (const { seed, test, expected } of example.seeds) {
      const found = scores(example, seed, test);
      if (example.task === 'regression') {
        expect(Math.abs(found['rmse']! / expected['rmse']! - 1)).toBeLessThan(
          example.tolerance.score,
        );
      } else {
        expect(Math.abs(found['roc_auc']! - expected['roc_auc']!)).toBeLessThan(
          example.tolerance.score,
        );
        // AUC says nothing of calibration
        expect(Math.abs(found['log_loss']! / expected['log_loss']! - 1)).toBeLessThan(
          example.tolerance.log_loss,
        );
      }
    }
  });
});
