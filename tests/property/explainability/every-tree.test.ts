import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import type { Game } from '../../../core/explainability/coalition-game.ts';
import { exactInteractions, exactShapley } from '../../../core/explainability/exact-shap.ts';
import { explainPipeline } from '../../../core/explainability/explain-pipeline.ts';
import { playersOf } from '../../../core/explainability/row-games.ts';
import { estimators } from '../../../core/models/catalogue.ts';
import { fitPipeline } from '../../../core/models/fit-pipeline.ts';
import type { FittedPipeline } from '../../../core/models/pipeline.ts';
import { encodeTable } from '../../../core/models/predict.ts';
import { takeTableRows, type Table } from '../../../core/table/table.ts';
import { makeMixedData, quickParams, taskKinds, taskOf } from '../../conformance/synthetic.ts';
import { treeExpectationOf } from '../../support/tree-expectation.ts';

const fitted = [...estimators.values()].flatMap((estimator) =>
  taskKinds
    .filter((kind) => estimator.tags.includes('tree') && estimator.tasks.includes(taskOf(kind)))
    .flatMap((kind) => {
      const data = makeMixedData(kind);
      const features = data.table.columns.map(({ name }) => name);
      const { properties = {} } = estimator.params.toJSONSchema() as { properties?: object };
      const few = 'n_estimators' in properties ? { n_estimators: 4 } : {};
      const { pipeline } = fitPipeline(data, {
        algorithm: estimator.id,
        params: { ...quickParams(estimator, kind), ...few },
        features,
        seed: 7,
        modelId: 'model',
        tick: noTick,
        now: () => 0,
      });
      if (pipeline.estimator.kind !== 'trees') return [];
      return [{ id: estimator.id, kind, pipeline, table: data.table }];
    }),
);

/** The game of the columns that trees ask for; unknown ones follow the training rows. */
function pathGame(pipeline: FittedPipeline, row: Table, label: string | undefined): Game {
  const { estimator, classes } = pipeline;
  if (estimator.kind !== 'trees') throw new Error('no trees');
  const x = encodeTable(pipeline, row).columns.map((column) => column[0]!);
  const outputs = estimator.base.length;
  const index = label === undefined ? classes.length - 1 : classes.indexOf(label);
  const output = outputs === 1 ? 0 : index;
  const reversed = outputs === 1 && label !== undefined && index === 0;
  const trees = estimator.trees.filter((_, k) => k % outputs === output);
  return {
    players: x.length,
    worth: (coalitions) =>
      Float64Array.from(coalitions, (members) => {
        const known = (feature: number): boolean => members[feature] === 1;
        const sum = trees.reduce(
          (total, tree) => total + treeExpectationOf(tree, x, known),
          estimator.base[output]!,
        );
        if (!reversed) return sum;
        return estimator.link === 'probability' ? 1 - sum : -sum;
      }),
  };
}

it('finds tree models in the catalogue', () => {
  const ids = new Set(fitted.map(({ id }) => id));
  expect([...ids]).toEqual(
    expect.arrayContaining(['decision_tree', 'random_forest', 'extra_trees', 'gradient_boosting']),
  );
});

describe.each(fitted)('$id, $kind', ({ pipeline, table }) => {
  const rows = fc.nat(table.rows - 1);
  const label = fc.constantFrom(undefined, ...pipeline.classes);

  it('explains along the paths of its trees, and in pairs, as enumeration does', () => {
    fc.assert(
      fc.property(rows, label, (at, of) => {
        const row = takeTableRows(table, Int32Array.of(at));
        const found = explainPipeline(pipeline, row, {
          label: of,
          method: 'tree_path_dependent',
          interactions: { rows: [0] },
        });
        const exact = exactShapley(pathGame(pipeline, row, of));
        const pairs = exactInteractions(exact);
        expect(Math.abs(found.baseValue - exact.empty)).toBeLessThan(1e-9);
        // The parts of a raw column are added up.
        const playerOf = playersOf(pipeline);
        const n = pipeline.features.length;
        const values = new Float64Array(n);
        const matrix = new Float64Array(n * n);
        exact.values.forEach((value, j) => (values[playerOf[j]!]! += value));
        pairs.forEach((value, k) => {
          const [a, b] = [Math.floor(k / playerOf.length), k % playerOf.length];
          matrix[playerOf[a]! * n + playerOf[b]!]! += value;
        });
        values.forEach((value, j) => {
          expect(Math.abs(found.values[j]![0]! - value)).toBeLessThan(1e-8);
        });
        found.interactions!.mean.flat().forEach((value, k) => {
          expect(Math.abs(value - Math.abs(matrix[k]!))).toBeLessThan(1e-8);
        });
      }),
      { numRuns: 4 },
    );
  });
});
