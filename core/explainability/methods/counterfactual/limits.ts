import { AppError } from '../../../base/app-error.ts';
import { listNames } from '../../../preprocessing/coded.ts';
import { isCoded, type Column } from '../../../table/table.ts';
import { decimalsOf, distinctNumbers, type Point, type Space } from '../space.ts';

/** What may change, as the caller says it. */
export interface Constraints {
  readonly immutable: readonly string[];
  readonly increasing: readonly string[];
  readonly decreasing: readonly string[];
  readonly ranges: Readonly<
    Record<
      string,
      {
        low?: number | undefined;
        high?: number | undefined;
        values?: readonly string[] | undefined;
      }
    >
  >;
}

/** What one column of the row may become. */
export interface Field {
  readonly fixed: boolean;
  readonly nominal: boolean;
  readonly low: number;
  readonly high: number;
  readonly decimals: number;
  /** Numbers of the categories it may become. */
  readonly allowed: ReadonlySet<number> | null;
  /** Values to try, ascending: categories, or at most 24 quantiles of the training rows. */
  readonly trials: Float64Array;
}

/** Values of a number that are tried by themselves. */
const mostTrials = 24;

function checkNames(names: readonly string[], known: ReadonlySet<string>, path: string): void {
  const strange = names.find((name) => !known.has(name));
  if (strange === undefined) return;
  throw new AppError('INVALID_INPUT', `The model reads no column '${strange}'.`, {
    path,
    hint: `It reads ${listNames([...known])}`,
  });
}

function labelsOf(column: Column): string[] {
  return isCoded(column) ? [...column.dictionary] : ['false', 'true'];
}

function allowedNumbers(column: Column, values: readonly string[] | undefined): Set<number> {
  if (values === undefined) return new Set(distinctNumbers(column));
  const labels = labelsOf(column);
  return new Set(
    values.map((value) => {
      const at = labels.indexOf(value);
      if (at >= 0) return at;
      throw new AppError('INVALID_INPUT', `'${value}' is no value of '${column.name}'.`, {
        path: `ranges.${column.name}.values`,
        hint: `Values in training: ${listNames(labels)}`,
      });
    }),
  );
}

function spreadTrials(values: Float64Array): Float64Array {
  if (values.length <= mostTrials) return values;
  return Float64Array.from(
    { length: mostTrials },
    (_, i) => values[Math.round((i * (values.length - 1)) / (mostTrials - 1))]!,
  );
}

/** Not beyond what training saw, what is asked for, and the side of the row's own value it must keep to. */
function numberField(column: Column, own: number, constraints: Constraints): Field {
  const { name } = column;
  const { increasing, decreasing, ranges } = constraints;
  const seen = distinctNumbers(column);
  const { low = -Infinity, high = Infinity } = ranges[name] ?? {};
  const from = Math.max(low, seen[0] ?? Infinity, increasing.includes(name) ? own : -Infinity);
  const to = Math.min(high, seen.at(-1) ?? -Infinity, decreasing.includes(name) ? own : Infinity);
  return {
    fixed: constraints.immutable.includes(name) || !(from <= to),
    nominal: false,
    low: from,
    high: to,
    decimals: decimalsOf(column),
    allowed: null,
    trials: spreadTrials(seen.filter((value) => value >= from && value <= to)),
  };
}

function nominalField(column: Column, constraints: Constraints): Field {
  const { name } = column;
  const allowed = allowedNumbers(column, constraints.ranges[name]?.values);
  return {
    fixed: constraints.immutable.includes(name) || allowed.size === 0,
    nominal: true,
    low: -Infinity,
    high: Infinity,
    decimals: 0,
    allowed,
    trials: Float64Array.from(allowed),
  };
}

function checkDirections(space: Space, constraints: Constraints): void {
  for (const path of ['increasing', 'decreasing'] as const) {
    const nominal = space.columns.findIndex(
      ({ nominal }, j) => nominal && constraints[path].includes(space.table.columns[j]!.name),
    );
    if (nominal < 0) continue;
    const { name } = space.table.columns[nominal]!;
    throw new AppError('INVALID_INPUT', `'${name}' holds categories, which have no order.`, {
      path,
      hint: 'Say which it may become with ranges, or that it is immutable',
    });
  }
}

/**
 * What each column may become. INVALID_INPUT for columns the model does not read, categories that
 * training did not see and directions of categories. A number stays within what training saw.
 */
export function limitFields(space: Space, original: Point, constraints: Constraints): Field[] {
  const known = new Set(space.table.columns.map(({ name }) => name));
  const { immutable, increasing, decreasing, ranges } = constraints;
  const named = { immutable, increasing, decreasing, ranges: Object.keys(ranges) };
  for (const [path, names] of Object.entries(named)) checkNames(names, known, path);
  checkDirections(space, constraints);
  return space.table.columns.map((column, j) =>
    space.columns[j]!.nominal
      ? nominalField(column, constraints)
      : numberField(column, original[j]!, constraints),
  );
}

/** The value, or the nearest to it the column may have; the row's own where there is none. */
export function project(field: Field, value: number, own: number): number {
  if (field.fixed || Number.isNaN(value) || value === own) return own;
  if (field.allowed) return field.allowed.has(value) ? value : own;
  const rounded = Number(value.toFixed(field.decimals));
  return Math.min(field.high, Math.max(field.low, rounded));
}
