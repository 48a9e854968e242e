import type { ProfileColumn } from '../contract/eda.ts';
import { isCoded, type CodedColumn, type Column, type NumericColumn } from '../table/table.ts';
import { profileNumeric } from './numeric-profile.ts';
import { commonShapes, dateFormatsOf } from './text-shapes.ts';

/** A column's profile with what alerts need besides. */
export interface ProfiledColumn {
  readonly profile: ProfileColumn;
  /** Values per level of a category, text or truth value; per histogram bin of numbers. */
  readonly counts: Float64Array;
  /** How texts write dates, when they do. */
  readonly dateFormats: readonly string[];
}

const topValues = 10;

/**
 * Statistics of one column. `sorted` are the values of a column of numbers or dates, ascending, without
 * missing ones. O(n).
 */
export function profileColumn(column: Column, sorted: Float64Array | null): ProfiledColumn {
  if (isCoded(column)) return profileCoded(column);
  if (column.type === 'boolean') return profileBoolean(column);
  const { facts, counts } = profileNumeric(column, sorted!);
  const profile = { ...base(column, sorted!.length), ...facts };
  return { profile, counts, dateFormats: [] };
}

const nothing = {
  mean: null,
  std: null,
  variance: null,
  min: null,
  max: null,
  sum: null,
  skewness: null,
  kurtosis: null,
  mad: null,
  iqr: null,
  cv: null,
  zeros: null,
  quantiles: {},
  histogram: null,
  outliers: null,
  monotonic: null,
  infinite: 0,
  extremes: null,
  dates: null,
  length: null,
} as const;

function base(
  column: Column,
  count: number,
): Pick<ProfileColumn, 'name' | 'type' | 'count' | 'missing'> {
  const rows = isCoded(column) ? column.codes.length : column.values.length;
  return { name: column.name, type: column.type, count, missing: rows - count };
}

function profileBoolean(column: NumericColumn): ProfiledColumn {
  const counts = new Float64Array(2);
  for (const value of column.values) if (!Number.isNaN(value)) counts[value]!++;
  const count = counts[0]! + counts[1]!;
  const levels = [
    { value: 'true', count: counts[1]! },
    { value: 'false', count: counts[0]! },
  ];
  const top = levels.filter((level) => level.count > 0).toSorted((a, b) => b.count - a.count);
  return {
    profile: {
      ...nothing,
      ...base(column, count),
      distinct: top.length,
      mean: count === 0 ? null : counts[1]! / count,
      sum: count === 0 ? null : counts[1]!,
      top,
      patterns: [],
    },
    counts: counts.filter((n) => n > 0),
    dateFormats: [],
  };
}

function profileCoded(column: CodedColumn): ProfiledColumn {
  const perLevel = new Float64Array(column.dictionary.length);
  let count = 0;
  for (const code of column.codes) {
    if (code < 0) continue;
    perLevel[code]!++;
    count++;
  }
  const counts = perLevel.filter((n) => n > 0);
  return {
    profile: {
      ...nothing,
      ...base(column, count),
      distinct: counts.length,
      top: mostFrequent(column, perLevel),
      patterns: commonShapes(column.dictionary, perLevel),
      length: lengths(column, perLevel, count),
    },
    counts,
    dateFormats: dateFormatsOf(column.dictionary, perLevel),
  };
}

/** Of equal counts the one that appears first. */
function mostFrequent(column: CodedColumn, perLevel: Float64Array): ProfileColumn['top'] {
  const top: { code: number; count: number }[] = [];
  for (let code = 0; code < perLevel.length; code++) {
    const count = perLevel[code]!;
    if (count === 0 || (top.length === topValues && top[topValues - 1]!.count >= count)) continue;
    let at = top.length;
    while (at > 0 && top[at - 1]!.count < count) at--;
    top.splice(at, 0, { code, count });
    if (top.length > topValues) top.pop();
  }
  return top.map(({ code, count }) => ({ value: column.dictionary[code]!, count }));
}

function lengths(
  column: CodedColumn,
  perLevel: Float64Array,
  count: number,
): ProfileColumn['length'] {
  if (count === 0) return null;
  let min = Infinity;
  let max = 0;
  let total = 0;
  for (let code = 0; code < perLevel.length; code++) {
    if (perLevel[code] === 0) continue;
    const characters = countCharacters(column.dictionary[code]!);
    min = Math.min(min, characters);
    max = Math.max(max, characters);
    total += characters * perLevel[code]!;
  }
  return { min, mean: total / count, max };
}

function countCharacters(text: string): number {
  return /[\ud800-\udbff]/.test(text) ? [...text].length : text.length;
}
