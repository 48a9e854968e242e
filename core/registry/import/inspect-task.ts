import type { TaskContext } from '../../jobs/task.ts';
import { readForeign } from './read-foreign.ts';
import type { InspectedFile, InspectTaskInput } from './tasks.ts';

/** Reads a foreign model and says what it holds. */
export async function run(
  { file, format }: InspectTaskInput,
  { tick }: TaskContext,
): Promise<InspectedFile> {
  const { model, bytes } = await readForeign(file, format, tick);
  const { estimator, features, classes } = model;
  return {
    format: model.format,
    task: model.task,
    kind: estimator.kind,
    trees: estimator.kind === 'trees' ? estimator.trees.length : null,
    features: features.map(({ name, labels }) => ({ name, categories: labels && [...labels] })),
    named: model.named,
    classCount: model.classCount,
    classes: classes && [...classes],
    params: { ...model.params },
    bytes,
    warnings: [...model.warnings],
  };
}
