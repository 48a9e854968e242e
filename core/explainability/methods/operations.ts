import { AppError } from '../../base/app-error.ts';
import type { Cell } from '../../contract/common.ts';
import { resolveVersion } from '../../data/versions.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/contract.ts';
import type { HandlersOf, JobContext, OperationContext } from '../../jobs/context.ts';
import type { VersionFile } from '../../models/tasks.ts';
import { modelFiles, type ModelFiles } from '../../registry/model-store.ts';
import {
  anchorTask,
  counterfactualTask,
  dependenceTask,
  importanceTask,
  limeTask,
  similarTask,
  surrogateTask,
  type ModelPaths,
  type RowSource,
} from './tasks.ts';
import { trainingSource } from './training-rows.ts';

type Context = Pick<OperationContext, 'workspace'>;

function versionFile({ workspace }: Context, ref: string): VersionFile {
  const { version, parquetPath } = resolveVersion(workspace, ref);
  return { parquetPath, columns: version.columns };
}

const pathsOf = ({ jsonPath, binaryPath }: ModelFiles): ModelPaths => ({ jsonPath, binaryPath });

interface AskedRow {
  readonly version?: string | undefined;
  readonly row?: number | undefined;
  readonly values?: Readonly<Record<string, Cell>> | undefined;
}

/** The row that is asked about: values, or a row of a version (default: that of the training). */
function rowSource(context: Context, model: ModelFiles, asked: AskedRow): RowSource {
  if (asked.values !== undefined) return { values: asked.values };
  if (asked.row !== undefined) {
    return { file: versionFile(context, asked.version ?? model.versionId), row: asked.row };
  }
  throw new AppError('INVALID_INPUT', 'Which row is meant is not said.', {
    path: 'row',
    hint: 'Give the number of a row, or values',
  });
}

/** What every method needs that explains a row by the training rows. */
function rowTask(context: Context, ref: string, asked: AskedRow) {
  const model = modelFiles(context, ref);
  const from = rowSource(context, model, asked);
  return { ...pathsOf(model), training: trainingSource(context, model), from };
}

async function askDependence(
  { model: ref, version, ...asked }: ParsedInputOf<'explainability.pdp'>,
  context: JobContext,
): Promise<OutputOf<'explainability.pdp'>> {
  const model = modelFiles(context, ref);
  const input = { ...pathsOf(model), ...versionFile(context, version), asked };
  return context.compute(dependenceTask, input, { stage: 'Asking the model' });
}

export const methodHandlers = {
  'explainability.pdp': askDependence,
  'explainability.ice': ({ column, ...rest }, context) =>
    askDependence({ ...rest, columns: [column], kind: 'ice' }, context),

  'explainability.permutation': async ({ model: ref, version: wanted, ...asked }, context) => {
    const model = modelFiles(context, ref);
    const { version } = resolveVersion(context.workspace, wanted);
    const input = {
      ...pathsOf(model),
      file: versionFile(context, version.id),
      training: trainingSource(context, model),
      own: version.id === model.versionId,
      asked,
    };
    const stage = asked.kind === 'permutation' ? 'Shuffling' : 'Fitting without columns';
    return context.compute(importanceTask, input, { stage });
  },

  'explainability.surrogate': async ({ model: ref, version, ...asked }, context) => {
    const model = modelFiles(context, ref);
    const input = { ...pathsOf(model), ...versionFile(context, version), asked };
    return context.compute(surrogateTask, input, { stage: 'Imitating the model' });
  },

  'explainability.lime': async ({ model, version, row, ...asked }, context) => {
    const task = { ...rowTask(context, model, { version, row }), asked };
    return context.compute(limeTask, task, { stage: 'Asking the model' });
  },

  'explainability.anchor': async ({ model, version, row, ...asked }, context) => {
    const task = { ...rowTask(context, model, { version, row }), asked };
    return context.compute(anchorTask, task, { stage: 'Searching' });
  },

  'explainability.similar': async (input, context) => {
    const { model: ref, version, row, values, ...asked } = input;
    const model = modelFiles(context, ref);
    const given = row !== undefined || values !== undefined;
    const from = given ? rowSource(context, model, { version, row, values }) : null;
    const training = trainingSource(context, model);
    const { versionId } = model;
    const task = { ...pathsOf(model), training, from, versionId, asked };
    return context.compute(similarTask, task, { stage: 'Comparing rows' });
  },

  'explainability.counterfactual': async (input, context) => {
    const { model, version, row, values, ...asked } = input;
    const task = { ...rowTask(context, model, { version, row, values }), asked };
    return context.compute(counterfactualTask, task, { stage: 'Searching' });
  },
} satisfies HandlersOf<
  | 'explainability.pdp'
  | 'explainability.ice'
  | 'explainability.permutation'
  | 'explainability.surrogate'
  | 'explainability.lime'
  | 'explainability.anchor'
  | 'explainability.similar'
  | 'explainability.counterfactual'
>;
