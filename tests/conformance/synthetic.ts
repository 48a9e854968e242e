import { z } from 'zod';
import { createRng } from '../../core/base/rng.ts';
import { noTick } from '../../core/base/tick.ts';
import type { Task } from '../../core/contract/common.ts';
import { requireEstimator } from '../../core/models/catalogue.ts';
import type { Estimator, FitOptions } from '../../core/models/estimator.ts';
import type { TrainingData } from '../../core/models/training-data.ts';
import type { Matrix } from '../../core/table/matrix.ts';
import type { Table } from '../../core/table/table.ts';

export const taskKinds = ['two classes', 'three classes', 'regression'] as const;
export type TaskKind = (typeof taskKinds)[number];

export function taskOf(kind: TaskKind): Task {
  return kind === 'regression' ? 'regression' : 'classification';
}

export function classesOf(kind: TaskKind): number {
  return kind === 'regression' ? 0 : kind === 'two classes' ? 2 : 3;
}

export interface Sample {
  readonly x: Matrix;
  readonly y: Float64Array;
}

/** Seeded rows with a signal in the first two columns. */
export function makeSample(kind: TaskKind, { rows = 150, columns = 4 } = {}): Sample {
  const rng = createRng(11);
  const data = Array.from({ length: columns }, () =>
    Float64Array.from({ length: rows }, () => rng.normal()),
  );
  const y = Float64Array.from({ length: rows }, (_, i) => {
    const signal = data[0]![i]! - 0.5 * data[1]![i]! + 0.7 * rng.normal();
    if (kind === 'regression') return 20 + 3 * signal; // above 0, as some regressions need
    if (kind === 'two classes') return signal > 0 ? 1 : 0;
    return signal < -0.6 ? 0 : signal < 0.6 ? 1 : 2;
  });
  return { x: { rows, names: data.map((_, j) => `x${j}`), columns: data }, y };
}

/** Rows that the estimator takes: without negative values where it refuses them. */
export function sampleFor(
  { tags }: Pick<Estimator, 'tags'>,
  kind: TaskKind,
  size: { rows?: number; columns?: number } = {},
): Sample {
  const { x, y } = makeSample(kind, size);
  if (!tags.includes('non_negative')) return { x, y };
  const columns = x.columns.map((column) => {
    const lowest = Math.min(...column);
    return column.map((value) => value - lowest);
  });
  return { x: { ...x, columns }, y };
}

/** What wrapping and slow estimators are given, so that the suite stays quick. */
export function quickParams(estimator: Estimator, kind: TaskKind): Record<string, unknown> {
  if (estimator.id === 'mlp') return { hidden_layer_sizes: [16], max_iter: 40 };
  if (!estimator.tags.includes('wraps')) return {};
  const inside = kind === 'regression' ? 'ridge' : 'logistic_regression';
  const { properties = {} } = z.toJSONSchema(estimator.params, { io: 'input' });
  return {
    ...('estimators' in properties ? { estimators: [inside, 'decision_tree'] } : {}),
    ...('estimator' in properties ? { estimator: inside } : {}),
    ...('cv' in properties ? { cv: 2 } : {}),
  };
}

/** Default parameters, fixed seed, nobody watching. */
export function fitOptions(
  estimator: Estimator,
  kind: TaskKind,
  more: Partial<FitOptions<Record<string, unknown>>> = {},
): FitOptions<Record<string, unknown>> {
  return {
    params: estimator.params.parse(quickParams(estimator, kind)),
    task: taskOf(kind),
    classes: classesOf(kind),
    weights: null,
    seed: 7,
    tick: noTick,
    requireEstimator,
    ...more,
  };
}

/** Raw columns of every type, with missing values in each and an infinite number. */
export function makeMixedTable(rows: number): Table {
  const rng = createRng(5);
  const gap = () => rng.next() < 0.1;
  const draw = (make: () => number) =>
    Float64Array.from({ length: rows }, () => (gap() ? Number.NaN : make()));
  const number = draw(() => rng.normal());
  number[0] = Infinity;
  const dictionary = ['red', 'green', 'blue'];
  const codes = Int32Array.from({ length: rows }, () => (gap() ? -1 : rng.integer(3)));
  return {
    rows,
    columns: [
      { name: 'number', type: 'number', values: number },
      { name: 'integer', type: 'integer', values: draw(() => rng.integer(9)) },
      { name: 'boolean', type: 'boolean', values: draw(() => rng.integer(2)) },
      { name: 'date', type: 'datetime', values: draw(() => 1.6e12 + rng.integer(1e9) * 1000) },
      { name: 'colour', type: 'category', codes, dictionary },
    ],
  };
}

export function makeMixedData(kind: TaskKind): TrainingData {
  const { y } = makeSample(kind);
  const classes = ['a', 'b', 'c'].slice(0, classesOf(kind));
  return {
    task: taskOf(kind),
    target: { name: 'target', type: kind === 'regression' ? 'number' : 'category' },
    classes,
    table: makeMixedTable(y.length),
    y,
    weights: null,
  };
}
