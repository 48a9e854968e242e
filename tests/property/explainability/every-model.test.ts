import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import { explainPipeline } from '../../../core/explainability/explain-pipeline.ts';
import { alignTable } from '../../../core/models/align-table.ts';
import { estimators } from '../../../core/models/catalogue.ts';
import type { Estimator } from '../../../core/models/estimator.ts';
import { fitPipeline } from '../../../core/models/fit-pipeline.ts';
import type { FittedPipeline } from '../../../core/models/pipeline.ts';
import { predictPipeline } from '../../../core/models/predict.ts';
import { takeTableRows, type Table } from '../../../core/table/table.ts';
import {
  makeMixedData,
  quickParams,
  taskKinds,
  taskOf,
  type TaskKind,
} from '../../conformance/synthetic.ts';

const backgroundRows = 3;

function fitMixed(estimator: Estimator, kind: TaskKind): FittedPipeline {
  const data = makeMixedData(kind);
  return fitPipeline(data, {
    algorithm: estimator.id,
    params: quickParams(estimator, kind),
    features: data.table.columns.map(({ name }) => name),
    seed: 7,
    modelId: 'model',
    tick: noTick,
    now: () => 0,
  }).pipeline;
}

type Output = (table: Table) => Float64Array;

/** The first row's cells where the set has the column, else those of the others, once for each. */
function blend(both: Table, set: number): Table {
  const rows = both.rows - 1;
  const from = (j: number, i: number): number => ((set >> j) & 1 ? 0 : i + 1);
  return {
    rows,
    columns: both.columns.map((column, j) => {
      const take = Int32Array.from({ length: rows }, (_, i) => from(j, i));
      return takeTableRows({ rows: both.rows, columns: [column] }, take).columns[0]!;
    }),
  };
}

/** Shapley values by the definition, over all subsets of raw columns. */
function bruteForce(both: Table, output: Output): number[] {
  const n = both.columns.length;
  const worth = Array.from({ length: 2 ** n }, (_, set) => {
    const values = output(blend(both, set));
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  });
  const factorial = (k: number): number => (k < 2 ? 1 : k * factorial(k - 1));
  return both.columns.map((_, j) => {
    let sum = 0;
    for (let set = 0; set < worth.length; set++) {
      if ((set >> j) & 1) continue;
      const size = set.toString(2).replaceAll('0', '').length;
      const weight = (factorial(size) * factorial(n - size - 1)) / factorial(n);
      sum += weight * (worth[set | (1 << j)]! - worth[set]!);
    }
    return sum;
  });
}

const cases = [...estimators.values()].flatMap((estimator) =>
  taskKinds
    .filter((kind) => estimator.tasks.includes(taskOf(kind)))
    .map((kind) => ({ id: estimator.id, kind, estimator })),
);

describe.each(cases)('$id, $kind', ({ kind, estimator }) => {
  const pipeline = fitMixed(estimator, kind);
  const { table } = alignTable(pipeline, makeMixedData(kind).table);
  const units =
    pipeline.task === 'classification' ? (['raw', 'probability'] as const) : ['raw' as const];

  it.each(units)('explains its %s output as enumeration does', (unit) => {
    const output: Output = (rows) => {
      const { margins, probabilities } = predictPipeline(pipeline, rows);
      return unit === 'raw' ? margins.at(-1)! : probabilities!.at(-1)!;
    };
    fc.assert(
      fc.property(fc.array(fc.nat(table.rows - 1), { minLength: 4, maxLength: 4 }), (rows) => {
        const both = takeTableRows(table, Int32Array.from(rows));
        const one = takeTableRows(both, Int32Array.of(0));
        const background = takeTableRows(both, Int32Array.of(1, 2, 3));
        const asked = unit === 'raw' ? 'auto' : 'exact';
        const found = explainPipeline(pipeline, one, { background, output: unit, method: asked });
        expect(['tree_interventional', 'linear', 'exact']).toContain(found.method);
        expect(found.backgroundRows).toBe(backgroundRows);
        expect(found.maxAdditivityError).toBeLessThan(1e-6 * (1 + Math.abs(found.margin[0]!)));
        const expected = bruteForce(both, output);
        expected.forEach((value, j) => {
          const allowed = 1e-7 * (1 + Math.abs(value) + Math.abs(found.margin[0]!));
          expect(Math.abs(found.values[j]![0]! - value)).toBeLessThan(allowed);
        });
      }),
      { numRuns: 2 },
    );
  });
});
