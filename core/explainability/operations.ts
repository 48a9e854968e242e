import { AppError, isAppError } from '../base/app-error.ts';
import { explanationSchema } from '../contract/explainability.ts';
import type { Explanation } from '../contract/explainability.ts';
import { resolveVersion } from '../data/versions.ts';
import type { HandlersOf, JobContext, OperationContext } from '../jobs/context.ts';
import { machineShare } from '../models/machine.ts';
import { loadModel, modelFiles } from '../registry/model-store.ts';
import { outputPath } from '../storage/output-path.ts';
import { findExplanationArtifact, insertExplanation, listExplanations } from './repository.ts';
import { shapWays } from './shap-ways.ts';
import { shapTask, type BackgroundVersion } from './tasks.ts';

/** What was asked for, else what the model was trained on; null where that is gone. */
function findBackground(
  context: OperationContext,
  asked: string | undefined,
  trainedOn: string,
): BackgroundVersion | null {
  try {
    const { version, parquetPath } = resolveVersion(context.workspace, asked ?? trainedOn);
    const given = asked !== undefined;
    const { id: versionId, columns, rows } = version;
    return { versionId, parquetPath, columns, rows, given };
  } catch (error) {
    if (asked === undefined && isAppError(error) && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}

/** Keeps an explanation as an artifact with a row and an audit event. */
async function saveExplanation(context: JobContext, explanation: Explanation): Promise<void> {
  const { workspace, actor } = context;
  const { sha256 } = await workspace.artifacts.put(JSON.stringify(explanation));
  const { id, modelId, versionId, label, rows, method, output, maxAdditivityError, out } =
    explanation;
  const at = context.now();
  workspace.db.transaction(() => {
    const record = { id, modelId, versionId, label, rows, method, output, sha256, createdAt: at };
    insertExplanation(workspace.db, record);
    const detail = {
      modelId,
      versionId,
      label,
      rows,
      method,
      output,
      maxAdditivityError,
      out,
      sha256,
    };
    const operation = 'explainability.shap';
    workspace.audit.append({ actor, operation, subject: id, detail, at });
  })();
  context.changed('explanations');
}

export const explainabilityHandlers = {
  'explainability.shap': async (input, context) => {
    const { modelId, jsonPath, binaryPath, versionId } = modelFiles(context, input.model);
    const { version, parquetPath } = resolveVersion(context.workspace, input.version);
    const name = `shap-${version.datasetName}-${version.number}.csv`;
    const out = input.out === undefined ? null : outputPath(context.workspace, input.out, name);
    const explained = await context.compute(
      shapTask,
      {
        jsonPath,
        binaryPath,
        parquetPath,
        columns: version.columns,
        versionRows: version.rows,
        limit: input.limit ?? null,
        sample: input.sample ?? null,
        label: input.label ?? null,
        output: input.output,
        method: input.method,
        background: findBackground(context, input.background, versionId),
        backgroundRows: input.backgroundRows ?? null,
        permutations: input.permutations ?? null,
        coalitions: input.coalitions ?? null,
        interactions: input.interactions,
        seed: input.seed,
        threads: machineShare(0).threads,
        out,
      },
      { stage: 'Explaining' },
    );
    const explanation: Explanation = {
      id: context.newId('ex'),
      modelId,
      versionId: version.id,
      ...explained,
      asked: {
        limit: input.limit ?? null,
        sample: input.sample ?? null,
        permutations: input.permutations ?? null,
        coalitions: input.coalitions ?? null,
        seed: input.seed,
      },
      out,
    };
    await saveExplanation(context, explanation);
    return explanation;
  },

  'explainability.methods': async (input, context) => {
    const { pipeline } = await loadModel(context, input.model);
    return { ways: shapWays(pipeline) };
  },

  'explainability.list': async (input, context) => {
    const { db } = context.workspace;
    const modelId = input.model === undefined ? null : modelFiles(context, input.model).modelId;
    return { explanations: listExplanations(db, modelId) };
  },

  'explainability.show': async (input, context) => {
    const { db, artifacts } = context.workspace;
    const sha256 = findExplanationArtifact(db, input.id);
    if (sha256 === null) {
      throw new AppError('NOT_FOUND', `There is no explanation '${input.id}'.`, {
        hint: 'See assay explainability list',
      });
    }
    return explanationSchema.parse(JSON.parse(await artifacts.readText(sha256)));
  },
} satisfies HandlersOf<
  'explainability.shap' | 'explainability.methods' | 'explainability.list' | 'explainability.show'
>;
