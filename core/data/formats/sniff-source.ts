import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutputOf } from '../../contract/contract.ts';
import { openDuckdb } from '../duckdb.ts';
import { nameColumns } from '../sniff/column-names.ts';
import { isCategory } from '../sniff/column-type.ts';
import { ColumnTally } from './column-tally.ts';
import {
  engineFiles,
  openEngine,
  openRows,
  type SourceInput,
  type SourceReadOptions,
} from './convert-source.ts';
import { expandFile } from './decompress.ts';
import { readable } from './engine-source.ts';
import { openExcel } from './read-excel.ts';
import { listSqliteTables } from './read-sqlite.ts';
import { describeRelation, mapRelation } from './relation-columns.ts';
import type { RowSource, SourceTable } from './row-source.ts';
import { askedType, unknownTypes } from './settle-stage.ts';

export type SourcePreview = Pick<
  OutputOf<'data.sniff'>,
  'columns' | 'preview' | 'rejected' | 'warnings' | 'tables'
>;

export type SniffSourceInput = Omit<SourceInput, 'folder'> & { readonly previewRows: number };

/** Rows that types are guessed from. */
const sampleRows = 2000;
const longestCell = 1000;

/** What a file of any format but delimited text holds, told by its first rows. */
export async function sniffSource(input: SniffSourceInput): Promise<SourcePreview> {
  if (input.compression !== 'none') return sniffCompressed(input);
  if (input.format === 'parquet' || input.format === 'duckdb') return sniffEngine(input);
  if (input.format === 'excel') {
    const { tables, source } = await openExcel(input.path, input.read);
    return { ...(await sniffRows(source, input)), tables };
  }
  const tables: SourceTable[] =
    input.format === 'sqlite' ? listSqliteTables(input.path, input.bytes) : [];
  return { ...(await sniffRows(await openRows(input), input)), tables };
}

async function sniffCompressed(input: SniffSourceInput): Promise<SourcePreview> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-sniff-'));
  try {
    const path = join(folder, 'expanded');
    const { bytes } = await expandFile(input.path, path, { compression: input.compression });
    return await sniffSource({ ...input, path, bytes, compression: 'none' });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The first rows of a source. */
export async function sniffRows(
  source: RowSource,
  input: { readonly read: SourceReadOptions; readonly previewRows: number },
): Promise<Omit<SourcePreview, 'tables'>> {
  const { read } = input;
  const words = read.nullWords ?? source.nullWords;
  const newTally = () => new ColumnTally(words, read.nullWords !== undefined);
  const tallies: ColumnTally[] = [];
  const preview: (string | null)[][] = [];
  let rows = 0;
  for await (const block of source.blocks()) {
    for (const row of block.rows) {
      while (tallies.length < source.names.length) tallies.push(missingSoFar(newTally(), rows));
      const texts = tallies.map((tally, column) => tally.add(row[column]));
      if (preview.length < input.previewRows) {
        preview.push(texts.map((text) => text?.slice(0, longestCell) ?? null));
      }
      if (++rows >= sampleRows) break;
    }
    if (rows >= sampleRows) break;
  }
  while (tallies.length < source.names.length) tallies.push(missingSoFar(newTally(), rows));
  const named = nameColumns(source.names, source.names.length);
  const warnings = [...source.warnings, ...named.warnings];
  const columns = named.names.map((name, index) => {
    const tally = tallies[index]!;
    const verdict = tally.verdict(name);
    const asked = askedType(read, name);
    if (asked === undefined) warnings.push(...verdict.warnings);
    const type = asked ?? verdict.type;
    return {
      name,
      type,
      confidence: asked === undefined ? verdict.confidence : 1,
      missing: tally.missing,
      dateFormat: type === 'datetime' ? 'iso' : null,
    };
  });
  return {
    columns,
    preview: preview.map((row) => columns.map((_, index) => row[index] ?? null)),
    rejected: { rows: source.rejected.rows, sample: [...source.rejected.sample] },
    warnings: [...warnings, ...unknownTypes(named.names, read)],
  };
}

function missingSoFar(tally: ColumnTally, rows: number): ColumnTally {
  tally.missing = rows;
  return tally;
}

async function sniffEngine(input: SniffSourceInput): Promise<SourcePreview> {
  using duck = await openDuckdb({ folders: [], files: engineFiles(input.path) });
  // awaited here: the engine closes when this scope ends
  return await readable(input.format === 'parquet' ? 'Parquet' : 'DuckDB', async () => {
    const { relation, tables } = await openEngine(duck, input);
    const sample = `(SELECT * FROM ${relation} LIMIT ${sampleRows})`;
    const engine = await describeRelation(duck, relation);
    const named = nameColumns(
      engine.map((column) => column.name),
      engine.length,
    );
    const mapped = await mapRelation(duck, sample, {
      engine,
      names: named.names,
      options: input.read,
    });
    const values = mapped.columns.map(
      ({ value }, index) => `CAST(${value} AS VARCHAR) AS v${index}`,
    );
    const found = await duck.rows(`SELECT ${values.join(', ')} FROM ${mapped.relation}`);
    const texts = found.map((row) => values.map((_, index) => row[`v${index}`] as string | null));
    return {
      tables: [...tables],
      columns: mapped.columns.map(({ plan }, index) => ({
        name: plan.name,
        type: settledType(
          plan.type,
          plan.forced,
          texts.map((row) => row[index]!),
        ),
        confidence: 1,
        missing: texts.filter((row) => row[index] === null).length,
        dateFormat: null,
      })),
      preview: texts
        .slice(0, input.previewRows)
        .map((row) => row.map((text) => text?.slice(0, longestCell) ?? null)),
      rejected: { rows: 0, sample: [] },
      warnings: [...named.warnings, ...mapped.warnings, ...unknownTypes(named.names, input.read)],
    };
  });
}

/** Category or text, as the sample tells. */
function settledType(
  type: SourcePreview['columns'][number]['type'],
  forced: boolean,
  texts: readonly (string | null)[],
): SourcePreview['columns'][number]['type'] {
  if (forced || type !== 'text') return type;
  const present = texts.filter((text) => text !== null);
  return isCategory(new Set(present).size, present.length) ? 'category' : 'text';
}
