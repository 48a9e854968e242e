import { AppError } from '../../base/app-error.ts';
import type { OutputOf } from '../../contract/contract.ts';
import { correlationRatio, groupSpread, oneWayAnova } from '../../stats/anova.ts';
import { contingency, explainedEntropy, independenceTest } from '../../stats/contingency.ts';
import { cramersVOfCounts, pearsonMatrix } from '../../stats/correlation.ts';
import { pearsonPValue } from '../../stats/pearson-test.ts';
import { isCoded, type Column, type NumericColumn } from '../../table/table.ts';
import { binColumn, mergeRare, othersLabel, type Binned } from './bin-column.ts';
import { finite, moderate } from './safe-numbers.ts';

export type TargetColumn = OutputOf<'eda.target'>['columns'][number];

/** A target without missing cells, prepared once for all columns. */
export interface TargetFacts {
  readonly column: Column;
  readonly binned: Binned;
  /** The level that most rows have. */
  readonly commonest: number;
}

/** Levels of a category that are listed, besides all others together. */
const mostListed = 20;
const missingLabel = '(missing)';

/** Rows in which a target can be seen: not missing, and finite. Ascending. */
export function presentRows(column: Column): Int32Array {
  const rows: number[] = [];
  for (let row = 0; row < lengthOf(column); row++) {
    const present = isCoded(column)
      ? column.codes[row]! >= 0
      : Number.isFinite(column.values[row]!);
    if (present) rows.push(row);
  }
  return Int32Array.from(rows);
}

function lengthOf(column: Column): number {
  return isCoded(column) ? column.codes.length : column.values.length;
}

/** Throws TARGET_INVALID for a target with fewer than two values. */
export function targetFacts(column: Column): TargetFacts {
  const binned = binColumn(column);
  if (binned.labels.length < 2) {
    const seen = binned.labels.length === 0 ? 'no value' : `one value, ${binned.labels[0]}`;
    throw new AppError('TARGET_INVALID', `The target ${column.name} has ${seen}`, {
      hint: 'Choose a column that varies, or a larger segment',
      path: 'target',
    });
  }
  const counts = new Float64Array(binned.labels.length);
  for (const code of binned.codes) counts[code]!++;
  return { column, binned, commonest: counts.indexOf(Math.max(...counts)) };
}

function isQuantity(column: Column): column is NumericColumn {
  return !isCoded(column) && column.type !== 'boolean';
}

/** How a column goes with the target, over the same rows. O(n + levels × levels of the target). */
export function relateToTarget(column: Column, target: TargetFacts): TargetColumn {
  const binned = binColumn(column);
  // missing cells are a level of their own, the last
  const levels = binned.labels.length;
  const codes = binned.codes.map((code) => (code < 0 ? levels : code));
  const missing = codes.reduce((sum, code) => sum + (code === levels ? 1 : 0), 0);
  const table = contingency(mergeRare(codes, levels + 1), {
    codes: target.binned.codes,
    levels: target.binned.labels.length,
  });
  return {
    name: column.name,
    type: column.type,
    strength: finite(explainedEntropy(table)) ?? 0,
    ...measure(column, binned, target),
    bins: listBins(column, { ...binned, codes }, target),
    missing,
  };
}

function measure(
  column: Column,
  binned: Binned,
  { column: target, binned: classes }: TargetFacts,
): Pick<TargetColumn, 'measure' | 'value' | 'pValue'> {
  if (isQuantity(column) && isQuantity(target)) return linear(column.values, target.values);
  if (isQuantity(column)) return ratio(column.values, classes);
  if (isQuantity(target)) return ratio(target.values, binned);
  const table = contingency(
    { codes: binned.codes, levels: binned.labels.length },
    { codes: classes.codes, levels: classes.labels.length },
  );
  const { pValue } = independenceTest(table);
  const value =
    binned.labels.length < 2 ? null : cramersVOfCounts(table.counts, table.rows, table.columns);
  return { measure: 'cramers_v', value: finite(value), pValue: finite(pValue) };
}

function linear(
  x: Float64Array,
  y: Float64Array,
): Pick<TargetColumn, 'measure' | 'value' | 'pValue'> {
  const r = pearsonMatrix([moderate(x), moderate(y)])[0]![1]!;
  // the target is never missing here
  const n = x.reduce((sum, value) => sum + (Number.isFinite(value) ? 1 : 0), 0);
  return { measure: 'pearson', value: finite(r), pValue: finite(pearsonPValue(r, n)) };
}

function ratio(
  values: Float64Array,
  { codes, labels }: Binned,
): Pick<TargetColumn, 'measure' | 'value' | 'pValue'> {
  const spread = groupSpread(moderate(values), codes, labels.length);
  const value = spread.groups < 2 ? null : finite(correlationRatio(spread));
  return { measure: 'correlation_ratio', value, pValue: finite(oneWayAnova(spread).pValue) };
}

/** The target by bin: its mean where it is a quantity, else the share of its commonest class. */
function listBins(column: Column, binned: Binned, target: TargetFacts): TargetColumn['bins'] {
  const { labels } = binned;
  const listed = isQuantity(column) || labels.length <= mostListed + 1 ? labels.length : mostListed;
  const size = labels.length + 1;
  const counts = new Float64Array(size);
  const sums = new Float64Array(size);
  for (let row = 0; row < binned.codes.length; row++) {
    const code = binned.codes[row]!;
    // others are counted at the place after the listed ones
    const at = code === labels.length ? size - 1 : Math.min(code, listed);
    counts[at]!++;
    sums[at]! += isQuantity(target.column)
      ? target.column.values[row]!
      : Number(target.binned.codes[row] === target.commonest);
  }
  const bin = (label: string, at: number) => ({
    label,
    count: counts[at]!,
    value: counts[at] === 0 ? null : finite(sums[at]! / counts[at]!),
  });
  const bins = labels.slice(0, listed).map(bin);
  if (listed < labels.length) bins.push(bin(othersLabel(binned.distinct - listed), listed));
  if (counts[size - 1]! > 0) bins.push(bin(missingLabel, size - 1));
  return bins;
}

/** Strongest first; of equal strength, the larger measure. */
export function rankTargetColumns(columns: readonly TargetColumn[]): TargetColumn[] {
  const size = (column: TargetColumn) => Math.abs(column.value ?? 0);
  return columns.toSorted((a, b) => b.strength - a.strength || size(b) - size(a));
}
