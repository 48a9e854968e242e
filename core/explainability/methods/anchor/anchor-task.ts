import { subTick } from '../../../base/tick.ts';
import type { OutputOf } from '../../../contract/contract.ts';
import type { TaskContext } from '../../../jobs/task.ts';
import { readModel } from '../../../registry/read-model.ts';
import { readRow } from '../read-rows.ts';
import type { AnchorTaskInput } from '../tasks.ts';
import { readTrainingRows } from '../training-rows.ts';
import { findAnchor } from './anchor.ts';

/** Training rows that cells are drawn from and coverage is measured on. */
const mostRows = 10_000;

/** Reads model, row and training rows, and searches for the rule. */
export async function run(
  input: AnchorTaskInput,
  { tick }: TaskContext,
): Promise<OutputOf<'explainability.anchor'>> {
  tick(0, 'Reading');
  const pipeline = await readModel(input.jsonPath, input.binaryPath);
  const { table: row, warnings } = await readRow(pipeline, input.from);
  const training = await readTrainingRows(pipeline, input.training, mostRows);
  const rows = { row, training: training.table };
  const found = findAnchor(pipeline, rows, { ...input.asked, tick: subTick(tick, 0.1, 1) });
  return { ...found, warnings: [...warnings, ...found.warnings, ...training.warnings] };
}
