import { subTick } from '../../../base/tick.ts';
import type { OutputOf } from '../../../contract/contract.ts';
import type { TaskContext } from '../../../jobs/task.ts';
import { readModel } from '../../../registry/read-model.ts';
import { readSample } from '../read-rows.ts';
import type { SurrogateTaskInput } from '../tasks.ts';
import { surrogateTree } from './surrogate.ts';

/** Reads model and rows, and grows a tree that imitates the model. */
export async function run(
  input: SurrogateTaskInput,
  { tick }: TaskContext,
): Promise<OutputOf<'explainability.surrogate'>> {
  tick(0, 'Reading');
  const { asked } = input;
  const pipeline = await readModel(input.jsonPath, input.binaryPath);
  const { table, rowsOfVersion, warnings } = await readSample(pipeline, input, asked.limit);
  const found = surrogateTree(pipeline, table, { ...asked, tick: subTick(tick, 0.1, 1) });
  return { ...found, rowsOfVersion, warnings: [...warnings] };
}
