import type { OutputOf } from '../../contract/contract.ts';
import type { TaskContext } from '../../jobs/task.ts';
import { bestVersion, matchVersion } from './choose-version.ts';
import { readForeign } from './read-foreign.ts';
import type { InspectTaskInput } from './tasks.ts';

/** Reads a foreign model and says what it holds and how it fits the best of the versions. */
export async function run(
  { file, format, target, versions }: InspectTaskInput,
  { tick }: TaskContext,
): Promise<OutputOf<'registry.inspect'>> {
  tick(0, 'Reading the model');
  const { model, bytes } = await readForeign(file, format);
  tick(0.8, 'Matching');
  const best = bestVersion(model, versions, target);
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
    match: best && (await matchVersion(model, best, target)),
  };
}
