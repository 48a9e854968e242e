import { isAppError } from '../base/app-error.ts';
import { readTable } from '../data/read-table.ts';
import { resolveVersion } from '../data/versions.ts';
import { evenly } from '../evaluation/curves.ts';
import type { OperationContext } from '../jobs/context.ts';
import { alignQuietly } from '../models/align-table.ts';
import type { FittedPipeline } from '../models/pipeline.ts';
import type { LoadedModel } from '../registry/model-store.ts';
import type { Workspace } from '../storage/workspace.ts';
import { isCoded, takeTableRows, type Column, type Table } from '../table/table.ts';
import { needsBackground, resolveMethod } from './shap-methods.ts';
import { chooseOutput } from './explained-output.ts';

/** Rows of a sample; what one row's explanation costs grows with them. */
const sampleRows = 50;
/** Versions of so many rows are read as a whole; of longer ones a few windows are. */
const mostRead = 20_000;
const windows = 10;
const kept = 16;

const caches = new WeakMap<Workspace, Map<string, Promise<Table | undefined>>>();

function join(first: Column, second: Column): Column {
  if (isCoded(first) && isCoded(second)) {
    const dictionary = [...new Set([...first.dictionary, ...second.dictionary])];
    const codes = second.codes.map((code) =>
      code < 0 ? code : dictionary.indexOf(second.dictionary[code]!),
    );
    return { ...first, dictionary, codes: Int32Array.from([...first.codes, ...codes]) };
  }
  if (isCoded(first) || isCoded(second)) return first;
  return { ...first, values: Float64Array.from([...first.values, ...second.values]) };
}

async function readSample(
  context: Pick<OperationContext, 'workspace'>,
  { pipeline, versionId }: Pick<LoadedModel, 'pipeline' | 'versionId'>,
): Promise<Table> {
  const { version, parquetPath } = resolveVersion(context.workspace, versionId);
  const wanted = new Set(pipeline.features.map(({ name }) => name));
  const columns = version.columns.filter(({ name }) => wanted.has(name));
  if (version.rows <= mostRead) {
    const table = await readTable(parquetPath, columns);
    const rows = Int32Array.from(evenly(table.rows, sampleRows));
    return alignQuietly(pipeline, takeTableRows(table, rows));
  }
  const limit = sampleRows / windows;
  const parts: Table[] = [];
  for (const offset of evenly(version.rows - limit + 1, windows)) {
    parts.push(alignQuietly(pipeline, await readTable(parquetPath, columns, { offset, limit })));
  }
  return parts.reduce((all, part) => ({
    rows: all.rows + part.rows,
    columns: all.columns.map((column, j) => join(column, part.columns[j]!)),
  }));
}

/** Whether one row of the model is explained against a background. */
function wantsBackground(pipeline: FittedPipeline): boolean {
  const output = chooseOutput(pipeline, undefined, 'raw');
  const request = { method: 'auto', background: false, interactions: false } as const;
  return needsBackground(resolveMethod(pipeline, output, request));
}

/**
 * Some rows of what a model was trained on, drawn evenly, for explaining single rows; kept in memory.
 * Undefined where the model needs none or its data are gone.
 */
export async function backgroundSample(
  context: Pick<OperationContext, 'workspace'>,
  model: Pick<LoadedModel, 'pipeline' | 'versionId' | 'modelId'>,
): Promise<Table | undefined> {
  if (!wantsBackground(model.pipeline)) return undefined;
  let cache = caches.get(context.workspace);
  if (!cache) caches.set(context.workspace, (cache = new Map()));
  const known = cache.get(model.modelId) ?? readSample(context, model);
  cache.delete(model.modelId);
  cache.set(model.modelId, known);
  if (cache.size > kept) cache.delete(cache.keys().next().value!);
  try {
    return await known;
  } catch (error) {
    cache.delete(model.modelId);
    const gone = isAppError(error) && ['NOT_FOUND', 'SCHEMA_MISMATCH'].includes(error.code);
    if (gone) return undefined;
    throw error;
  }
}
