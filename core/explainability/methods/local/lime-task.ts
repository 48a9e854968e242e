import { subTick } from '../../../base/tick.ts';
import type { OutputOf } from '../../../contract/contract.ts';
import type { TaskContext } from '../../../jobs/task.ts';
import { readModel } from '../../../registry/read-model.ts';
import { readRow } from '../read-rows.ts';
import type { LimeTaskInput } from '../tasks.ts';
import { readTrainingRows } from '../training-rows.ts';
import { lime } from './lime.ts';

/** Training rows that parts are cut and values drawn from. */
const mostRows = 20_000;

/** Reads model, row and training rows, and fits around the row. */
export async function run(
  input: LimeTaskInput,
  { tick }: TaskContext,
): Promise<OutputOf<'explainability.lime'>> {
  tick(0, 'Reading');
  const pipeline = await readModel(input.jsonPath, input.binaryPath);
  const { table: row, warnings } = await readRow(pipeline, input.from);
  const training = await readTrainingRows(pipeline, input.training, mostRows);
  const rows = { row, training: training.table };
  const found = lime(pipeline, rows, { ...input.asked, tick: subTick(tick, 0.1, 1) });
  return { ...found, warnings: [...warnings, ...training.warnings] };
}
