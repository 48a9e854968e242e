import { subTick } from '../base/tick.ts';
import type { Evaluation } from '../contract/evaluation.ts';
import type { TaskContext } from '../jobs/task.ts';
import { predictPipeline } from '../models/predict.ts';
import type { FittedPipeline } from '../models/pipeline.ts';
import { readModel } from '../registry/read-model.ts';
import { isCodedType, takeTableRows } from '../table/table.ts';
import type { Table } from '../table/table.ts';
import { evaluate } from './evaluate.ts';
import { readModelRows } from './read-model-rows.ts';
import { classTargets, numberTargets } from './target-values.ts';
import type { EvaluateTaskInput } from './tasks.ts';

/** Every column but the target: also those the model does not read tell groups apart. */
function groupsOf(pipeline: FittedPipeline, table: Table): Table {
  return {
    rows: table.rows,
    columns: table.columns.filter((column) => column.name !== pipeline.target.name),
  };
}

/** Scores the rows of a version that carry the target, and compares. */
export async function run(input: EvaluateTaskInput, { tick }: TaskContext): Promise<Evaluation> {
  const pipeline = await readModel(input.jsonPath, input.binaryPath);
  const read = new Set(pipeline.features.map((feature) => feature.name));
  tick(0, 'Reading');
  const table = await readModelRows(pipeline, input, {
    wanted: ({ name, type }) =>
      read.has(name) ||
      name === pipeline.target.name ||
      isCodedType(type) ||
      type === 'boolean' ||
      type === 'integer',
  });
  const common = { seed: input.seed, tick: subTick(tick, 0.6, 1, 'Intervals') };
  const scoring = subTick(tick, 0.2, 0.6, 'Scoring');
  if (pipeline.task === 'regression') {
    const { rows, y } = numberTargets(pipeline, table);
    const kept = takeTableRows(table, rows);
    const { values } = predictPipeline(pipeline, kept, scoring);
    const groups = groupsOf(pipeline, kept);
    return evaluate({ ...common, task: 'regression', y, predicted: values!, groups });
  }
  const { rows, y } = classTargets(pipeline, table);
  const kept = takeTableRows(table, rows);
  const { probabilities } = predictPipeline(pipeline, kept, scoring);
  const { classes, threshold } = pipeline;
  const groups = groupsOf(pipeline, kept);
  return evaluate({
    ...common,
    task: 'classification',
    classes,
    y,
    probabilities: probabilities!,
    threshold: threshold?.value,
    groups,
  });
}
