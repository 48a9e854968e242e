import { evaluationSchema } from '../../core/contract/evaluation.ts';
import type { FittedPipeline } from '../../core/models/pipeline.ts';
import { saveModel } from '../../core/registry/model-store.ts';
import { finishRun, startRun } from '../../core/tracking/record-run.ts';
import type { TestCore } from './open-test-core.ts';

/** A context for functions below the operations, on the workspace of a test core. */
export function contextOf({ core }: TestCore) {
  let ids = 0;
  const { workspace } = core;
  return {
    workspace,
    now: Date.now,
    newId: (prefix: string) =>
      `${prefix}_t${workspace.audit.list({ limit: 1 })[0]!.sequence}_${++ids}`,
    actor: 'test',
    changed: () => {},
  };
}

/** disease = 1 / (1 + exp(-(0.5 + 2 age))), as an estimator would have left it. */
export function linearPipeline(modelId: string): FittedPipeline {
  return {
    format: 1,
    modelId,
    algorithm: 'logistic_regression',
    task: 'classification',
    params: { C: 1 },
    target: { name: 'disease', type: 'category' },
    classes: ['absent', 'present'],
    features: [
      { name: 'age', type: 'number', categories: null, min: 29, max: Infinity, typical: 55 },
    ],
    steps: [],
    encoded: { names: ['age'], origin: ['age'] },
    estimator: {
      kind: 'linear',
      coefficients: [new Float64Array([2])],
      intercepts: new Float64Array([0.5]),
      means: new Float64Array([54.4]),
    },
    trainedRows: 303,
  };
}

const emptyEvaluation = evaluationSchema.parse({
  task: 'classification',
  rows: 61,
  classes: ['absent', 'present'],
  metrics: { roc_auc: 0.9 },
  intervals: {},
  confusion: null,
  roc: null,
  pr: null,
  curves: [],
  calibration: null,
  thresholds: null,
  residuals: null,
  byGroup: [],
});

/** Rows of a dataset, a version and a job to hang runs on, without reading a file. */
export async function recordVersion(test: TestCore): Promise<{ versionId: string; jobId: string }> {
  const { db, artifacts } = test.core.workspace;
  const { sha256 } = await artifacts.put('stands in for Parquet');
  db.exec(`
    INSERT OR IGNORE INTO datasets (id, name, created_at) VALUES ('ds_1', 'heart', 1);
    INSERT OR IGNORE INTO dataset_versions VALUES ('dv_1', 'ds_1', 1, 'silver', 303, '${sha256}', '[]',
      '{"file":"heart.csv","sha256":"f00d"}', NULL, NULL, 1, 'test');
    INSERT OR IGNORE INTO jobs (id, operation, title, state, stage, message, created_at, input_json)
      VALUES ('job_1', 'models.train', 'Train', 'succeeded', '', '', 1, '{}');`);
  return { versionId: 'dv_1', jobId: 'job_1' };
}

/** A finished run with its model; returns the run's id. */
export async function recordModel(
  test: TestCore,
  run: { readonly params?: object; readonly metrics?: Record<string, number | null> } = {},
): Promise<string> {
  const context = contextOf(test);
  const runId = startRun(context, {
    ...(await recordVersion(test)),
    algorithm: 'logistic_regression',
    task: 'classification',
    target: 'disease',
    seed: 7,
    experiment: 'Default',
    input: { target: 'disease' },
  });
  await saveModel(context, runId, linearPipeline(context.newId('model')));
  await finishRun(context, runId, {
    params: { C: 1, ...run.params },
    metrics: run.metrics ?? { 'test.roc_auc': 0.9 },
    durationMs: 12.5,
    fitMs: 3.25,
    warnings: [],
    evaluation: emptyEvaluation,
    evaluatedOn: 'test',
  });
  return runId;
}
