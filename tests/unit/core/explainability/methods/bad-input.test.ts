import { describe, expect, it } from 'vitest';
import { noTick } from '../../../../../core/base/tick.ts';
import { findAnchor } from '../../../../../core/explainability/methods/anchor/anchor.ts';
import { findCounterfactuals } from '../../../../../core/explainability/methods/counterfactual/counterfactual.ts';
import { dependence } from '../../../../../core/explainability/methods/dependence/dependence.ts';
import { permutationImportance } from '../../../../../core/explainability/methods/importance/importance.ts';
import { lime } from '../../../../../core/explainability/methods/local/lime.ts';
import {
  nearestRows,
  prototypeRows,
} from '../../../../../core/explainability/methods/similar/similar.ts';
import { surrogateTree } from '../../../../../core/explainability/methods/surrogate/surrogate.ts';
import { fitPipeline } from '../../../../../core/models/fit-pipeline.ts';
import { takeTableRows, type Table } from '../../../../../core/table/table.ts';
import { categoryColumn, numberColumn } from '../../../../support/small-pipeline.ts';

const at = Array.from({ length: 40 }, (_, i) => i);
const some = at.map((i) => (i % 7 === 0 ? Number.NaN : (i * 13) % 40));
/** Gaps, a constant, a column twice, one that is never there, categories that are missing. */
const table: Table = {
  rows: 40,
  columns: [
    numberColumn('gaps', some),
    numberColumn('again', some),
    numberColumn(
      'constant',
      at.map(() => 3),
    ),
    numberColumn(
      'absent',
      at.map(() => Number.NaN),
    ),
    categoryColumn(
      'site',
      at.map((i) => (i % 5 === 0 ? null : 'ab'[i % 2]!)),
    ),
  ],
};
const y = Float64Array.from(at, (i) => (some[i]! > 20 ? 1 : 0));
const data = {
  task: 'classification' as const,
  target: { name: 'y', type: 'category' as const },
  classes: ['no', 'yes'],
  table,
  y,
  weights: null,
};
const fit = (algorithm: string) =>
  fitPipeline(data, {
    algorithm,
    params: algorithm === 'gradient_boosting' ? { n_estimators: 8, min_samples_leaf: 3 } : {},
    features: table.columns.map(({ name }) => name),
    seed: 7,
    modelId: 'm',
    tick: noTick,
    now: () => 0,
  }).pipeline;

const row = takeTableRows(table, Int32Array.of(7));
const shared = { seed: 7, tick: noTick };
const rows = { row, training: table };
const numbers = Int32Array.from(at);
const training = { table, row: numbers, actual: at, rows: 40, warnings: [] };
const free = { count: 2, immutable: [], increasing: [], decreasing: [], ranges: {}, ...shared };

describe.each(['gradient_boosting', 'logistic_regression', 'k_neighbors', 'dummy'])(
  'on gaps, constants and columns that are there twice, methods explain %s',
  (algorithm) => {
    const pipeline = fit(algorithm);

    it('by dependence', () => {
      const options = { kind: 'pdp', centred: false, grid: 5, ...shared } as const;
      const rowsOf = { table, row: numbers };
      const gaps = dependence(pipeline, rowsOf, { ...options, columns: ['gaps'] });
      expect(gaps.mean.every((value) => value !== null)).toBe(true);
      const constant = dependence(pipeline, rowsOf, { ...options, columns: ['constant'] });
      expect(constant.axes[0]!.values).toEqual([3]);
      expect(() => dependence(pipeline, rowsOf, { ...options, columns: ['absent'] })).toThrow(
        expect.objectContaining({ code: 'NOT_ENOUGH_DATA' }),
      );
      const ale = { ...options, kind: 'ale' } as const;
      expect(dependence(pipeline, rowsOf, { ...ale, columns: ['gaps'] }).mean).not.toContain(null);
      for (const column of ['constant', 'absent']) {
        expect(() => dependence(pipeline, rowsOf, { ...ale, columns: [column] })).toThrow(
          expect.objectContaining({ code: 'NOT_ENOUGH_DATA' }),
        );
      }
    });

    it('by shuffling and a tree', () => {
      const options = { repeats: 2, grouped: true, ...shared };
      const { entries } = permutationImportance(pipeline, data, options);
      expect(entries.map(({ name }) => name)).toContain('gaps + again');
      expect(entries.every(({ mean }) => Number.isFinite(mean))).toBe(true);
      const tree = surrogateTree(pipeline, table, { depth: 2, tick: noTick });
      expect(Number.isFinite(tree.fidelity)).toBe(true);
    });

    it('by what is around a row with missing cells', () => {
      const found = lime(pipeline, rows, { samples: 200, features: 5, ...shared });
      expect(found.entries.map(({ condition }) => condition)).toContain('gaps is missing');
      expect(found.entries.every(({ weight }) => Number.isFinite(weight))).toBe(true);
      const anchor = findAnchor(pipeline, rows, { precision: 0.9, ...shared });
      expect(anchor.coverage).toBeGreaterThan(0);
      expect(nearestRows(pipeline, rows0, { count: 3, tick: noTick }).rows[0]!.row).toBe(7);
      expect(prototypeRows(pipeline, training, { count: 50, tick: noTick }).rows).toHaveLength(40);
    });

    it('by what would change it, where anything would', () => {
      const { counterfactuals, warnings } = findCounterfactuals(
        pipeline,
        { original: row, training: table },
        free,
      );
      if (counterfactuals.length === 0) expect(warnings[0]!.kind).toBe('none');
      for (const { prediction } of counterfactuals) expect(prediction).toBe('yes');
    });
  },
);

const rows0 = { row, training };

it('a model that says the same of every row needs no condition', () => {
  const found = findAnchor(fit('dummy'), rows, { precision: 0.95, ...shared });
  expect(found).toMatchObject({
    conditions: [],
    filter: '',
    precision: 1,
    coverage: 1,
    reached: true,
  });
});
