/**
 * Small models of bundled datasets as ONNX files with what is needed to check them: for onnx_export.py.
 * Run: node onnx-export.ts <folder>
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeBundle } from '../../../core/base/array-bundle.ts';
import { noTick } from '../../../core/base/tick.ts';
import type { RecipeOptions } from '../../../core/contract/training.ts';
import { fitPipeline } from '../../../core/models/fit-pipeline.ts';
import { inferTask, readTarget } from '../../../core/models/target.ts';
import { writeOnnxModel } from '../../../core/registry/export/onnx-model.ts';
import { findColumn, isCoded, takeTableRows } from '../../../core/table/table.ts';
import { exportDescription, readRows } from '../../support/onnx-cases.ts';

interface Case {
  readonly dataset: string;
  readonly rows: number;
  readonly target: string;
  readonly features: readonly string[];
  readonly algorithm: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly recipe?: Partial<RecipeOptions>;
}

const heart = {
  dataset: 'heart_cleveland_uci',
  rows: 302,
  target: 'disease',
  features: 'age sex cp trestbps chol restecg thalach exang oldpeak slope ca thal'.split(' '),
};
const ames = {
  dataset: 'ames_housing',
  rows: 300,
  target: 'Sale_Price',
  features:
    'Lot_Frontage Lot_Area Neighborhood Year_Built Alley Gr_Liv_Area Garage_Type Overall_Cond Central_Air'.split(
      ' ',
    ),
};
const penguins = {
  dataset: 'penguins',
  rows: 344,
  target: 'species',
  features: ['island', 'bill_length_mm', 'bill_depth_mm', 'body_mass_g', 'sex'],
};
const few = { n_estimators: 6, max_depth: 4 };
const boosted = { n_estimators: 12, max_leaf_nodes: 6 };
const oneHot = { encoder: 'one_hot', imputer: 'mean', scaler: 'robust' } as const;

const cases: readonly Case[] = [
  { ...heart, algorithm: 'gradient_boosting', params: boosted },
  { ...heart, algorithm: 'random_forest', params: few },
  { ...heart, algorithm: 'logistic_regression', params: {} },
  { ...ames, algorithm: 'gradient_boosting', params: boosted },
  { ...ames, algorithm: 'gradient_boosting', params: boosted, recipe: oneHot },
  { ...ames, algorithm: 'random_forest', params: few, recipe: { encoder: 'ordinal' } },
  { ...ames, algorithm: 'ridge', params: {} },
  { ...ames, algorithm: 'gamma', params: {} },
  { ...penguins, algorithm: 'gradient_boosting', params: boosted },
  { ...penguins, algorithm: 'extra_trees', params: few },
  { ...penguins, algorithm: 'lda', params: {} },
];

const folder = process.argv[2]!;
mkdirSync(folder, { recursive: true });
for (const [at, one] of cases.entries()) {
  const { dataset, rows, target, features, algorithm, params, recipe = {} } = one;
  const table = await readRows(dataset, rows);
  const column = findColumn(table, target)!;
  const task = inferTask(column);
  const read = readTarget(column, task);
  const { pipeline } = fitPipeline(
    {
      table: takeTableRows(table, read.rows),
      task,
      target: { name: target, type: column.type },
      classes: read.classes,
      y: read.y,
      weights: null,
    },
    {
      algorithm,
      params,
      recipe,
      features,
      seed: 7,
      modelId: 'mdl_onnx',
      tick: noTick,
      now: () => 0,
    },
  );
  const { bytes } = writeOnnxModel(pipeline, exportDescription);
  const inputs = features.map((name) => {
    const values = findColumn(table, name)!;
    return isCoded(values)
      ? { name, text: Array.from(values.codes, (code) => values.dictionary[code] ?? '') }
      : { name, numbers: Array.from(values.values, (v) => (Number.isNaN(v) ? null : v)) };
  });
  const { json, binary } = encodeBundle(pipeline);
  const bundle = {
    json: Buffer.from(json).toString(),
    binary: Buffer.from(binary).toString('base64'),
  };
  const encoder = recipe.encoder === undefined ? '' : `, ${recipe.encoder}`;
  const name = `${algorithm} of ${dataset}${encoder}`;
  writeFileSync(join(folder, `${at}.onnx`), bytes);
  writeFileSync(
    join(folder, `${at}.json`),
    JSON.stringify({ name, dataset, rows, bundle, inputs }),
  );
}
