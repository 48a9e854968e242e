import { AppError } from '../base/app-error.ts';
import { countOf, wholeText } from '../base/count-of.ts';
import type { Warning } from '../contract/common.ts';
import { castColumn } from '../models/cast-column.ts';
import type { FittedPipeline } from '../models/pipeline.ts';
import { cellText, findColumn, isCoded } from '../table/table.ts';
import type { Column, Table } from '../table/table.ts';

/** What a fitted pipeline, or one that is still to be fitted, says of its target. */
export type TargetSchema = Pick<FittedPipeline, 'target' | 'classes'>;

export interface TargetValues<V> {
  /** The rows that have a target. */
  readonly rows: Int32Array;
  readonly y: V;
}

function targetColumn({ target }: TargetSchema, table: Table): Column {
  const column = findColumn(table, target.name);
  if (column) return castColumn(column, target.type).column;
  throw new AppError('SCHEMA_MISMATCH', `The version has no column '${target.name}', the target.`, {
    hint: 'Evaluate on a version that carries the target; serving.predict needs none',
  });
}

function requireRows(rows: readonly number[], name: string): void {
  if (rows.length > 0) return;
  throw new AppError('NOT_ENOUGH_DATA', `No row has a value in '${name}', the target.`, {
    path: 'version',
    hint: 'Choose a version whose rows carry the target; serving.predict needs none',
  });
}

/** Says that rows without a target were left out, when that is so. */
export function warnOfUntold(all: number, told: number, name: string): Warning[] {
  if (told >= all) return [];
  const left = all - told;
  const message = `${wholeText(left)} of ${countOf(all, 'row')} ${left === 1 ? 'has' : 'have'} no value in '${name}', the target; ${left === 1 ? 'it is' : 'they are'} left out.`;
  return [{ kind: 'target', column: name, message }];
}

/** The class index of each row that has a target. TARGET_INVALID when a value is no class. */
export function classTargets(pipeline: TargetSchema, table: Table): TargetValues<Int32Array> {
  const column = targetColumn(pipeline, table);
  const index = new Map(pipeline.classes.map((label, k) => [label, k]));
  const rows: number[] = [];
  const y: number[] = [];
  const strange = new Set<string>();
  for (let row = 0; row < table.rows; row++) {
    const label = cellText(column, row);
    if (label === null) continue;
    const k = index.get(label);
    if (k === undefined) strange.add(label);
    else {
      rows.push(row);
      y.push(k);
    }
  }
  if (strange.size > 0) {
    const shown = [...strange].slice(0, 5).map((label) => `'${label}'`);
    throw new AppError(
      'TARGET_INVALID',
      `'${column.name}' holds ${strange.size} values that are no class of the model, such as ${shown.join(', ')}.`,
      { hint: `Classes of the model: ${pipeline.classes.join(', ')}` },
    );
  }
  requireRows(rows, column.name);
  return { rows: Int32Array.from(rows), y: Int32Array.from(y) };
}

/** The number of each row that has a target. TARGET_INVALID when the target holds no numbers. */
export function numberTargets(pipeline: TargetSchema, table: Table): TargetValues<Float64Array> {
  const { column, unreadable } = castColumn(targetColumn(pipeline, table), 'number');
  if (isCoded(column) || unreadable !== null) {
    throw new AppError(
      'TARGET_INVALID',
      `'${column.name}' must hold numbers, but has '${unreadable?.example ?? ''}'.`,
      { hint: 'Correct the values, or import the column as numbers' },
    );
  }
  const rows: number[] = [];
  for (let row = 0; row < table.rows; row++) {
    if (Number.isFinite(column.values[row]!)) rows.push(row);
  }
  requireRows(rows, column.name);
  return { rows: Int32Array.from(rows), y: Float64Array.from(rows, (row) => column.values[row]!) };
}
