import { AppError } from '../base/app-error.ts';
import { subTick } from '../base/tick.ts';
import { firstLookRows } from '../contract/explainability.ts';
import { cellValue } from '../data/cells.ts';
import { writeDelimited } from '../data/write-delimited.ts';
import { evenly } from '../evaluation/curves.ts';
import { readModelRows } from '../evaluation/read-model-rows.ts';
import type { TaskContext } from '../jobs/task.ts';
import { alignTable } from '../models/align-table.ts';
import { readModel } from '../registry/read-model.ts';
import type { Column, Table } from '../table/table.ts';
import { freeName } from '../table/free-name.ts';
import type { PipelineExplanation } from './explain-options.ts';
import { explainPipeline } from './explain-pipeline.ts';
import { chooseOutput } from './explained-output.ts';
import { chooseRows, mostPicked, takeThese } from './plan-rows.ts';
import { readBackground, warnOfBackground, type Background } from './read-background.ts';
import { resolveMethod } from './shap-methods.ts';
import type { ShapTaskInput, ShapTaskOutput } from './tasks.ts';

/** Rows that plots get. */
const sampleRows = 1000;

/** The rows of a small sample, so that only they are read; null where they are taken later. */
function pickedRows({ sample, limit, versionRows }: ShapTaskInput): readonly number[] | null {
  if (sample === null || limit !== null || sample > mostPicked) return null;
  return evenly(versionRows, sample);
}

/** Places of the rows that plots get: drawn from a first look, so that they stay when the rest follows. */
function plottedRows(rows: number): number[] {
  const first = evenly(rows, firstLookRows);
  return evenly(first.length, sampleRows).map((i) => first[i]!);
}

function meanOf(values: Float64Array, of: (value: number) => number): number {
  let sum = 0;
  for (const value of values) sum += of(value);
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

/** `rows`: of the version; `at`: their places among those that were explained. */
function sampleOf(
  { values, margin, standardErrors }: PipelineExplanation,
  table: Table,
  { rows, at }: { rows: readonly number[]; at: readonly number[] },
): ShapTaskOutput['sample'] {
  const take = (column: Float64Array): number[] => at.map((i) => column[i]!);
  return {
    row: at.map((i) => rows[i]!),
    values: values.map(take),
    data: table.columns.map((column) => at.map((i) => cellValue(column, i))),
    prediction: take(margin),
    ...(standardErrors ? { standardError: standardErrors.map(take) } : {}),
  };
}

function describe(
  explained: PipelineExplanation,
  background: Background | null,
): Partial<ShapTaskOutput> {
  const { backgroundRows: rows, standardErrors, interactions, features } = explained;
  const named = (of: (j: number) => number) =>
    Object.fromEntries(features.map((name, j) => [name, of(j)]));
  return {
    ...(background && rows !== null
      ? { background: { versionId: background.version.versionId, rows, of: background.of } }
      : {}),
    ...(standardErrors
      ? { standardError: named((j) => Math.sqrt(meanOf(standardErrors[j]!, (e) => e * e))) }
      : {}),
    ...(interactions
      ? {
          interactions: {
            mean: interactions.mean.map((row) => [...row]),
            pairs: interactions.pairs.map((row) => [...row]),
          },
        }
      : {}),
  };
}

/** Reads model, rows and background, explains, and writes the values to `out` when it is given. */
export async function run(input: ShapTaskInput, { tick }: TaskContext): Promise<ShapTaskOutput> {
  const pipeline = await readModel(input.jsonPath, input.binaryPath);
  const preferBackground = input.background?.given ?? false;
  const label = input.label ?? undefined;
  const method = resolveMethod(pipeline, chooseOutput(pipeline, label, input.output), {
    method: input.method,
    background: preferBackground,
    interactions: input.interactions,
  });
  const read = new Set(pipeline.features.map((feature) => feature.name));
  const picked = pickedRows(input);
  tick(0, 'Reading');
  const raw = await readModelRows(pipeline, input, {
    wanted: ({ name }) => read.has(name),
    ...(input.limit === null ? {} : { limit: input.limit }),
    only: picked ?? undefined,
  });
  if (raw.rows === 0) {
    throw new AppError('NOT_ENOUGH_DATA', 'The version has no rows to explain.', {
      path: 'version',
      hint: 'Choose a version with rows',
    });
  }
  const background = await readBackground(pipeline, input, method);
  const { sample, permutations, coalitions } = input;
  const chosen = chooseRows(pipeline, raw, {
    method,
    sample,
    limited: input.limit !== null,
    permutations,
    coalitions,
    backgroundRows: background?.table.rows ?? 1,
  });
  const rows = picked ?? chosen.rows;
  const { table, warnings } = alignTable(pipeline, takeThese(raw, chosen.rows));
  const at = plottedRows(table.rows);
  const explained = explainPipeline(pipeline, table, {
    label,
    output: input.output,
    method,
    preferBackground,
    background: background?.table,
    permutations: permutations ?? undefined,
    coalitions: coalitions ?? undefined,
    seed: input.seed,
    threads: input.threads,
    interactions: input.interactions ? { rows: at } : undefined,
    tick: subTick(tick, 0.1, 0.9, 'Explaining'),
  });
  if (input.out !== null) {
    tick(0.9, 'Writing');
    await writeDelimited(input.out, valuesTable(explained), { escapeFormulas: false });
  }
  const { features, values } = explained;
  return {
    method,
    output: explained.output,
    unit: explained.unit,
    label: explained.label,
    baseValue: explained.baseValue,
    features: [...features],
    meanAbs: Object.fromEntries(features.map((name, j) => [name, meanOf(values[j]!, Math.abs)])),
    rows: table.rows,
    versionRows: input.versionRows,
    maxAdditivityError: explained.maxAdditivityError,
    ...describe(explained, background),
    warnings: [...warnings, ...chosen.warnings, ...warnOfBackground(background, method)],
    sample: sampleOf(explained, table, { rows, at }),
  };
}
