import type { ColumnType, Warning } from '../contract/common.ts';
import { readDelimited } from '../data/read-delimited.ts';
import { sniffFile } from '../data/sniff/sniff-file.ts';
import { describeSource } from '../data/source-file.ts';
import { alignTable } from '../models/align-table.ts';
import type { FittedPipeline } from '../models/pipeline.ts';
import type { Table } from '../table/table.ts';

export interface ScoringFile {
  /** The columns as they came: numbers the model reads as numbers, everything else as text. */
  readonly shown: Table;
  /** The columns the model reads, in its order and types. */
  readonly aligned: Table;
  readonly warnings: readonly Warning[];
}

type Types = Record<string, ColumnType>;

/** Names of the file's columns, and whether its first row must be taken for the header. */
async function readNames(
  path: string,
  pipeline: FittedPipeline,
): Promise<{ readonly names: readonly string[]; readonly header?: true }> {
  const { plans, firstRow } = await sniffFile(await describeSource(path), {}, null);
  const names = plans.map((plan) => plan.name);
  const has = (list: readonly string[]): boolean =>
    pipeline.features.every(({ name }) => list.includes(name));
  // A header over columns of text alone looks like a row, but here its names are known.
  return !has(names) && has(firstRow) ? { names: firstRow, header: true } : { names };
}

function requireColumns(pipeline: FittedPipeline, names: readonly string[]): void {
  const columns = names.map((name) => ({
    name,
    type: 'text' as const,
    codes: new Int32Array(0),
    dictionary: [],
  }));
  alignTable(pipeline, { rows: 0, columns });
}

/**
 * Reads a delimited file for scoring. Cells that do not fit the type of training count as missing,
 * with a warning. Errors: SCHEMA_MISMATCH naming the columns the model misses, and those of an import.
 */
export async function readScoringFile(
  path: string,
  pipeline: FittedPipeline,
): Promise<ScoringFile> {
  const { names, ...header } = await readNames(path, pipeline);
  requireColumns(pipeline, names);
  const wanted: Types = Object.fromEntries(
    // A fraction among what training saw as whole numbers is a number still.
    pipeline.features.map(({ name, type }) => [name, type === 'integer' ? 'number' : type]),
  );
  const asShown: Types = Object.fromEntries(
    names.map((name) => [name, wanted[name] === 'number' ? 'number' : 'text']),
  );
  const shown = await readDelimited(path, { ...header, types: asShown });
  // Truth values and dates are written in many ways, which the reader knows and text would keep.
  const reread = pipeline.features.some(({ type }) => type === 'boolean' || type === 'datetime');
  const read = reread ? await readDelimited(path, { ...header, types: wanted }) : shown;
  const aligned = alignTable(pipeline, read.table);
  return {
    shown: shown.table,
    aligned: aligned.table,
    warnings: [...read.warnings, ...aligned.warnings],
  };
}
