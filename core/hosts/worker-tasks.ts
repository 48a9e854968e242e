import type { TaskImplementation } from '../jobs/task.ts';

interface TaskModule {
  readonly run: TaskImplementation<never, unknown>;
}

/** Every task a worker can run, loaded when first asked for. Keys are the declared task names. */
export const workerTasks: Readonly<Record<string, () => Promise<TaskModule>>> = {
  'data.convert': () => import('../data/formats/convert-task.ts'),
  'data.export': () => import('../data/export-task.ts'),
  'eda.profile': () => import('../eda/profile-task.ts'),
  'eda.profilePart': () => import('../eda/profile-part-task.ts'),
  'eda.profileJoin': () => import('../eda/profile-join-task.ts'),
  'eda.pearson': () => import('../eda/pearson-task.ts'),
  'eda.correlations': () => import('../eda/correlations-task.ts'),
  'eda.target': () => import('../eda/target-task.ts'),
  'eda.outliers': () => import('../eda/outliers-task.ts'),
  'eda.compare': () => import('../eda/compare-task.ts'),
  'eda.timeseries': () => import('../eda/series-task.ts'),
  'validation.run': () => import('../validation/run-task.ts'),
  'validation.suggest': () => import('../validation/suggest-task.ts'),
  'models.target': () => import('../models/target-task.ts'),
  'models.train': () => import('../models/train-task.ts'),
  'tuning.shape': () => import('../tuning/shape-task.ts'),
  'tuning.trial': () => import('../tuning/trial-task.ts'),
  'tuning.importance': () => import('../tuning/importance-task.ts'),
  'evaluation.run': () => import('../evaluation/evaluate-task.ts'),
  'evaluation.compare': () => import('../evaluation/comparison/compare-task.ts'),
  'evaluation.folds': () => import('../evaluation/comparison/folds-task.ts'),
  'evaluation.fairness': () => import('../evaluation/fairness/fairness-task.ts'),
  'evaluation.residuals': () => import('../evaluation/residuals/residuals-task.ts'),
  'evaluation.errors': () => import('../evaluation/errors/errors-task.ts'),
  'evaluation.segments': () => import('../evaluation/segments/segments-task.ts'),
  'evaluation.formula': () => import('../evaluation/formula/formula-task.ts'),
  'evaluation.ranking': () => import('../evaluation/ranking-task.ts'),
  'explainability.shap': () => import('../explainability/shap-task.ts'),
  'explainability.pdp': () => import('../explainability/methods/dependence/dependence-task.ts'),
  'explainability.permutation': () =>
    import('../explainability/methods/importance/importance-task.ts'),
  'explainability.surrogate': () => import('../explainability/methods/surrogate/surrogate-task.ts'),
  'explainability.lime': () => import('../explainability/methods/local/lime-task.ts'),
  'explainability.anchor': () => import('../explainability/methods/anchor/anchor-task.ts'),
  'explainability.similar': () => import('../explainability/methods/similar/similar-task.ts'),
  'explainability.counterfactual': () =>
    import('../explainability/methods/counterfactual/counterfactual-task.ts'),
  'patterns.clusters': () => import('../patterns/clusters-task.ts'),
  'patterns.components': () => import('../patterns/components-task.ts'),
  'patterns.outliers': () => import('../patterns/outliers-task.ts'),
  'patterns.associations': () => import('../patterns/associations-task.ts'),
  'registry.inspect': () => import('../registry/import/inspect-task.ts'),
  'registry.match': () => import('../registry/import/match-task.ts'),
  'registry.import': () => import('../registry/import/import-task.ts'),
  'serving.predict': () => import('../serving/predict-task.ts'),
  'monitoring.drift': () => import('../monitoring/drift-task.ts'),
};
