import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import { requireEstimator } from '../../../core/models/catalogue.ts';
import { classProbabilities } from '../../../core/models/links.ts';
import { computeMargins } from '../../../core/models/margins.ts';
import { takeMatrixRows, type Matrix } from '../../../core/table/matrix.ts';
import {
  cyclicWeights,
  discretise,
  readBundled,
  standardise,
  testRows,
  trainingRows,
} from '../bundled-dataset.ts';

interface Case {
  readonly name: string;
  readonly estimator: string;
  readonly dataset: string;
  readonly encoding: 'raw' | 'standard' | 'bins';
  readonly params: Record<string, unknown>;
  readonly weighted: boolean;
  /** [class][row] */
  readonly joint: number[][];
  readonly probabilities: number[][];
  readonly tolerance: number;
}
const file = join(import.meta.dirname, 'scikit-learn.json');
const golden = JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] };

function encode(x: Matrix, encoding: Case['encoding']): Matrix {
  if (encoding === 'standard') return standardise(x);
  return encoding === 'bins' ? discretise(x, 5) : x;
}

describe('naive Bayes agrees with scikit-learn', () => {
  it.each(golden.cases)('$name', (given) => {
    const { x: raw, y, classes } = readBundled(given.dataset);
    const x = encode(raw, given.encoding);
    const rows = trainingRows(x.rows);
    const estimator = requireEstimator(given.estimator);
    const state = estimator.fit(
      takeMatrixRows(x, rows),
      Float64Array.from(rows, (i) => y[i]!),
      {
        params: estimator.params.parse(given.params),
        task: 'classification',
        classes,
        weights: given.weighted ? cyclicWeights(rows.length) : null,
        seed: 7,
        tick: noTick,
        requireEstimator,
      },
    );
    const margins = computeMargins(state, takeMatrixRows(x, testRows(x.rows).slice(0, 25)));
    // Two classes have one margin, the difference; its digits are those of what it is taken from.
    const scale = (row: number) =>
      Math.max(1, ...given.joint.map((scores) => Math.abs(scores[row]!)));
    const [none, one] = given.joint;
    const expected =
      margins.length > 1 ? given.joint : [one!.map((value, row) => value - none![row]!)];
    expected.forEach((scores, k) => {
      scores.forEach((value, row) => {
        const gap = Math.abs(margins[k]![row]! - value) / scale(row);
        expect(gap).toBeLessThan(given.tolerance);
      });
    });
    classProbabilities(margins).forEach((probabilities, k) => {
      probabilities.forEach((probability, row) => {
        const gap = Math.abs(probability - given.probabilities[k]![row]!);
        expect(gap).toBeLessThan(given.tolerance);
      });
    });
  });
});
