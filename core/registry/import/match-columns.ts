import { AppError } from '../../base/app-error.ts';
import type { Warning } from '../../contract/common.ts';
import type { ColumnRef } from '../../data/read-table.ts';
import { listNames } from '../../preprocessing/coded.ts';
import type { ForeignShape } from './foreign-model.ts';

export interface MatchedColumns {
  /** The column of each feature. */
  readonly features: readonly ColumnRef[];
  readonly target: string;
  /** Null: the version does not have it. */
  readonly targetColumn: ColumnRef | null;
  readonly warnings: readonly Warning[];
}

/** LightGBM and skl2onnx write no blanks. */
const plain = (name: string): string => name.replaceAll(/\s/g, '_');

function mismatch(message: string, hint: string): AppError {
  return new AppError('SCHEMA_MISMATCH', message, { hint, path: 'version' });
}

/** The column of each named feature, undefined where the version lacks it. */
export function findFeatures(
  { features }: ForeignShape,
  columns: readonly ColumnRef[],
): { readonly found: readonly (ColumnRef | undefined)[]; readonly missing: readonly string[] } {
  const exact = new Map(columns.map((column) => [column.name, column]));
  const loose = new Map<string, ColumnRef[]>();
  for (const column of columns) {
    const name = plain(column.name);
    loose.set(name, [...(loose.get(name) ?? []), column]);
  }
  const found = features.map(({ name }) => {
    const similar = loose.get(plain(name)) ?? [];
    return exact.get(name) ?? (similar.length === 1 ? similar[0] : undefined);
  });
  const missing = features.filter((_, j) => !found[j]).map(({ name }) => name);
  return { found, missing };
}

function matchNames(model: ForeignShape, columns: readonly ColumnRef[]): ColumnRef[] {
  const { found, missing } = findFeatures(model, columns);
  if (missing.length === 0) return found.filter((column) => column !== undefined);
  const has = `The version has: ${listNames(columns.map(({ name }) => name))}`;
  if (missing.length === 1) {
    throw mismatch(`The column the model reads is missing: ${listNames(missing)}.`, has);
  }
  throw mismatch(
    `${missing.length} columns the model reads are missing: ${listNames(missing)}.`,
    has,
  );
}

function matchPlaces(
  { features }: ForeignShape,
  columns: readonly ColumnRef[],
  target: string | undefined,
): ColumnRef[] {
  const others = columns.filter(({ name }) => name !== target);
  if (others.length === features.length) return others;
  const besides = target === undefined ? '' : ' besides the target';
  throw mismatch(
    `The model names no columns and reads ${features.length} by their position; the version has ${others.length}${besides}.`,
    target === undefined && others.length === features.length + 1
      ? 'Name the target'
      : 'Make a version with the columns of its training, in their order, and the target',
  );
}

function findTarget(
  used: readonly ColumnRef[],
  columns: readonly ColumnRef[],
  asked: string | undefined,
): Pick<MatchedColumns, 'target' | 'targetColumn' | 'warnings'> {
  if (asked !== undefined) {
    if (used.some(({ name }) => name === asked)) {
      throw new AppError('INVALID_INPUT', `The model reads '${asked}'; it cannot be the target.`, {
        hint: 'Name the column it predicts',
        path: 'target',
      });
    }
    const targetColumn = columns.find(({ name }) => name === asked) ?? null;
    if (targetColumn) return { target: asked, targetColumn, warnings: [] };
    const message = `The version has no column '${asked}': the model is not evaluated.`;
    return { target: asked, targetColumn, warnings: [{ kind: 'import', message }] };
  }
  const left = columns.filter((column) => !used.includes(column));
  if (left.length > 1) {
    throw new AppError(
      'INVALID_INPUT',
      `The file does not say what the model predicts; ${left.length} columns are left: ${listNames(left.map(({ name }) => name))}.`,
      { hint: 'Name the target', path: 'target' },
    );
  }
  const [only] = left;
  if (!only) {
    const message = 'The version has no column that the model could predict: it is not evaluated.';
    return { target: 'target', targetColumn: null, warnings: [{ kind: 'import', message }] };
  }
  const message = `'${only.name}' is taken for the target: the model reads all other columns.`;
  const warnings = [{ kind: 'import', column: only.name, message }];
  return { target: only.name, targetColumn: only, warnings };
}

/**
 * The columns of a version that a foreign model reads, by name, or by position where its file has no
 * names, and the one it predicts. SCHEMA_MISMATCH names the missing ones.
 */
export function matchColumns(
  model: ForeignShape,
  columns: readonly ColumnRef[],
  asked: string | undefined,
): MatchedColumns {
  const features = model.named ? matchNames(model, columns) : matchPlaces(model, columns, asked);
  const twice = features.find((column, j) => features.indexOf(column) !== j);
  if (twice) throw mismatch(`Two features would be the column '${twice.name}'.`, 'Rename one');
  const found = findTarget(features, columns, asked);
  if (model.named) return { features, ...found };
  const names = listNames(features.map(({ name }) => name));
  const message = `The file names no columns; they are taken by their position: ${names}.`;
  return { features, ...found, warnings: [{ kind: 'import', message }, ...found.warnings] };
}
