import { AppError, isAppError } from '../base/app-error.ts';
import type { Warning } from '../contract/common.ts';
import { evenly } from '../evaluation/curves.ts';
import { readModelRows } from '../evaluation/read-model-rows.ts';
import { alignTable } from '../models/align-table.ts';
import type { FittedPipeline } from '../models/pipeline.ts';
import type { Table } from '../table/table.ts';
import { backgroundSize, mostPicked, takeThese } from './plan-rows.ts';
import { needsBackground, type ShapMethod } from './shap-methods.ts';
import type { BackgroundVersion, ShapTaskInput } from './tasks.ts';

export interface Background {
  readonly table: Table;
  /** Rows it was drawn from. */
  readonly of: number;
  readonly version: BackgroundVersion;
  readonly warnings: readonly Warning[];
}

/** Says of what is wrong that it is wrong with the background, not with the rows that are explained. */
function ofBackground(error: unknown): unknown {
  if (!isAppError(error) || error.code !== 'SCHEMA_MISMATCH') return error;
  const { hint } = error;
  return new AppError(error.code, `The background does not fit the model. ${error.message}`, {
    path: 'background',
    ...(hint === undefined ? {} : { hint }),
  });
}

/**
 * The rows that stand in for unknown columns; null where the method needs none and none was asked for.
 * SCHEMA_MISMATCH and NOT_ENOUGH_DATA (path `background`).
 */
export async function readBackground(
  pipeline: FittedPipeline,
  input: Pick<ShapTaskInput, 'background' | 'backgroundRows'>,
  method: ShapMethod,
): Promise<Background | null> {
  const version = input.background;
  if (!version || !(needsBackground(method) || version.given)) return null;
  const read = new Set(pipeline.features.map((feature) => feature.name));
  const { rows: of, given } = version;
  if (of === 0) {
    throw new AppError('NOT_ENOUGH_DATA', 'The background has no rows.', {
      path: 'background',
      hint: 'Name a version with rows, or leave the background out',
    });
  }
  const rows = evenly(of, backgroundSize(method, { rows: of, given, asked: input.backgroundRows }));
  const picked = rows.length < of && rows.length <= mostPicked;
  try {
    const raw = await readModelRows(pipeline, version, {
      wanted: ({ name }) => read.has(name),
      only: picked ? rows : undefined,
    });
    const { table, warnings } = alignTable(pipeline, picked ? raw : takeThese(raw, rows));
    const said = warnings.map((one) => ({ ...one, message: `Background: ${one.message}` }));
    return { table, of, version, warnings: given ? said : [] };
  } catch (error) {
    throw ofBackground(error);
  }
}

/** What is to be known of the background. */
export function warnOfBackground(background: Background | null, method: ShapMethod): Warning[] {
  if (background) return [...background.warnings];
  if (!needsBackground(method)) return [];
  const message =
    'The training data are gone: unknown columns take their typical values, which is one row.';
  return [{ kind: 'background', message }];
}
