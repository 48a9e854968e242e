import { realpath } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { AppError } from '../base/app-error.ts';
import type { Cell } from '../contract/common.ts';
import { isoTime } from '../data/cells.ts';
import { backgroundSample } from '../explainability/background-sample.ts';
import type { Handlers } from '../jobs/context.ts';
import type { FeatureSchema } from '../models/pipeline.ts';
import { describeModel, loadModel, modelFiles } from '../registry/model-store.ts';
import { resolveModel } from '../registry/resolve-model.ts';
import { outputPath } from '../storage/output-path.ts';
import { predictOne } from './predict-one.ts';
import { predictTask } from './tasks.ts';

function typicalCell({ type, typical }: FeatureSchema): Cell {
  return type === 'datetime' && typeof typical === 'number' ? isoTime(typical) : typical;
}

/** The file that is scored is never written to, by whatever name. */
async function refuseOverwriting(file: string, out: string): Promise<void> {
  const real = (path: string): Promise<string> => realpath(path).catch(() => path);
  if ((await real(file)) !== (await real(out))) return;
  throw new AppError('INVALID_INPUT', `'${out}' is the file that is to be scored.`, {
    path: 'out',
    hint: 'Write the predictions to another file',
  });
}

export const servingHandlers = {
  'serving.schema': async (input, context) => {
    const { pipeline } = await loadModel(context, input.model);
    return {
      model: describeModel(resolveModel(context, input.model).model),
      fields: pipeline.features.map((feature) => ({
        name: feature.name,
        type: feature.type,
        categories: feature.categories === null ? null : [...feature.categories],
        min: feature.min,
        max: feature.max,
        typical: typicalCell(feature),
      })),
    };
  },

  'serving.one': async (input, context) => {
    const model = await loadModel(context, input.model);
    const { explain } = input;
    const background = explain ? await backgroundSample(context, model) : undefined;
    return predictOne(model.pipeline, input.row, { explain, background });
  },

  'serving.predict': async (input, context) => {
    const { workspace, actor } = context;
    const { modelId, jsonPath, binaryPath } = modelFiles(context, input.model);
    const { file, escapeFormulas } = input;
    const name = `${basename(file, extname(file))}-predictions.csv`;
    const out = outputPath(workspace, input.out, name);
    await refuseOverwriting(file, out);
    const scored = await context.compute(
      predictTask,
      { jsonPath, binaryPath, file, out, escapeFormulas },
      { stage: 'Scoring' },
    );
    const { path, bytes, rows } = scored;
    workspace.db.transaction(() => {
      const detail = { file, out: path, rows, bytes };
      const event = { actor, operation: 'serving.predict', subject: modelId };
      workspace.audit.append({ ...event, detail, at: context.now() });
    })();
    context.changed('audit');
    return scored;
  },
} satisfies Handlers<'serving'>;
