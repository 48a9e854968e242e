import { AppError } from '../base/app-error.ts';
import { subTick } from '../base/tick.ts';
import type { TaskContext } from '../jobs/task.ts';
import { alignTable } from '../models/align-table.ts';
import { predictPipeline } from '../models/predict.ts';
import type { FittedPipeline } from '../models/pipeline.ts';
import { readModel } from '../registry/read-model.ts';
import { findColumn, isCoded, isCodedType, takeTableRows } from '../table/table.ts';
import type { Table } from '../table/table.ts';
import { evaluate } from './evaluate.ts';
import { readModelRows } from './read-model-rows.ts';
import { takeValues } from './take-values.ts';
import { classTargets, numberTargets, warnOfUntold } from './target-values.ts';
import type { EvaluateTaskInput, EvaluateTaskOutput } from './tasks.ts';

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

/** The rows that are scored, and what is to be known of those that are not. */
function chooseRows(pipeline: FittedPipeline, table: Table, weight: string | null) {
  const { rows, y } =
    pipeline.task === 'regression' ? numberTargets(pipeline, table) : classTargets(pipeline, table);
  const { places, weights } = weigh(table, rows, weight);
  const kept = takeTableRows(table, takeValues(rows, places));
  const warnings = [
    ...warnOfUntold(table.rows, rows.length, pipeline.target.name),
    ...alignTable(pipeline, kept).warnings,
  ];
  return { kept, y: Float64Array.from(places, (i) => y[i]!), weights, warnings };
}

/** Scores the rows of a version that carry the target (and the weight of the training), and compares. */
export async function run(
  input: EvaluateTaskInput,
  { tick }: TaskContext,
): Promise<EvaluateTaskOutput> {
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
  const { kept, y, weights, warnings } = chooseRows(pipeline, table, input.weight);
  const prediction = predictPipeline(pipeline, kept, subTick(tick, 0.2, 0.6, 'Scoring'));
  const common = {
    weights,
    groups: groupsOf(pipeline, kept),
    seed: input.seed,
    tick: subTick(tick, 0.6, 1, 'Intervals'),
  };
  const evaluation =
    pipeline.task === 'regression'
      ? evaluate({ ...common, task: 'regression', y, predicted: prediction.values! })
      : evaluate({
          ...common,
          task: 'classification',
          y: Int32Array.from(y),
          classes: pipeline.classes,
          probabilities: prediction.probabilities!,
          threshold: pipeline.threshold?.value,
        });
  const weight = weights === null || input.weight === null ? {} : { weight: input.weight };
  return { ...evaluation, ...weight, warnings };
}
