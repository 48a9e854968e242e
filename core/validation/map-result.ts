import type { resultFormats } from '../contract/validation.ts';

export type ResultFormat = (typeof resultFormats)[number];

/** Values a result lists in part, as Great Expectations. */
export const partialCount = 20;

export interface MapCounts {
  /** Rows the rule is about. */
  readonly elements: number;
  /** Of these, rows that are not missing. */
  readonly present: number;
  readonly unexpected: number;
}

/** Rows that break a rule, in the order of the rows; all of them for COMPLETE, else the first. */
export interface BrokenRows {
  readonly values: readonly unknown[];
  readonly rowNumbers: readonly number[];
}

/** (present − unexpected) / present ≥ mostly; true where nothing is present. */
export function isMostlyKept(counts: MapCounts, mostly: number): boolean {
  if (counts.present === 0) return true;
  return (counts.present - counts.unexpected) / counts.present >= mostly;
}

/** The result of a rule about rows in the shape of Great Expectations; percents are 0..100. */
export function mapResult(
  counts: MapCounts,
  broken: BrokenRows,
  options: { readonly format: ResultFormat; readonly countsMissing: boolean },
): Record<string, unknown> {
  const { format, countsMissing } = options;
  if (format === 'BOOLEAN_ONLY') return {};
  const { elements, present, unexpected } = counts;
  const ofAll = elements === 0 ? null : (unexpected / elements) * 100;
  const ofPresent = present === 0 ? null : (unexpected / present) * 100;
  const missing = elements - present;
  const result: Record<string, unknown> = {
    element_count: elements,
    unexpected_count: unexpected,
    unexpected_percent: ofPresent,
    partial_unexpected_list: broken.values.slice(0, partialCount),
  };
  if (countsMissing) {
    result['missing_count'] = missing;
    result['missing_percent'] = elements === 0 ? null : (missing / elements) * 100;
    result['unexpected_percent_total'] = ofAll;
    result['unexpected_percent_nonmissing'] = ofPresent;
  }
  if (format === 'BASIC') return result;
  const seen = format === 'COMPLETE' ? broken.values : broken.values.slice(0, partialCount);
  result['partial_unexpected_counts'] = mostFrequent(seen);
  result['partial_unexpected_index_list'] = broken.rowNumbers.slice(0, partialCount);
  if (format === 'SUMMARY') return result;
  result['unexpected_list'] = broken.values;
  result['unexpected_index_list'] = broken.rowNumbers;
  result['unexpected_index_query'] = `df.filter(items=[${broken.rowNumbers.join(', ')}], axis=0)`;
  return result;
}

interface ValueCount {
  readonly value: unknown;
  readonly count: number;
}

/** The most frequent values, most first, equally frequent ones in order of value. */
function mostFrequent(values: readonly unknown[]): ValueCount[] {
  const counts = new Map<string, { value: unknown; count: number }>();
  for (const listed of values) {
    // an object by column is counted as the list of its values
    const record = listed !== null && typeof listed === 'object' && !Array.isArray(listed);
    const value = record ? Object.values(listed) : listed;
    const key = JSON.stringify(value);
    const entry = counts.get(key);
    if (entry) entry.count++;
    else counts.set(key, { value, count: 1 });
  }
  // stable: of equally frequent values the first seen stay
  return [...counts.values()]
    .toSorted((a, b) => b.count - a.count)
    .slice(0, partialCount)
    .toSorted((a, b) => b.count - a.count || compareValues(a.value, b.value));
}

function compareValues(a: unknown, b: unknown): number {
  if (Array.isArray(a) && Array.isArray(b)) {
    for (const [index, value] of a.entries()) {
      const order = compareValues(value, b[index]);
      if (order !== 0) return order;
    }
    return 0;
  }
  if (a === b || typeof a !== typeof b || a === null || b === null) return 0;
  return (a as number | string) < (b as number | string) ? -1 : 1;
}
