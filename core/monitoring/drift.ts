import { AppError } from '../base/app-error.ts';
import { noTick, type Tick } from '../base/tick.ts';
import type { DriftColumn, DriftReport } from '../contract/monitoring.ts';
import { findColumn, type Column, type Table } from '../table/table.ts';
import { columnDrift, type TestChoice } from './column-drift.ts';
import { pairColumn, type PairOptions, type SkippedColumn } from './column-pair.ts';

/** What a report says besides who made it and of which versions. */
export type DriftBody = Omit<DriftReport, 'id' | 'createdAt' | 'reference' | 'current' | 'html'>;

export type ColumnOutcome = DriftColumn | SkippedColumn;

/** Compares one column of two versions; undefined where a version does not have it. */
export function compareColumn(
  reference: Column | undefined,
  current: Column | undefined,
  options: TestChoice & PairOptions,
): ColumnOutcome {
  const pair = pairColumn(reference, current, options);
  return pair.kind === 'skipped' ? pair : columnDrift(pair, options);
}

/** The names of the columns of both, reference first, each once. */
export function unionOfNames(
  reference: readonly { readonly name: string }[],
  current: readonly { readonly name: string }[],
): string[] {
  return [...new Set([...reference, ...current].map(({ name }) => name))];
}

/**
 * The verdict for the set: drifted when at least `driftShare` of the tested columns are, and at least
 * one is. Columns come drifted first, by effect. Throws NOT_ENOUGH_DATA when no column could be tested.
 */
export function summariseDrift(
  outcomes: readonly ColumnOutcome[],
  driftShare: number,
): Omit<DriftBody, 'prediction' | 'target'> {
  const columns: DriftColumn[] = [];
  const skipped: DriftBody['skipped'] = [];
  for (const outcome of outcomes) {
    if (outcome.kind !== 'skipped') columns.push(outcome);
    else skipped.push({ column: outcome.column, reason: outcome.reason });
  }
  if (columns.length === 0) throw nothingToTest(skipped);
  columns.sort((a, b) => Number(b.drifted) - Number(a.drifted) || b.effect - a.effect);
  const driftedColumns = columns.filter(({ drifted }) => drifted).length;
  const share = driftedColumns / columns.length;
  const drifted = driftedColumns > 0 && share >= driftShare;
  return { drifted, share, driftShare, driftedColumns, columns, skipped };
}

function nothingToTest(skipped: DriftBody['skipped']): AppError {
  const reasons = skipped.slice(0, 3).map(({ column, reason }) => `${column}: ${reason}`);
  const more = skipped.length > 3 ? `, and ${skipped.length - 3} more` : '';
  return new AppError(
    'NOT_ENOUGH_DATA',
    `No column can be compared (${reasons.join('; ') || 'there is none'}${more})`,
    { hint: 'Compare two versions that share columns with values in both' },
  );
}

/** Compares all columns of two tables in memory, or the named ones. */
export function compareTables(
  reference: Table,
  current: Table,
  options: TestChoice & { readonly driftShare: number; readonly tick?: Tick },
): DriftBody {
  const { tick = noTick } = options;
  const names = unionOfNames(reference.columns, current.columns);
  const outcomes = names.map((name, i) => {
    tick(i / names.length, name);
    return compareColumn(findColumn(reference, name), findColumn(current, name), options);
  });
  return { ...summariseDrift(outcomes, options.driftShare), prediction: null, target: null };
}
