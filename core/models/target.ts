import { AppError } from '../base/app-error.ts';
import type { Task } from '../contract/common.ts';
import { asCoded, countCodes } from '../preprocessing/coded.ts';
import { isCoded, type Column } from '../table/table.ts';
import { maxClasses } from './check-fit.ts';

/** Whole numbers with at most this many values are taken for classes. */
const mostIntegerClasses = 10;

/** Distinct values, missing ones aside, counted up to `most` + 1. */
function countDistinct(values: Float64Array, most: number): number {
  const seen = new Set<number>();
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    seen.add(value);
    if (seen.size > most) break;
  }
  return seen.size;
}

/**
 * What a target asks for: classes when it is text, a category, a boolean, a whole number with at most
 * 10 values, or any number with exactly 2; else a regression.
 */
export function inferTask(column: Column): Task {
  if (isCoded(column) || column.type === 'boolean') return 'classification';
  const most = column.type === 'integer' ? mostIntegerClasses : 2;
  const distinct = countDistinct(column.values, mostIntegerClasses);
  return distinct <= most ? 'classification' : 'regression';
}

/** A target read for a task: rows with a value, and that value. */
export interface ReadTarget {
  readonly classes: readonly string[];
  readonly rows: Int32Array;
  /** Of those rows. */
  readonly y: Float64Array;
}

function refuse(message: string, hint: string): AppError {
  return new AppError('TARGET_INVALID', message, { hint, path: 'target' });
}

function readClasses(column: Column): ReadTarget {
  const coded = asCoded(column);
  const counts = countCodes(coded);
  const used = coded.dictionary
    .map((label, code) => ({ label, code }))
    .filter(({ code }) => counts[code]! > 0);
  const numeric = !isCoded(column) && column.type !== 'boolean';
  used.sort((a, b) => {
    if (numeric) return Number(a.label) - Number(b.label);
    return a.label < b.label ? -1 : a.label > b.label ? 1 : 0;
  });
  if (used.length > maxClasses) {
    throw refuse(
      `The target '${column.name}' has ${used.length} classes; at most ${maxClasses} can be learned.`,
      'Choose another target, train a regression, or group the rare values.',
    );
  }
  if (used.length === 1) {
    throw refuse(
      `The target '${column.name}' is '${used[0]!.label}' on every row.`,
      'Choose a target that takes at least two values.',
    );
  }
  const indexOf = new Int32Array(coded.dictionary.length);
  used.forEach(({ code }, index) => {
    indexOf[code] = index;
  });
  const rows: number[] = [];
  coded.codes.forEach((code, row) => {
    if (code >= 0) rows.push(row);
  });
  return {
    classes: used.map(({ label }) => label),
    rows: Int32Array.from(rows),
    y: Float64Array.from(rows, (row) => indexOf[coded.codes[row]!]!),
  };
}

function readNumbers(column: Column): ReadTarget {
  if (isCoded(column) || column.type === 'datetime') {
    throw refuse(
      `The target '${column.name}' is ${column.type}; a regression needs numbers.`,
      'Choose a numeric target, or the task classification.',
    );
  }
  const rows: number[] = [];
  column.values.forEach((value, row) => {
    if (Number.isFinite(value)) rows.push(row);
  });
  const y = Float64Array.from(rows, (row) => column.values[row]!);
  if (y.length > 0 && y.every((value) => value === y[0])) {
    throw refuse(
      `The target '${column.name}' is ${y[0]} on every row.`,
      'Choose a target that varies.',
    );
  }
  return { classes: [], rows: Int32Array.from(rows), y };
}

/** Rows with a target and its values. TARGET_INVALID when it is missing, constant or unfit. */
export function readTarget(column: Column, task: Task): ReadTarget {
  const target = task === 'classification' ? readClasses(column) : readNumbers(column);
  if (target.rows.length === 0) {
    throw refuse(
      `The target '${column.name}' has no value on any row.`,
      'Choose a column that has values.',
    );
  }
  return target;
}
