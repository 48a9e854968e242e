import { AppError } from '../base/app-error.ts';
import { subTick } from '../base/tick.ts';
import { cellValue } from '../data/cells.ts';
import { writeDelimited } from '../data/write-delimited.ts';
import { evenly } from '../evaluation/curves.ts';
import { readModelRows } from '../evaluation/read-model-rows.ts';
import type { TaskContext } from '../jobs/task.ts';
import { alignTable } from '../models/align-table.ts';
import { readModel } from '../registry/read-model.ts';
import type { Column, Table } from '../table/table.ts';
import { freeName } from '../table/free-name.ts';
import { explainPipeline } from './explain-pipeline.ts';
import type { PipelineExplanation } from './explain-pipeline.ts';
import type { ShapTaskInput, ShapTaskOutput } from './tasks.ts';

/** Rows that plots get. */
const sampleRows = 1000;

function meanAbsolute(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += Math.abs(value);
  return values.length > 0 ? sum / values.length : 0;
}

/** One column a feature, then base_value and prediction (the margin). */
function valuesTable(explained: PipelineExplanation): Table {
  const { features, values, margin, baseValue } = explained;
  const number = (name: string, column: Float64Array): Column => ({
    name,
    type: 'number',
    values: column,
  });
  const columns = features.map((name, j) => number(name, values[j]!));
  const base = freeName('base_value', features);
  columns.push(number(base, new Float64Array(margin.length).fill(baseValue)));
  columns.push(number(freeName('prediction', features), margin));
  return { rows: margin.length, columns };
}

function sampleOf(explained: PipelineExplanation, table: Table): ShapTaskOutput['sample'] {
  const row = evenly(table.rows, sampleRows);
  return {
    row,
    values: explained.values.map((column) => row.map((i) => column[i]!)),
    data: table.columns.map((column) => row.map((i) => cellValue(column, i))),
    prediction: row.map((i) => explained.margin[i]!),
  };
}

/** Reads model and rows, explains, and writes the values to `out` when it is given. */
export async function run(input: ShapTaskInput, { tick }: TaskContext): Promise<ShapTaskOutput> {
  const pipeline = await readModel(input.jsonPath, input.binaryPath);
  const read = new Set(pipeline.features.map((feature) => feature.name));
  tick(0, 'Reading');
  const raw = await readModelRows(pipeline, input, {
    wanted: ({ name }) => read.has(name),
    ...(input.limit === null ? {} : { limit: input.limit }),
  });
  if (raw.rows === 0) throw new AppError('NOT_ENOUGH_DATA', 'The version has no rows to explain.');
  const { table } = alignTable(pipeline, raw);
  const explained = explainPipeline(pipeline, table, {
    ...(input.label === null ? {} : { label: input.label }),
    tick: subTick(tick, 0.1, 0.9, 'Explaining'),
  });
  if (input.out !== null) {
    tick(0.9, 'Writing');
    await writeDelimited(input.out, valuesTable(explained), { escapeFormulas: false });
  }
  const { method, label, baseValue, features, values, maxAdditivityError } = explained;
  return {
    method,
    label,
    baseValue,
    features: [...features],
    meanAbs: Object.fromEntries(features.map((name, j) => [name, meanAbsolute(values[j]!)])),
    rows: table.rows,
    maxAdditivityError,
    sample: sampleOf(explained, table),
  };
}
