import type { TaskImplementation } from '../jobs/task.ts';

interface TaskModule {
  readonly run: TaskImplementation<never, unknown>;
}

/** Every task a worker can run, loaded when first asked for. Keys are the declared task names. */
export const workerTasks: Readonly<Record<string, () => Promise<TaskModule>>> = {
  'data.export': () => import('../data/export-task.ts'),
  'eda.profile': () => import('../eda/profile-task.ts'),
  'models.target': () => import('../models/target-task.ts'),
  'models.train': () => import('../models/train-task.ts'),
  'evaluation.run': () => import('../evaluation/evaluate-task.ts'),
  'explainability.shap': () => import('../explainability/shap-task.ts'),
  'serving.predict': () => import('../serving/predict-task.ts'),
  'monitoring.drift': () => import('../monitoring/drift-task.ts'),
};
