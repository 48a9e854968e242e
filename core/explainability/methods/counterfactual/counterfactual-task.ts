import { subTick } from '../../../base/tick.ts';
import type { OutputOf } from '../../../contract/contract.ts';
import type { TaskContext } from '../../../jobs/task.ts';
import { readModel } from '../../../registry/read-model.ts';
import { readRow } from '../read-rows.ts';
import type { CounterfactualTaskInput } from '../tasks.ts';
import { readTrainingRows } from '../training-rows.ts';
import { findCounterfactuals } from './counterfactual.ts';

/** Training rows that are tried and compared with. */
const mostRows = 5000;

/** Reads model, row and training rows, and searches. */
export async function run(
  input: CounterfactualTaskInput,
  { tick }: TaskContext,
): Promise<OutputOf<'explainability.counterfactual'>> {
  tick(0, 'Reading');
  const pipeline = await readModel(input.jsonPath, input.binaryPath);
  const { table: original, warnings } = await readRow(pipeline, input.from);
  const training = await readTrainingRows(pipeline, input.training, mostRows);
  const found = findCounterfactuals(
    pipeline,
    { original, training: training.table },
    { ...input.asked, tick: subTick(tick, 0.1, 1) },
  );
  return { ...found, warnings: [...warnings, ...found.warnings, ...training.warnings] };
}
