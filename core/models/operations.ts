import { z } from 'zod';
import { isAppError } from '../base/app-error.ts';
import type { RunResult, TrainInput } from '../contract/models.ts';
import { resolveVersion, type VersionRecord } from '../data/versions.ts';
import type { Handlers, JobContext } from '../jobs/context.ts';
import { saveModel } from '../registry/model-store.ts';
import { endRun, finishRun, startRun } from '../tracking/record-run.ts';
import { estimators } from './catalogue.ts';
import { machineShare } from './machine.ts';
import { targetTask, trainTask, type TrainTaskInput, type VersionFile } from './tasks.ts';
import { checkAlgorithm, resolveColumns } from './train-request.ts';

function toFile({ version, parquetPath }: VersionRecord): VersionFile {
  return { parquetPath, columns: version.columns };
}

async function prepare(
  input: TrainInput,
  context: JobContext,
): Promise<{ record: VersionRecord; test: VersionRecord | null; request: TrainTaskInput }> {
  const record = resolveVersion(context.workspace, input.version);
  const test = input.test === undefined ? null : resolveVersion(context.workspace, input.test);
  const columns = resolveColumns(record.version.columns, input);
  // The target is checked by itself first, so that a hopeless request leaves no run.
  const asked = { parquetPath: record.parquetPath, target: columns.target, task: input.task };
  const task = await context.compute(targetTask, asked, { stage: 'Checking the target', to: 0 });
  checkAlgorithm(input, task);
  const { algorithm, params, split, window, gap, embargo, repeats } = input;
  const { testFraction, cv, seed, recipe, classWeight } = input;
  const { calibration, threshold, intervals } = input;
  const request: TrainTaskInput = {
    algorithm,
    params,
    split,
    window,
    gap,
    embargo,
    repeats,
    testFraction,
    cv,
    seed,
    recipe,
    classWeight,
    calibration,
    threshold,
    intervals,
    ...machineShare(input.threads),
    task,
    ...columns,
    version: toFile(record),
    test: test ? toFile(test) : null,
    modelId: context.newId('mdl'),
  };
  return { record, test, request };
}

async function train(input: TrainInput, context: JobContext): Promise<RunResult> {
  const startedAt = context.now();
  const { record, test, request } = await prepare(input, context);
  const { algorithm, seed, experiment } = input;
  const runId = startRun(context, {
    versionId: record.version.id,
    algorithm,
    seed,
    experiment,
    // By id: a name may lead to a later version one day.
    input: test ? { ...input, test: test.version.id } : input,
    task: request.task,
    target: request.target.name,
    jobId: context.jobId,
  });
  try {
    const trained = await context.compute(trainTask, request, { stage: 'Training' });
    const { pipeline, metrics, evaluation, evaluatedOn, warnings, fitMs } = trained;
    const modelId = await saveModel(context, runId, pipeline);
    const durationMs = context.now() - startedAt;
    const { params } = pipeline;
    await finishRun(context, runId, {
      params,
      metrics,
      durationMs,
      fitMs,
      warnings,
      evaluation,
      evaluatedOn,
      algorithm: pipeline.algorithm,
    });
    context.changed('runs', 'models', 'audit');
    return {
      run: {
        id: runId,
        status: 'finished',
        durationMs,
        fitMs,
        seed,
        experiment,
        metrics: { ...metrics },
      },
      model: {
        id: modelId,
        algorithm: pipeline.algorithm,
        task: pipeline.task,
        params: { ...params },
        target: pipeline.target.name,
        ...(pipeline.task === 'classification' ? { classes: [...pipeline.classes] } : {}),
        features: pipeline.features.map(({ name }) => name),
      },
      warnings: [...warnings],
    };
  } catch (error) {
    const cancelled = context.signal.aborted || (isAppError(error) && error.code === 'CANCELLED');
    const message = error instanceof Error ? error.message : String(error);
    endRun(context, runId, cancelled ? 'cancelled' : 'failed', message);
    throw error;
  }
}

export const modelsHandlers = {
  'models.list': async () =>
    [...estimators.values()].map(({ id, title, summary, tasks, tags, params, search }) => ({
      id,
      title,
      summary,
      task: [...tasks],
      tags: [...tags],
      params: z.toJSONSchema(params, { io: 'input' }),
      search: { ...search },
    })),
  'models.train': train,
} satisfies Handlers<'models'>;
