import { resolveVersion } from '../data/versions.ts';
import type { HandlersOf } from '../jobs/context.ts';
import { modelFiles } from '../registry/model-store.ts';
import { readEvaluation, resolveRun } from '../tracking/record-run.ts';
import { evaluateTask } from './tasks.ts';

/** Seed of the bootstrap: an evaluation that is asked for again gives the same intervals. */
const bootstrapSeed = 7;

export const evaluationHandlers: HandlersOf<'evaluation.show' | 'evaluation.run'> = {
  'evaluation.show': async (input, context) => {
    const run = resolveRun(context, input.run);
    const { evaluation, on } = await readEvaluation(context, run.id);
    return { ...evaluation, runId: run.id, on };
  },

  'evaluation.run': async (input, context) => {
    const { modelId, runId, jsonPath, binaryPath } = modelFiles(context, input.model);
    const { version, parquetPath } = resolveVersion(context.workspace, input.version);
    const { columns } = version;
    const { weight: asked } = resolveRun(context, runId).input;
    const weight = typeof asked === 'string' ? asked : null;
    const evaluation = await context.compute(
      evaluateTask,
      { jsonPath, binaryPath, parquetPath, columns, weight, seed: bootstrapSeed },
      { stage: 'Evaluating' },
    );
    return { ...evaluation, modelId, versionId: version.id };
  },
};
