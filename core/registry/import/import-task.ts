import { subTick, type Tick } from '../../base/tick.ts';
import { readTable } from '../../data/read-table.ts';
import { evaluate } from '../../evaluation/evaluate.ts';
import { takeMetrics } from '../../evaluation/take-values.ts';
import type { TaskContext } from '../../jobs/task.ts';
import { untoldTraining } from '../../models/imported.ts';
import type { FittedPipeline } from '../../models/pipeline.ts';
import { predictPipeline } from '../../models/predict.ts';
import { readTestData } from '../../models/read-training-data.ts';
import { scorePrediction } from '../../models/score-pipeline.ts';
import { buildPipeline } from './build-pipeline.ts';
import { matchColumns } from './match-columns.ts';
import { readForeign } from './read-foreign.ts';
import type { ImportTaskInput, ImportTaskOutput } from './tasks.ts';

type Evaluated = Pick<ImportTaskOutput, 'evaluation' | 'metrics' | 'warnings'>;

/** How the model does on the rows of the version that carry the target. */
async function evaluateModel(
  pipeline: FittedPipeline,
  { version, seed }: ImportTaskInput,
  tick: Tick,
): Promise<Evaluated> {
  const { task, target, classes, features } = pipeline;
  const request = { version, task, target, features: features.map(({ name }) => name) };
  const read = { ...request, weight: null, group: null, time: null };
  const { data, warnings } = await readTestData(version, read, classes);
  const prediction = predictPipeline(pipeline, data.table, subTick(tick, 0, 0.4));
  const shared = { groups: data.table, weights: null, seed, tick: subTick(tick, 0.4, 1) };
  const evaluation =
    task === 'regression'
      ? evaluate({ ...shared, task, y: data.y, predicted: prediction.values! })
      : evaluate({
          ...shared,
          task,
          classes,
          y: Int32Array.from(data.y),
          probabilities: prediction.probabilities!,
          threshold: undefined,
        });
  const ids = Object.keys(scorePrediction(data, prediction));
  const metrics = Object.entries(takeMetrics(evaluation.metrics, ids)).map(([id, value]) => [
    `train.${id}`,
    value,
  ]);
  return { evaluation, metrics: Object.fromEntries(metrics), warnings };
}

/** Reads a foreign model, matches it with the columns of a version, and scores its rows. */
export async function run(
  input: ImportTaskInput,
  { tick }: TaskContext,
): Promise<ImportTaskOutput> {
  tick(0, 'Reading the model');
  const { model, sha256 } = await readForeign(input.file, input.format, subTick(tick, 0, 0.2));
  const { columns, parquetPath } = input.version;
  const matched = matchColumns(model, columns, input.target);
  const wanted = [...matched.features, ...(matched.targetColumn ? [matched.targetColumn] : [])];
  tick(0.2, 'Reading the version');
  const table = await readTable(parquetPath, wanted);
  const { modelId, classes } = input;
  const building = subTick(tick, 0.3, 0.5, 'Matching');
  const { pipeline, warnings } = buildPipeline(
    model,
    { matched, table },
    { modelId, classes, tick: building },
  );
  if (!matched.targetColumn) return { pipeline, evaluation: null, metrics: {}, warnings, sha256 };
  const evaluated = await evaluateModel(pipeline, input, subTick(tick, 0.5, 1, 'Evaluating'));
  const untold = { kind: 'import', message: untoldTraining };
  const all = [...warnings, untold, ...evaluated.warnings];
  return { ...evaluated, pipeline, warnings: all, sha256 };
}
