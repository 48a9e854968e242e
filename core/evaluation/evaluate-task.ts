import { AppError } from '../base/app-error.ts';
import { subTick } from '../base/tick.ts';
import type { Evaluation } from '../contract/evaluation.ts';
import type { TaskContext } from '../jobs/task.ts';
import { predictPipeline } from '../models/predict.ts';
import type { FittedPipeline } from '../models/pipeline.ts';
import { readModel } from '../registry/read-model.ts';
import { findColumn, isCoded, isCodedType, takeTableRows } from '../table/table.ts';
import type { Table } from '../table/table.ts';
import { evaluate } from './evaluate.ts';
import { readModelRows } from './read-model-rows.ts';
import { takeValues } from './take-values.ts';
import { classTargets, numberTargets } from './target-values.ts';
import type { EvaluateTaskInput } from './tasks.ts';

/** Every column but the target: also those the model does not read tell groups apart. */
function groupsOf(pipeline: FittedPipeline, table: Table): Table {
  return {
    rows: table.rows,
    columns: table.columns.filter((column) => column.name !== pipeline.target.name),
  };
}

/** The rows that have a weight, as places among `rows`, and the weights; INVALID_INPUT where one is below 0. */
function weigh(
  table: Table,
  rows: Int32Array,
  name: string | null,
): { readonly places: Int32Array; readonly weights: Float64Array | null } {
  const column = name === null ? undefined : findColumn(table, name);
  if (!column || isCoded(column) || column.type === 'datetime') {
    return { places: rows.map((_, i) => i), weights: null };
  }
  const { values } = column;
  const places = Int32Array.from(rows.keys()).filter((i) => !Number.isNaN(values[rows[i]!]!));
  if (places.length === 0) {
    throw new AppError('NOT_ENOUGH_DATA', `No row has a value in '${name}', the weight.`);
  }
  const weights = Float64Array.from(places, (i) => values[rows[i]!]!);
  if (weights.every((weight) => weight >= 0 && weight < Infinity)) return { places, weights };
  throw new AppError(
    'INVALID_INPUT',
    `The weight column '${name}' has values below 0 or infinite.`,
    {
      hint: 'Rows count as often as their weight says, as in the training of the model.',
      path: 'version',
    },
  );
}

/** Scores the rows of a version that carry the target (and the weight of the training), and compares. */
export async function run(input: EvaluateTaskInput, { tick }: TaskContext): Promise<Evaluation> {
  const pipeline = await readModel(input.jsonPath, input.binaryPath);
  const read = new Set(pipeline.features.map((feature) => feature.name));
  tick(0, 'Reading');
  const table = await readModelRows(pipeline, input, {
    wanted: ({ name, type }) =>
      read.has(name) ||
      name === pipeline.target.name ||
      name === input.weight ||
      isCodedType(type) ||
      type === 'boolean' ||
      type === 'integer',
  });
  const common = { seed: input.seed, tick: subTick(tick, 0.6, 1, 'Intervals') };
  const scoring = subTick(tick, 0.2, 0.6, 'Scoring');
  if (pipeline.task === 'regression') {
    const { rows, y } = numberTargets(pipeline, table);
    const { places, weights } = weigh(table, rows, input.weight);
    const kept = takeTableRows(table, takeValues(rows, places));
    const { values } = predictPipeline(pipeline, kept, scoring);
    const groups = groupsOf(pipeline, kept);
    const evaluation = evaluate({
      ...common,
      task: 'regression',
      y: takeValues(y, places),
      predicted: values!,
      weights,
      groups,
    });
    return named(evaluation, weights && input.weight);
  }
  const { rows, y } = classTargets(pipeline, table);
  const { places, weights } = weigh(table, rows, input.weight);
  const kept = takeTableRows(table, takeValues(rows, places));
  const { probabilities } = predictPipeline(pipeline, kept, scoring);
  const { classes, threshold } = pipeline;
  const groups = groupsOf(pipeline, kept);
  const evaluation = evaluate({
    ...common,
    task: 'classification',
    classes,
    y: takeValues(y, places),
    probabilities: probabilities!,
    threshold: threshold?.value,
    weights,
    groups,
  });
  return named(evaluation, weights && input.weight);
}

function named(evaluation: Evaluation, weight: string | null): Evaluation {
  return weight === null ? evaluation : { ...evaluation, weight };
}
