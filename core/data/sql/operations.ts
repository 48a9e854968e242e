import { AppError, isAppError } from '../../base/app-error.ts';
import { layerSchema, type Layer } from '../../contract/common.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/contract.ts';
import type { Version } from '../../contract/data.ts';
import type { HandlersOf, JobContext, OperationContext } from '../../jobs/context.ts';
import { checkDatasetName } from '../dataset-name.ts';
import { saveVersion } from '../versions.ts';
import { listSqlTables, type NamedVersion } from './catalogue.ts';
import { inQueryProcess, type QueryProcessOptions } from './query-process.ts';
import type { ShownResult, SqlTable, WrittenResult } from './query-request.ts';

/** The result of a query is written in full, however long it takes, but not for ever. */
const saveSeconds = 3600;

export const dataSqlHandlers: HandlersOf<'data.sql' | 'data.saveSql' | 'data.sqlTables'> = {
  'data.sql': (input, context) => runSql(input, context),

  'data.saveSql': (input, context) => saveSql(input, context),

  'data.sqlTables': async (_input, { workspace }) => ({
    tables: listSqlTables(workspace).map(({ name, version }) => ({
      name,
      columns: version.columns.map((column) => ({ name: column.name, type: column.type })),
    })),
  }),
};

async function runSql(
  input: ParsedInputOf<'data.sql'>,
  context: JobContext,
): Promise<OutputOf<'data.sql'>> {
  context.progress({ fraction: null, stage: 'Running' });
  const { sql, limit, timeoutSeconds } = input;
  const tables = toTables(listSqlTables(context.workspace), context);
  return inQueryProcess(
    { sql, limit, tables, target: null },
    processOptions(context, timeoutSeconds),
    ({ columns, rows, truncated, durationMs }: ShownResult) => ({
      columns,
      rows,
      truncated,
      durationMs,
    }),
  );
}

async function saveSql(
  input: ParsedInputOf<'data.saveSql'>,
  context: JobContext,
): Promise<OutputOf<'data.saveSql'>> {
  checkDatasetName(input.name);
  context.progress({ fraction: null, stage: 'Running' });
  const known = listSqlTables(context.workspace);
  const request = { sql: input.sql, limit: 1, tables: toTables(known, context) };
  const target = 'result.parquet';
  return inQueryProcess(
    { ...request, target },
    processOptions(context, saveSeconds),
    async (result: WrittenResult, folder) => {
      if (context.signal.aborted) throw new AppError('CANCELLED', 'Cancelled');
      context.progress({ fraction: null, stage: 'Saving' });
      const parquet = await context.workspace.artifacts.adopt(`${folder}/${target}`);
      const sources = sourcesOf(result, known);
      const version = saveVersion(context, {
        datasetName: input.name,
        layer: lowestLayer(sources),
        rows: result.rows,
        columns: result.columns,
        parquet,
        operation: 'data.saveSql',
        detail: { sql: input.sql, read: sources.map(({ id }) => id) },
        ...(sources.length === 1 ? { parentId: sources[0]!.id } : {}),
      });
      return { dataset: { id: version.datasetId, name: version.datasetName }, version };
    },
  );
}

/** A version whose file is gone is no table, so that the others still are. */
function toTables(known: readonly NamedVersion[], context: OperationContext): SqlTable[] {
  return known.flatMap(({ name, version }) => {
    const path = findFile(context, version.sha256);
    const columns = version.columns.map((column) => column.name);
    return path === null ? [] : [{ name, path, columns }];
  });
}

function findFile({ workspace }: OperationContext, sha256: string): string | null {
  try {
    return workspace.artifacts.path(sha256);
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

function processOptions(context: JobContext, timeoutSeconds: number): QueryProcessOptions {
  const { workspace, signal } = context;
  return { temporaryFolder: workspace.temporaryFolder, signal, timeoutSeconds };
}

/** The versions a query read, each once. */
function sourcesOf(result: WrittenResult, known: readonly NamedVersion[]): Version[] {
  const read = known.filter(({ name }) => result.read.includes(name));
  return [...new Map(read.map(({ version }) => [version.id, version])).values()];
}

/** What a query makes passed no gate: silver at most, and no better than what it was made of. */
function lowestLayer(sources: readonly Version[]): Layer {
  const layers = layerSchema.options;
  const lowest = Math.min(
    layers.indexOf('silver'),
    ...sources.map(({ layer }) => layers.indexOf(layer)),
  );
  return layers[lowest]!;
}
