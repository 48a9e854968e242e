import { expect, it } from 'vitest';
import { createRng } from '../../../../core/base/rng.ts';
import { noTick } from '../../../../core/base/tick.ts';
import { treeShapOfRow } from '../../../../core/explainability/row-tree-shap.ts';
import { treeShap } from '../../../../core/explainability/tree-shap.ts';
import { requireEstimator } from '../../../../core/models/catalogue.ts';
import type { TreeEnsembleState } from '../../../../core/models/states/trees.ts';
import type { Matrix } from '../../../../core/table/matrix.ts';

const rng = createRng(5);
const rows = 240;
const width = 9;
const columns = Array.from({ length: width }, (_, j) =>
  Float64Array.from({ length: rows }, () =>
    rng.next() < 0.08 ? Number.NaN : j % 3 === 0 ? rng.integer(3) : rng.normal(),
  ),
);
const x: Matrix = { rows, names: columns.map((_, j) => `x${j}`), columns };
const y = Float64Array.from(
  { length: rows },
  (_, i) => (columns[0]![i] || 0) * (columns[1]![i] || 1) + Math.sin(3 * (columns[2]![i] || 0)),
);

function grow(params: object): TreeEnsembleState {
  const estimator = requireEstimator('decision_tree');
  return estimator.fit(x, y, {
    params: estimator.params.parse(params),
    task: 'regression',
    classes: 0,
    weights: null,
    seed: 7,
    tick: noTick,
    requireEstimator,
  }) as TreeEnsembleState;
}

function explain(state: TreeEnsembleState, from: number, to: number): number[][] {
  const part = columns.map((column) => column.subarray(from, to));
  const into = part.map((column) => new Float64Array(column.length));
  const explaining = to - from === 1 ? treeShapOfRow : treeShap;
  explaining(state, { ...x, rows: to - from, columns: part }, { output: 0, into, tick: noTick });
  return into.map((values) => [...values]);
}

it.each([{ max_depth: 1 }, { max_depth: 4 }, { min_samples_leaf: 1 }])(
  'explains a row alone as it does among others, in a tree of %o',
  (params) => {
    const state = grow(params);
    const all = explain(state, 0, rows);
    for (let row = 0; row < rows; row += 17) {
      const alone = explain(state, row, row + 1);
      alone.forEach(([value], j) => expect(value).toBeCloseTo(all[j]![row]!, 10));
    }
  },
);

it('gives the same bits for a row whatever was explained before it', () => {
  const state = grow({ max_depth: 6 });
  const row = columns.map((column) => column[3]!);
  let alike = 0;
  let before = '';
  for (let step = 0; step < 60; step++) {
    const column = step % 20 === 0 ? 1 : 2;
    row[column] = step === 33 ? Number.NaN : -2 + step / 15;
    const x1 = { ...x, rows: 1, columns: row.map((value) => Float64Array.of(value)) };
    const [held, fresh] = [state, structuredClone(state)].map((each) => {
      const into = row.map(() => new Float64Array(1));
      treeShapOfRow(each, x1, { output: 0, into, tick: noTick });
      return into.map((values) => values[0]!);
    });
    expect(held).toEqual(fresh);
    const now = String(held);
    if (now === before) alike++;
    before = now;
  }
  // Some steps cross no threshold, others do.
  expect(alike).toBeGreaterThan(3);
  expect(alike).toBeLessThan(57);
});
