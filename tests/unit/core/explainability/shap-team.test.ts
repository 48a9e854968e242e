import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../core/base/app-error.ts';
import { createRng } from '../../../../core/base/rng.ts';
import { noTick } from '../../../../core/base/tick.ts';
import type { TreeJob } from '../../../../core/explainability/explain-block.ts';
import { explainTrees } from '../../../../core/explainability/shap-team.ts';
import { requireEstimator } from '../../../../core/models/catalogue.ts';
import { computeMargins } from '../../../../core/models/margins.ts';
import type { TreeEnsembleState } from '../../../../core/models/states/trees.ts';
import type { Matrix } from '../../../../core/table/matrix.ts';

const rows = 3000;

function makeJobs(): Record<'path' | 'interventional' | 'probability', TreeJob> {
  const rng = createRng(4);
  const columns = Array.from({ length: 5 }, () =>
    Float64Array.from({ length: rows }, () => rng.normal()),
  );
  const x: Matrix = { rows, names: ['a', 'b', 'c', 'd', 'e'], columns };
  const y = columns[0]!.map((value, i) => (value * columns[1]![i]! > 0 ? 1 : 0));
  const estimator = requireEstimator('gradient_boosting');
  const state = estimator.fit(x, y, {
    params: estimator.params.parse({ n_estimators: 8 }),
    task: 'classification',
    classes: 2,
    weights: null,
    seed: 7,
    tick: noTick,
    requireEstimator,
  }) as TreeEnsembleState;
  const first = columns.map((column) => column.slice(0, 60));
  const background = { ...x, rows: 60, columns: first };
  const common = { state, x, output: 0, playerOf: Int32Array.of(0, 1, 2, 3, 3) };
  const margins = {
    x: computeMargins(state, x)[0]!,
    background: computeMargins(state, background)[0]!,
  };
  return {
    path: { ...common, kind: 'path' },
    interventional: { ...common, kind: 'interventional', background, logistic: null },
    probability: { ...common, kind: 'interventional', background, logistic: margins },
  };
}

const jobs = makeJobs();
const room = (): Float64Array[] =>
  Array.from({ length: 4 }, () => new Float64Array(new SharedArrayBuffer(8 * rows)));

describe.each(['path', 'interventional', 'probability'] as const)('%s', (kind) => {
  it('gives the same values on several threads, whoever takes which rows', () => {
    const alone = room();
    explainTrees(jobs[kind], { into: alone, threads: 1, tick: noTick });
    const together = room();
    const fractions: number[] = [];
    explainTrees(jobs[kind], {
      into: together,
      threads: 3,
      worthThreads: 0,
      tick: (fraction) => void fractions.push(fraction),
    });
    expect(together).toEqual(alone);
    expect(alone[0]!.some((value) => value !== 0)).toBe(true);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  });
});

it('ends its threads when it is cancelled', () => {
  const cancel = (): void => {
    throw new AppError('CANCELLED', 'Cancelled');
  };
  const options = { into: room(), threads: 2, worthThreads: 0, tick: cancel };
  expect(() => explainTrees(jobs.path, options)).toThrow('Cancelled');
});

it('leaves blocks to other threads while this one is busy', () => {
  const fractions: number[] = [];
  const pause = new Int32Array(new SharedArrayBuffer(4));
  const options = {
    into: room(),
    threads: 2,
    worthThreads: 0,
    // The first block of this thread takes as long as a helper needs to start and do others.
    tick(fraction: number) {
      fractions.push(fraction);
      if (fractions.length <= 8 && fraction === 0) Atomics.wait(pause, 0, 0, 250);
    },
  };
  explainTrees(jobs.path, options);
  expect(Math.max(...fractions.slice(0, 8))).toBeGreaterThan(0);
});
