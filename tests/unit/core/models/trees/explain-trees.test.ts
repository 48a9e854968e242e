import { describe, expect, it } from 'vitest';
import { explainPipeline } from '../../../../../core/explainability/explain-pipeline.ts';
import { takeTableRows } from '../../../../../core/table/table.ts';
import { fitPipeline } from '../../../../../core/models/fit-pipeline.ts';
import { predictPipeline } from '../../../../../core/models/predict.ts';
import { makeMixedData, type TaskKind } from '../../../../conformance/synthetic.ts';

const ofForest = ['random_forest', 'extra_trees'];

function train(algorithm: string, kind: TaskKind) {
  const data = makeMixedData(kind);
  const { pipeline } = fitPipeline(data, {
    algorithm,
    params: ofForest.includes(algorithm) ? { n_estimators: 8 } : {},
    features: data.table.columns.map(({ name }) => name),
    seed: 7,
    modelId: 'model',
    tick: () => {},
    now: () => 0,
  });
  return { pipeline, table: data.table, classes: data.classes };
}

describe.each(['decision_tree', 'random_forest', 'extra_trees'])(
  'SHAP values of a %s, in units of probability',
  (algorithm) => {
    it.each(['two classes', 'three classes'] as const)(
      'add up to the probability of each of %s',
      (kind) => {
        const { pipeline, table, classes } = train(algorithm, kind);
        const { probabilities } = predictPipeline(pipeline, table);
        classes.forEach((label, k) => {
          const explained = explainPipeline(pipeline, table, { label });
          expect(explained.maxAdditivityError).toBeLessThan(1e-9);
          explained.margin.forEach((margin, row) => {
            expect(margin).toBeCloseTo(probabilities![k]![row]!, 12);
          });
          // The base value is the share of the class among the rows that were learned.
          expect(explained.baseValue).toBeGreaterThan(0.1);
          expect(explained.baseValue).toBeLessThan(0.9);
        });
      },
    );

    it('add up to the predicted number', () => {
      const { pipeline, table } = train(algorithm, 'regression');
      const explained = explainPipeline(pipeline, table);
      expect(explained.maxAdditivityError).toBeLessThan(1e-9);
      expect(explained.margin).toEqual(predictPipeline(pipeline, table).values);
    });
  },
);

it('explains the votes of AdaBoost by its trees, and a median of trees as any other model', () => {
  const { pipeline, table } = train('ada_boost', 'three classes');
  expect(explainPipeline(pipeline, table).maxAdditivityError).toBeLessThan(1e-9);
  const regression = train('ada_boost', 'regression');
  const background = takeTableRows(regression.table, Int32Array.of(0, 40, 80));
  const few = takeTableRows(regression.table, Int32Array.of(3, 50));
  const explained = explainPipeline(regression.pipeline, few, { background });
  expect(explained.method).toBe('exact');
  expect(explained.maxAdditivityError).toBeLessThan(1e-9);
});
