import { basename } from 'node:path';
import type { OutputOf, ParsedInputOf } from '../../contract/contract.ts';
import { resolveVersion } from '../../data/versions.ts';
import type { HandlersOf, JobContext, OperationContext } from '../../jobs/context.ts';
import { finishRun, startRun } from '../../tracking/record-run.ts';
import { saveModel } from '../model-store.ts';
import { inspectOnce } from './inspected-files.ts';
import { recogniseModel } from './read-foreign.ts';
import { importTask, inspectTask, matchTask, type VersionCandidate } from './tasks.ts';

/** Of the bootstrap of the evaluation, as in evaluation.run. */
const seed = 7;

/** Nothing is recorded before the file is read and fits the version. */
async function importModel(
  input: ParsedInputOf<'registry.import'>,
  context: JobContext,
): Promise<OutputOf<'registry.import'>> {
  const startedAt = context.now();
  const { version, parquetPath } = resolveVersion(context.workspace, input.version);
  const { file, format, target, classes, name } = input;
  const request = { file, format, target, classes, modelId: context.newId('mdl'), seed };
  const task = { ...request, version: { parquetPath, columns: version.columns } };
  const read = await context.compute(importTask, task, { stage: 'Importing' });
  const { pipeline, metrics, evaluation, sha256 } = read;
  const { algorithm, params } = pipeline;
  const features = pipeline.features.map((feature) => feature.name);
  const runId = startRun(context, {
    versionId: version.id,
    algorithm,
    task: pipeline.task,
    target: pipeline.target.name,
    seed,
    experiment: 'Imported',
    // As a training on all rows, so that these can be found again.
    input: {
      version: version.id,
      target: pipeline.target.name,
      task: pipeline.task,
      features,
      algorithm,
      testFraction: 0,
      cv: 0,
      import: { file: basename(file), format: params['format'], sha256 },
    },
    jobId: context.jobId,
  });
  const modelId = await saveModel(context, runId, pipeline);
  const warnings = [...read.warnings];
  await finishRun(context, runId, {
    params,
    metrics,
    durationMs: context.now() - startedAt,
    fitMs: 0,
    warnings,
    evaluation,
    evaluatedOn: 'train',
  });
  if (name !== undefined) {
    const description = `Imported from ${basename(file)}`;
    await context.call('registry.register', { run: runId, name, description });
  }
  context.changed('runs', 'models', 'audit');
  return { modelId, runId, features, metrics: { ...metrics }, warnings };
}

/** The version that was asked for, else the latest of every dataset. */
async function candidates(
  context: OperationContext,
  asked: string | undefined,
): Promise<VersionCandidate[]> {
  const { datasets } = await context.call('data.list', {});
  const ids = asked === undefined ? datasets.map(({ latest }) => latest.id) : [asked];
  const { runs } = await context.call('tracking.runs', { limit: 200 });
  return ids.map((ref) => {
    const { version, parquetPath } = resolveVersion(context.workspace, ref);
    const { id, datasetName, number, columns } = version;
    const earlier = runs
      .filter((run) => run.versionName.startsWith(`${datasetName}@`))
      .map(({ target }) => target);
    const earlierTargets = [...new Set(earlier)];
    return { id, title: `${datasetName}@${number}`, columns, parquetPath, earlierTargets };
  });
}

async function inspectModel(
  { file, format, version, target }: ParsedInputOf<'registry.inspect'>,
  context: JobContext,
): Promise<OutputOf<'registry.inspect'>> {
  const versions = await candidates(context, version);
  const asked = { file, format };
  const reading = { stage: 'Reading the model', from: 0, to: 0.95 };
  const model = await inspectOnce(context.workspace, asked, () =>
    context.compute(inspectTask, asked, reading),
  );
  const matching = { stage: 'Matching', from: 0.95, to: 1 };
  const match = await context.compute(matchTask, { model, target, versions }, matching);
  return { ...model, match };
}

export const registryImportHandlers: HandlersOf<
  'registry.import' | 'registry.inspect' | 'registry.recognise'
> = {
  'registry.recognise': async ({ file }) => ({ model: await recogniseModel(file) }),
  'registry.inspect': inspectModel,
  'registry.import': importModel,
};
