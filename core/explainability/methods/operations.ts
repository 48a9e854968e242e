import { AppError } from '../../base/app-error.ts';
import type { Cell } from '../../contract/common.ts';
import { resolveVersion } from '../../data/versions.ts';
import type { HandlersOf, OperationContext } from '../../jobs/context.ts';
import type { VersionFile } from '../../models/tasks.ts';
import { modelFiles, type ModelFiles } from '../../registry/model-store.ts';
import { counterfactualTask, dependenceTask, type ModelPaths, type RowSource } from './tasks.ts';
import { trainingSource } from './training-rows.ts';

type Context = Pick<OperationContext, 'workspace'>;

function versionFile({ workspace }: Context, ref: string): VersionFile {
  const { version, parquetPath } = resolveVersion(workspace, ref);
  return { parquetPath, columns: version.columns };
}

const pathsOf = ({ jsonPath, binaryPath }: ModelFiles): ModelPaths => ({ jsonPath, binaryPath });

/** The row that is asked about: values, or a row of a version (default: that of the training). */
function rowSource(
  context: Context,
  model: ModelFiles,
  asked: {
    readonly version?: string | undefined;
    readonly row?: number | undefined;
    readonly values?: Readonly<Record<string, Cell>> | undefined;
  },
): RowSource {
  if (asked.values !== undefined) return { values: asked.values };
  if (asked.row !== undefined) {
    return { file: versionFile(context, asked.version ?? model.versionId), row: asked.row };
  }
  throw new AppError('INVALID_INPUT', 'Which row is meant is not said.', {
    path: 'row',
    hint: 'Give the number of a row, or values',
  });
}

export const methodHandlers = {
  'explainability.pdp': async ({ model: ref, version, ...asked }, context) => {
    const model = modelFiles(context, ref);
    const file = versionFile(context, version);
    const input = { ...pathsOf(model), ...file, asked };
    return context.compute(dependenceTask, input, { stage: 'Asking the model' });
  },

  'explainability.counterfactual': async (input, context) => {
    const { model: ref, version, row, values, ...asked } = input;
    const model = modelFiles(context, ref);
    const from = rowSource(context, model, { version, row, values });
    const training = trainingSource(context, model);
    const task = { ...pathsOf(model), training, from, asked };
    return context.compute(counterfactualTask, task, { stage: 'Searching' });
  },
} satisfies HandlersOf<'explainability.pdp' | 'explainability.counterfactual'>;
