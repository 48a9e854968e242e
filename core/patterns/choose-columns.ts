import { AppError } from '../base/app-error.ts';
import type { Warning } from '../contract/common.ts';
import type { ColumnRef } from '../data/read-table.ts';
import { selectFeatures } from '../models/select-features.ts';
import { listNames } from '../preprocessing/coded.ts';
import type { Table } from '../table/table.ts';

/** The columns that a caller asked for, in the version's order. INVALID_INPUT names an unknown one. */
export function askedColumns(
  columns: readonly ColumnRef[],
  asked: {
    readonly columns?: readonly string[] | undefined;
    readonly exclude?: readonly string[] | undefined;
  },
): ColumnRef[] {
  for (const field of ['columns', 'exclude'] as const) {
    for (const name of asked[field] ?? []) requireName(columns, name, field);
  }
  const wanted = asked.columns === undefined ? null : new Set(asked.columns);
  const left = new Set(asked.exclude);
  const kept = columns.filter(({ name }) => (wanted?.has(name) ?? true) && !left.has(name));
  if (kept.length > 0) return kept;
  throw new AppError('INVALID_INPUT', 'No column is left to look at', {
    hint: 'Name at least one column, or exclude fewer',
    path: wanted ? 'columns' : 'exclude',
  });
}

/** Throws INVALID_INPUT when the version has no such column. */
export function requireName(columns: readonly ColumnRef[], name: string, path: string): ColumnRef {
  const column = columns.find((candidate) => candidate.name === name);
  if (column) return column;
  const known = listNames(columns.map((candidate) => candidate.name));
  throw new AppError('INVALID_INPUT', `There is no column "${name}". Columns: ${known}`, {
    hint: 'Write the name as the version has it; case counts',
    path,
  });
}

/** The columns worth looking at, as those worth learning from are chosen; warnings name the others. */
export function suitableColumns(
  table: Table,
  explicit: boolean,
): { readonly table: Table; readonly warnings: readonly Warning[] } {
  const chosen = chooseFeatures(table, explicit);
  const names = new Set(chosen.names);
  const columns = table.columns.filter(({ name }) => names.has(name));
  const warnings = chosen.warnings.map((warning) => ({
    ...warning,
    message: warning.message.replace('training row', 'row'),
  }));
  return { table: { rows: table.rows, columns }, warnings };
}

function chooseFeatures(table: Table, explicit: boolean): ReturnType<typeof selectFeatures> {
  try {
    return selectFeatures(table, { explicit });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'NOT_ENOUGH_DATA') throw error;
    const seen = listNames(table.columns.map(({ name }) => name));
    throw new AppError(
      'NOT_ENOUGH_DATA',
      `No column of ${seen} varies in a way that tells rows apart`,
      {
        hint: 'Constant, empty, text and identifier columns are left out; name others',
        path: 'columns',
      },
    );
  }
}
