import { subTick } from '../../../base/tick.ts';
import type { OutputOf } from '../../../contract/contract.ts';
import type { TaskContext } from '../../../jobs/task.ts';
import { readModel } from '../../../registry/read-model.ts';
import { readSample } from '../read-rows.ts';
import type { DependenceTaskInput } from '../tasks.ts';
import { dependence } from './dependence.ts';

/** Reads model and rows, and asks the model along the grid. */
export async function run(
  input: DependenceTaskInput,
  { tick }: TaskContext,
): Promise<OutputOf<'explainability.pdp'>> {
  tick(0, 'Reading');
  const pipeline = await readModel(input.jsonPath, input.binaryPath);
  const rows = await readSample(pipeline, input, input.asked.limit);
  const asking = subTick(tick, 0.1, 1, 'Asking the model');
  const found = dependence(pipeline, rows, { ...input.asked, tick: asking });
  const warnings = [...rows.warnings, ...found.warnings];
  return { ...found, rowsOfVersion: rows.rowsOfVersion, warnings };
}
