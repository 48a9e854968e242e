import { AppError } from '../../../base/app-error.ts';
import { subTick } from '../../../base/tick.ts';
import type { Warning } from '../../../contract/common.ts';
import type { OutputOf } from '../../../contract/contract.ts';
import type { TaskContext } from '../../../jobs/task.ts';
import { readModel } from '../../../registry/read-model.ts';
import { readRow } from '../read-rows.ts';
import type { SimilarTaskInput } from '../tasks.ts';
import { readTrainingRows } from '../training-rows.ts';
import { influentialRows, nearestRows, prototypeRows } from './similar.ts';

/** Prototypes compare every row with every other. */
const mostRows = { nearest: 1_000_000, influence: 100_000, prototypes: 2000 } as const;

/** Says that influence counts rows alike though training did not. */
function warnOfWeights({ training }: SimilarTaskInput): Warning[] {
  const { request, refit } = training;
  const balanced = refit?.classWeight === 'balanced';
  if (!balanced && !request?.weight) return [];
  const message = 'The model was trained with weights; the influence counts every row alike.';
  return [{ kind: 'weights', message }];
}

/** Reads model, row and training rows, and chooses among them. */
export async function run(
  input: SimilarTaskInput,
  { tick }: TaskContext,
): Promise<OutputOf<'explainability.similar'>> {
  tick(0, 'Reading');
  const { asked, from } = input;
  const { method, count } = asked;
  const pipeline = await readModel(input.jsonPath, input.binaryPath);
  const training = await readTrainingRows(pipeline, input.training, mostRows[method]);
  const options = { count, tick: subTick(tick, 0.2, 1) };
  const shared = {
    versionId: input.versionId,
    rowsOfTraining: training.rows,
    warnings: [...training.warnings],
  };
  if (method === 'prototypes') return { ...prototypeRows(pipeline, training, options), ...shared };
  if (from === null) {
    throw new AppError('INVALID_INPUT', 'Which row is meant is not said.', {
      path: 'row',
      hint: 'Give the number of a row, or ask for prototypes',
    });
  }
  const { table: row, warnings } = await readRow(pipeline, from);
  const find = method === 'nearest' ? nearestRows : influentialRows;
  const found = find(pipeline, { row, training }, options);
  const own = [...warnings, ...(method === 'influence' ? warnOfWeights(input) : [])];
  return { ...found, ...shared, warnings: [...own, ...shared.warnings] };
}
