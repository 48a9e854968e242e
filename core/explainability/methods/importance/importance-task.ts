import { subTick } from '../../../base/tick.ts';
import type { OutputOf } from '../../../contract/contract.ts';
import type { TaskContext } from '../../../jobs/task.ts';
import { readModel } from '../../../registry/read-model.ts';
import type { ImportanceTaskInput } from '../tasks.ts';
import { dropColumnImportance, permutationImportance } from './importance.ts';
import { readParts, readScoredRows } from './importance-rows.ts';

/** Refits are dear: without a number of repeats there is one. */
const usualRepeats = { permutation: 10, drop_column: 1 } as const;

/** Reads model and rows, and shuffles columns or fits without them. */
export async function run(
  input: ImportanceTaskInput,
  { tick }: TaskContext,
): Promise<OutputOf<'explainability.permutation'>> {
  tick(0, 'Reading');
  const { asked, training } = input;
  const { kind, limit } = asked;
  const pipeline = await readModel(input.jsonPath, input.binaryPath);
  const scored = await readScoredRows(pipeline, { ...input, limit });
  const { data, rowsOfVersion, warnings } = scored;
  const repeats = asked.repeats ?? usualRepeats[kind];
  const options = { ...asked, repeats, tick: subTick(tick, 0.05, 1) };
  const measured =
    kind === 'permutation'
      ? permutationImportance(pipeline, data, options)
      : dropColumnImportance(
          pipeline,
          { train: (await readParts(pipeline, training)).train, data, refit: training.refit ?? {} },
          options,
        );
  return { kind, ...measured, rows: data.y.length, rowsOfVersion, warnings: [...warnings] };
}
