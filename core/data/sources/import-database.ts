import { rm } from 'node:fs/promises';
import type { OutputOf, ParsedInputOf } from '../../contract/contract.ts';
import type { JobContext } from '../../jobs/context.ts';
import { convertRows, type ConvertedSource } from '../formats/convert-source.ts';
import { RejectedRows, WarningList, type RowBlock, type RowSource } from '../formats/row-source.ts';
import { suggestName } from '../source-file.ts';
import { findDatabaseTable, listDatabaseTables, tableSql } from './database-tables.ts';
import { postgresCell, typeNote } from './postgres-cell.ts';
import { withPostgres, type PostgresSession } from './postgres.ts';
import { saveImported } from './save-imported.ts';

type Input = ParsedInputOf<'data.importDatabase'>;

/** Rows of one fetch. */
const rowsPerFetch = 5000;

/**
 * Reads a table or query of a PostgreSQL database through a cursor into a new dataset version. The
 * snapshot itself is kept as its source; of the address everything but the password is.
 */
export async function importDatabase(
  input: Input,
  context: JobContext,
): Promise<OutputOf<'data.importDatabase'>> {
  const { signal, workspace } = context;
  context.progress({ fraction: null, stage: 'Connecting' });
  const { converted, origin } = await withPostgres(input.url, signal, async (session) => {
    const asked = await describeQuery(session, input);
    const made = await convertRows(
      openCursor(session, asked),
      { read: {}, folder: workspace.temporaryFolder },
      {
        signal,
        tick: (fraction, message = '') =>
          context.progress({
            fraction: asked.rows === null ? null : fraction,
            stage: 'Reading',
            message,
          }),
      },
    );
    return { converted: made, origin: `${session.origin} ${asked.title}` };
  });
  try {
    return await keep(converted, origin, input, context);
  } finally {
    await rm(converted.parquetPath, { force: true });
  }
}

async function keep(
  converted: ConvertedSource,
  origin: string,
  input: Input,
  context: JobContext,
): Promise<OutputOf<'data.importDatabase'>> {
  const parquet = await context.workspace.artifacts.adopt(converted.parquetPath);
  const imported = saveImported(context, {
    name: input.name ?? suggestName(`${input.table?.split('.').at(-1) ?? 'query'}.table`),
    source: {
      file: origin,
      ...parquet,
      format: 'parquet',
      sniffed: null,
      rejected: { rows: 0, sample: [] },
      warnings: [...converted.warnings],
    },
    parquet,
    converted,
    operation: 'data.importDatabase',
  });
  return { dataset: imported.dataset, version: imported.version, warnings: imported.warnings };
}

interface Query {
  readonly sql: string;
  readonly title: string;
  /** Rows as the server last counted them. */
  readonly rows: number | null;
}

async function describeQuery(session: PostgresSession, input: Input): Promise<Query> {
  if (input.table === undefined) {
    const sql = input.query!.replace(/[\s;]+$/, '');
    return { sql, title: `query ${sql.slice(0, 500)}`, rows: null };
  }
  const table = findDatabaseTable(await listDatabaseTables(session), input.table);
  return {
    sql: `SELECT * FROM ${tableSql(table)}`,
    title: `table ${table.schema}.${table.name}`,
    rows: table.rows,
  };
}

function openCursor(session: PostgresSession, query: Query): RowSource {
  const names: string[] = [];
  const warnings = new WarningList();
  return {
    names,
    warnings: warnings.list,
    rejected: new RejectedRows(),
    nullWords: [],
    blocks: () => cursorBlocks(session, query, { names, warnings }),
  };
}

async function* cursorBlocks(
  session: PostgresSession,
  query: Query,
  made: { readonly names: string[]; readonly warnings: WarningList },
): AsyncGenerator<RowBlock> {
  await session.query(`DECLARE assay_rows NO SCROLL CURSOR FOR ${query.sql}`);
  let done = 0;
  for (;;) {
    const { names, types, rows } = await session.query(`FETCH ${rowsPerFetch} FROM assay_rows`);
    if (done === 0) {
      made.names.push(...names);
      types.forEach((oid, index) => {
        const note = typeNote(oid);
        const column = names[index]!;
        if (note) {
          made.warnings.add({ kind: note.kind, message: `${column} holds ${note.what}`, column });
        }
      });
    }
    done += rows.length;
    yield {
      rows: rows.map((row) => row.map((text, index) => postgresCell(text, types[index]!))),
      done: Math.min(1, done / Math.max(1, query.rows ?? done)),
    };
    if (rows.length < rowsPerFetch) return;
  }
}
