import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ColumnType, Warning } from '../../contract/common.ts';
import { openDuckdb, sqlName, sqlText } from '../duckdb.ts';
import { physicalType } from '../cast-sql.ts';
import type { ConvertedSource } from '../formats/convert-source.ts';
import { plainPlan, writeSettled, type SettledColumn } from '../formats/settle-stage.ts';
import { nameColumns } from '../sniff/column-names.ts';

/** One file of a combination. */
export interface CombinedPart {
  /** What the source column says. */
  readonly label: string;
  readonly converted: ConvertedSource;
}

export interface CombineOptions {
  readonly sourceColumn: string;
  /** Where the Parquet file is written. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

interface UnionColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly warnings: Warning[];
}

/** Names are matched without regard to letter case and blanks at the ends, as headers vary. */
export function columnKey(name: string): string {
  return name.trim().toLowerCase();
}

/**
 * The rows of all parts one after the other, columns matched by name; a column that a part lacks is
 * missing there. Where types differ the column takes the wider one: number for integer and number, else
 * text, with a warning. A column without any value in a part takes the type of the others.
 */
export async function combineParts(
  parts: readonly CombinedPart[],
  options: CombineOptions,
): Promise<ConvertedSource> {
  const columns = unionColumns(parts);
  const named = nameColumns(
    [...columns.map((column) => column.name), options.sourceColumn],
    columns.length + 1,
  );
  const parquetPath = join(options.folder, `${randomUUID()}.parquet`);
  using duck = await openDuckdb({ folders: [options.folder], signal: options.signal });
  try {
    const selects = runsOfSameShape(parts).map((run) => selectRun(run, columns));
    const plans: SettledColumn[] = named.names.map((name, index) => ({
      plan: plainPlan(name, columns[index]?.type ?? 'text'),
      value: `c${index}`,
    }));
    const relation = `(${selects.join('\nUNION ALL\n')})`;
    const settled = await writeSettled(duck, relation, { columns: plans, target: parquetPath });
    return {
      parquetPath,
      rows: settled.rows,
      columns: settled.columns,
      rejected: gatherRejected(parts),
      warnings: [
        ...named.warnings,
        ...columns.flatMap((column) => column.warnings),
        ...gatherWarnings(parts),
      ],
    };
  } catch (error) {
    await rm(parquetPath, { force: true });
    throw error;
  }
}

function unionColumns(parts: readonly CombinedPart[]): UnionColumn[] {
  const found = new Map<string, { name: string; types: Map<ColumnType, string>; count: number }>();
  for (const { label, converted } of parts) {
    for (const { name, type, missing } of converted.columns) {
      const key = columnKey(name);
      const column = found.get(key) ?? { name, types: new Map<ColumnType, string>(), count: 0 };
      column.count++;
      // category and text are stored the same way, and told apart on all rows
      const stored = type === 'category' ? 'text' : type;
      if (missing < converted.rows && !column.types.has(stored)) column.types.set(stored, label);
      found.set(key, column);
    }
  }
  return [...found.values()].map(({ name, types, count }) => {
    const warnings: Warning[] = [];
    if (count < parts.length) {
      warnings.push({
        kind: 'column_not_everywhere',
        message: `${name} is in ${count} of ${parts.length} files; it is missing in the others`,
        column: name,
      });
    }
    return { name, type: widest(name, types, warnings), warnings };
  });
}

function widest(
  name: string,
  types: ReadonlyMap<ColumnType, string>,
  warnings: Warning[],
): ColumnType {
  const [first = 'text'] = types.keys();
  if (types.size <= 1) return first;
  if (types.size === 2 && types.has('integer') && types.has('number')) return 'number';
  const examples = [...types].map(([type, label]) => `${type} in ${label}`).join(', ');
  warnings.push({
    kind: 'combined_types',
    message: `${name} is ${examples}; it is kept as text`,
    column: name,
  });
  return 'text';
}

/** Parts one after the other whose columns have the same names and types are read as one. */
function runsOfSameShape(parts: readonly CombinedPart[]): CombinedPart[][] {
  const runs: CombinedPart[][] = [];
  let last = '';
  for (const part of parts) {
    const shape = JSON.stringify(part.converted.columns.map(({ name, type }) => [name, type]));
    if (shape === last) runs.at(-1)!.push(part);
    else runs.push([part]);
    last = shape;
  }
  return runs;
}

function selectRun(run: readonly CombinedPart[], columns: readonly UnionColumn[]): string {
  const own = new Map(run[0]!.converted.columns.map(({ name }) => [columnKey(name), name]));
  const select = columns.map((column, index) => {
    const name = own.get(columnKey(column.name));
    const physical = physicalType(plainPlan(column.name, column.type));
    const value = name === undefined ? 'NULL' : sqlName(name);
    return `CAST(${value} AS ${physical}) AS c${index}`;
  });
  const paths = run.map((part) => sqlText(part.converted.parquetPath)).join(', ');
  const labels = run.map((part) => sqlText(part.label)).join(', ');
  select.push(`list_extract([${labels}], CAST(file_index AS BIGINT) + 1) AS c${columns.length}`);
  return `SELECT ${select.join(', ')} FROM read_parquet([${paths}])`;
}

function gatherRejected(parts: readonly CombinedPart[]): ConvertedSource['rejected'] {
  const sample = parts.flatMap(({ label, converted }) =>
    converted.rejected.sample.map((row) => ({ ...row, reason: `${label}: ${row.reason}` })),
  );
  const rows = parts.reduce((sum, part) => sum + part.converted.rejected.rows, 0);
  return { rows, sample: sample.slice(0, 100) };
}

/** Each kind of warning once a column, with the number of files that have it. */
function gatherWarnings(parts: readonly CombinedPart[]): Warning[] {
  const found = new Map<string, { warning: Warning; label: string; files: number }>();
  for (const { label, converted } of parts) {
    const here = new Set<string>();
    for (const warning of converted.warnings) {
      const key = `${warning.kind}\n${warning.column ?? ''}`;
      if (here.has(key)) continue;
      here.add(key);
      const known = found.get(key);
      if (known) known.files++;
      else found.set(key, { warning, label, files: 1 });
    }
  }
  return [...found.values()].map(({ warning, label, files }) => ({
    ...warning,
    message: `${label}${files > 1 ? ` and ${files - 1} more` : ''}: ${warning.message}`,
  }));
}
