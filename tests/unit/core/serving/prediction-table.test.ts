import { expect, it } from 'vitest';
import { predictPipeline } from '../../../../core/models/predict.ts';
import { predictionTable } from '../../../../core/serving/prediction-table.ts';
import { summarisePredictions } from '../../../../core/serving/summarise-predictions.ts';
import { numberColumn, smallPipeline, smallTable } from '../../../support/small-pipeline.ts';

const pipeline = smallPipeline('logistic_regression', ['ill', 'well']);
const prediction = predictPipeline(pipeline, smallTable());
const names = (table: { columns: readonly { name: string }[] }): string[] =>
  table.columns.map((column) => column.name);

it('puts the prediction and the probability of each class after the columns of the file', () => {
  const { table, warnings } = predictionTable(smallTable(), pipeline, prediction);
  expect(names(table)).toEqual([
    'dose',
    'smoker',
    'site',
    'seen',
    'prediction',
    'probability_ill',
    'probability_well',
  ]);
  expect(warnings).toEqual([]);
});

it('leaves the columns of the file their names and tells how the new ones are called', () => {
  const values = Array.from({ length: 60 }, () => 0);
  const taken = ['prediction', 'prediction_1', 'probability_well'];
  const shown = { rows: 60, columns: taken.map((name) => numberColumn(name, values)) };
  const { table, warnings } = predictionTable(shown, pipeline, prediction);
  expect(names(table)).toEqual([...taken, 'prediction_2', 'probability_ill', 'probability_well_1']);
  expect(warnings.map((warning) => warning.column)).toEqual(['prediction_2', 'probability_well_1']);
});

it('counts rows by class, all classes included', () => {
  const all = { ...prediction, labels: new Int32Array(60) };
  expect(summarisePredictions(all, pipeline.classes)).toEqual([
    { label: 'ill', count: 60 },
    { label: 'well', count: 0 },
  ]);
});

it('counts predicted numbers in ten ranges, the largest in the last', () => {
  const numbers = { margins: [], probabilities: null, labels: null };
  const values = Float64Array.from({ length: 101 }, (_, i) => i);
  const counts = summarisePredictions({ ...numbers, values }, []);
  expect(counts).toHaveLength(10);
  expect(counts[0]).toEqual({ label: '0 – 10', count: 10 });
  expect(counts[9]).toEqual({ label: '90 – 100', count: 11 });
  const same = summarisePredictions({ ...numbers, values: Float64Array.of(5, 5) }, []);
  expect(same).toEqual([{ label: '5', count: 2 }]);
  expect(summarisePredictions({ ...numbers, values: new Float64Array(0) }, [])).toEqual([]);
});
