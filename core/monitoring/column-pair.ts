import type { ColumnType } from '../contract/common.ts';
import { isCoded, type Column, type NumericColumn } from '../table/table.ts';
import {
  asCoded,
  booleanLabel,
  countLabels,
  countValues,
  usedLabels,
  type CategoryCounts,
} from './category-counts.ts';
import { numericSample, type NumericSample } from './numeric-sample.ts';

/**
 * An integer column with at most so many distinct values in the current version is categorical. Evidently
 * sees a column with missing cells as floats, hence as numeric, and so does this.
 */
const INTEGER_CATEGORIES = 10;

interface PairBase {
  readonly column: string;
  readonly type: ColumnType;
  /** Why the column is treated other than its type says, or null. */
  readonly note: string | null;
}

export interface NumericPair extends PairBase {
  readonly kind: 'numeric';
  readonly reference: NumericSample;
  readonly current: NumericSample;
}

interface SideSize {
  readonly rows: number;
  readonly missing: number;
}

export interface CategoricalPair extends PairBase {
  readonly kind: 'categorical';
  readonly counts: CategoryCounts;
  readonly reference: SideSize;
  readonly current: SideSize;
}

export interface SkippedColumn {
  readonly kind: 'skipped';
  readonly column: string;
  readonly reason: string;
}

export interface PairOptions {
  /** Compare values as categories whatever their number: the target of a classifier. */
  readonly categorical?: boolean;
}

/**
 * Decides how a column of two versions is compared, and counts or sorts it for that. Numbers are
 * numeric; booleans, categories, and integers with at most 10 distinct values and nothing missing in the
 * current version are categorical. Skipped, with the reason: dates, free text (more than half of the cells distinct),
 * columns of one version only, columns without a value, types that cannot be compared.
 */
export function pairColumn(
  reference: Column | undefined,
  current: Column | undefined,
  options: PairOptions = {},
): NumericPair | CategoricalPair | SkippedColumn {
  const column = (reference ?? current)?.name ?? '';
  const skip = (reason: string): SkippedColumn => ({ kind: 'skipped', column, reason });
  if (!reference) return skip('only in the current version');
  if (!current) return skip('only in the reference version');
  if (reference.type === 'datetime' || current.type === 'datetime') {
    return skip(
      reference.type === current.type
        ? 'dates and times have no drift test'
        : `${reference.type} in the reference, ${current.type} in the current version`,
    );
  }
  if (isCoded(reference) || isCoded(current)) return pairLabels(reference, current, skip);
  return pairNumbers(reference, current, { ...options, skip });
}

type Skip = (reason: string) => SkippedColumn;

function typeNote(reference: Column, current: Column, treatment: string): string | null {
  if (reference.type === current.type) return null;
  return `${reference.type} in the reference, ${current.type} in the current version: ${treatment}`;
}

function pairLabels(
  reference: Column,
  current: Column,
  skip: Skip,
): CategoricalPair | SkippedColumn {
  const mixed = !isCoded(reference) || !isCoded(current);
  const sides = [reference, current].map(asCoded);
  const used = sides.map(usedLabels);
  for (const [i, { cells }] of used.entries()) if (cells === 0) return skip(emptyReason(i));
  const free = used.find(({ distinct, cells }) => distinct > cells / 2);
  if (free && (mixed || current.type === 'text' || reference.type === 'text')) {
    const count = `${free.distinct} distinct values in ${free.cells} cells`;
    return skip(typeNote(reference, current, `${count}, not comparable`) ?? `free text: ${count}`);
  }
  const [a, b] = sides;
  return {
    kind: 'categorical',
    column: current.name,
    type: current.type,
    note: mixed ? typeNote(reference, current, 'compared as text') : null,
    counts: countLabels(a!, b!),
    reference: { rows: a!.codes.length, missing: a!.codes.length - used[0]!.cells },
    current: { rows: b!.codes.length, missing: b!.codes.length - used[1]!.cells },
  };
}

function emptyReason(side: number): string {
  return `no value in the ${side === 0 ? 'reference' : 'current'} version`;
}

function isZeroOrOne(column: NumericColumn): boolean {
  return column.values.every((value) => value === 0 || value === 1 || Number.isNaN(value));
}

function pairNumbers(
  reference: NumericColumn,
  current: NumericColumn,
  options: PairOptions & { readonly skip: Skip },
): NumericPair | CategoricalPair | SkippedColumn {
  const anyBoolean = reference.type === 'boolean' || current.type === 'boolean';
  if (anyBoolean && !(isZeroOrOne(reference) && isZeroOrOne(current))) {
    return options.skip(typeNote(reference, current, 'not comparable') ?? 'no truth values');
  }
  const samples = [numericSample(reference.values), numericSample(current.values)] as const;
  for (const [i, { values }] of samples.entries()) {
    if (values.length === 0) return options.skip(emptyReason(i));
  }
  const integers = reference.type === 'integer' && current.type === 'integer';
  const { missing, distinct } = samples[1];
  const few = integers && missing === 0 && distinct <= INTEGER_CATEGORIES;
  const base = { column: current.name, reference: samples[0], current: samples[1] };
  if (anyBoolean || few || options.categorical) {
    const type = anyBoolean ? 'boolean' : current.type;
    return {
      ...base,
      kind: 'categorical',
      type,
      note: typeNote(reference, current, `compared as ${type}`),
      counts: countValues(...samples, anyBoolean ? booleanLabel : String),
    };
  }
  const type = integers ? 'integer' : 'number';
  return {
    ...base,
    kind: 'numeric',
    type,
    note: typeNote(reference, current, 'compared as number'),
  };
}
