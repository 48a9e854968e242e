import { fitPipeline } from '../../core/models/fit-pipeline.ts';
import { noTick } from '../../core/base/tick.ts';
import type { FittedPipeline } from '../../core/models/pipeline.ts';
import type { Column, Table } from '../../core/table/table.ts';

export const numberColumn = (name: string, values: readonly number[]): Column => ({
  name,
  type: 'number',
  values: Float64Array.from(values),
});

/** Dictionary in order of first appearance; null is missing. */
export function categoryColumn(name: string, cells: readonly (string | null)[]): Column {
  const dictionary = [...new Set(cells.filter((cell) => cell !== null))];
  const codes = Int32Array.from(cells, (cell) => (cell === null ? -1 : dictionary.indexOf(cell)));
  return { name, type: 'category', codes, dictionary };
}

/** 60 rows: dose (number), smoker (boolean), site (category a, b, c), seen (datetime). */
export function smallTable(): Table {
  const at = Array.from({ length: 60 }, (_, i) => i);
  return {
    rows: 60,
    columns: [
      numberColumn(
        'dose',
        at.map((i) => ((i * 37) % 60) / 4),
      ),
      { name: 'smoker', type: 'boolean', values: Float64Array.from(at, (i) => (i * 7) % 2) },
      categoryColumn(
        'site',
        at.map((i) => 'abc'[(i * 11) % 3]!),
      ),
      {
        name: 'seen',
        type: 'datetime',
        values: Float64Array.from(at, (i) => Date.UTC(2024, 0, 1 + ((i * 13) % 60))),
      },
    ],
  };
}

/** A real model of smallTable(). Classes are `ill` and `well`, or `high`, `low` and `mid`. */
export function smallPipeline(
  algorithm:
    | 'gradient_boosting'
    | 'random_forest'
    | 'logistic_regression'
    | 'ridge'
    | 'poisson'
    | 'k_neighbors',
  classes: readonly string[],
): FittedPipeline {
  const table = smallTable();
  const dose = table.columns[0] as { values: Float64Array };
  const site = table.columns[2] as { codes: Int32Array };
  const score = dose.values.map((value, i) => value + 4 * site.codes[i]! + ((i * 5) % 7));
  const sorted = score.toSorted();
  const rank = (value: number): number => sorted.indexOf(value) / score.length;
  const y =
    classes.length === 0 ? score : score.map((value) => Math.floor(rank(value) * classes.length));
  const { pipeline } = fitPipeline(
    {
      task: classes.length === 0 ? 'regression' : 'classification',
      target: { name: 'outcome', type: classes.length === 0 ? 'number' : 'category' },
      classes,
      table,
      y,
      weights: null,
    },
    {
      algorithm,
      params: algorithm === 'gradient_boosting' ? { n_estimators: 12, min_samples_leaf: 3 } : {},
      features: table.columns.map((column) => column.name),
      seed: 7,
      modelId: 'model_small',
      tick: noTick,
      now: () => 0,
    },
  );
  return pipeline;
}
