import { asCoded, countCodes } from '../preprocessing/coded.ts';
import { isCoded, type Column } from '../table/table.ts';
import type { FeatureSchema } from './pipeline.ts';

function describeCategories(column: Column): FeatureSchema {
  const coded = asCoded(column);
  const counts = countCodes(coded);
  const categories = coded.dictionary
    .map((label, code) => ({ label, count: counts[code]! }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1))
    .map(({ label }) => label);
  const [first] = categories;
  const { name, type } = column;
  const boolean = type === 'boolean';
  return {
    name,
    type,
    categories,
    min: boolean ? 0 : null,
    max: boolean ? 1 : null,
    typical: first === undefined ? null : boolean ? first === 'true' : first,
  };
}

/** What training saw in a raw column. O(rows log rows). */
export function describeFeature(column: Column): FeatureSchema {
  const { name, type } = column;
  if (isCoded(column) || type === 'boolean') return describeCategories(column);
  const sorted = column.values.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length === 0)
    return { name, type, categories: null, min: null, max: null, typical: null };
  const middle = (sorted.length - 1) / 2;
  const low = sorted[Math.floor(middle)]!;
  const median = low / 2 + sorted[Math.ceil(middle)]! / 2;
  const whole = type === 'integer' || type === 'datetime';
  return {
    name,
    type,
    categories: null,
    min: sorted[0]!,
    max: sorted.at(-1)!,
    typical: whole ? low : median,
  };
}
