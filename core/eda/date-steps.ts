import type { ProfileColumn } from '../contract/eda.ts';

const day = 86_400_000;
const mostGaps = 20;
/** Neighbours further apart than this many steps have something missing between them. */
const gapFrom = 1.5;
/** Share of the distances that must be about the usual one before others count as gaps. */
const regularShare = 0.5;

/**
 * First and last of ascending moments (milliseconds), their most frequent distance (of equally frequent
 * ones the shorter), and where it is broken: neighbours more than 1.5 steps apart. Equal moments count
 * once. Days without any weekend are counted in weekdays. Moments of which fewer than half follow the
 * step within half of it have no gaps, because they follow no clock. Null without values. O(n).
 */
export function dateSteps(sorted: Float64Array): ProfileColumn['dates'] {
  if (sorted.length === 0) return null;
  const range = { first: sorted[0]!, last: sorted.at(-1)! };
  const distances = new Map<number, number>();
  let neighbours = 0;
  let weekends = false;
  for (let i = 0; i < sorted.length; i++) {
    weekends ||= isWeekend(sorted[i]!);
    if (i === 0 || sorted[i] === sorted[i - 1]) continue;
    const distance = sorted[i]! - sorted[i - 1]!;
    distances.set(distance, (distances.get(distance) ?? 0) + 1);
    neighbours++;
  }
  const step = mostFrequent(distances);
  if (step === null) return { ...range, step, gaps: [], gapCount: 0 };
  let near = 0;
  for (const [distance, count] of distances) {
    if (Math.abs(distance - step) <= step / 2) near += count;
  }
  if (near < regularShare * neighbours) return { ...range, step, gaps: [], gapCount: 0 };
  const between =
    step === day && !weekends
      ? (from: number, to: number) => weekdays(to) - weekdays(from)
      : (from: number, to: number) => (to - from) / step;
  return { ...range, step, ...findGaps(sorted, between) };
}

function mostFrequent(distances: ReadonlyMap<number, number>): number | null {
  let best: number | null = null;
  let most = 0;
  for (const [distance, count] of distances) {
    if (count > most || (count === most && distance < best!)) [best, most] = [distance, count];
  }
  return best;
}

function findGaps(
  sorted: Float64Array,
  between: (from: number, to: number) => number,
): Pick<NonNullable<ProfileColumn['dates']>, 'gaps' | 'gapCount'> {
  const gaps: { from: number; to: number; missing: number }[] = [];
  let gapCount = 0;
  for (let i = 1; i < sorted.length; i++) {
    const steps = between(sorted[i - 1]!, sorted[i]!);
    if (steps <= gapFrom) continue;
    gapCount++;
    gaps.push({
      from: sorted[i - 1]!,
      to: sorted[i]!,
      missing: Math.max(1, Math.round(steps) - 1),
    });
    if (gaps.length > 4 * mostGaps) keepLongest(gaps);
  }
  keepLongest(gaps);
  return { gaps: gaps.sort((a, b) => a.from - b.from), gapCount };
}

function keepLongest(gaps: { from: number; to: number; missing: number }[]): void {
  gaps.sort((a, b) => b.missing - a.missing || a.from - b.from);
  gaps.length = Math.min(gaps.length, mostGaps);
}

/** Days since the Monday before 1970. */
function dayNumber(time: number): number {
  return Math.floor(time / day) + 3;
}

function isWeekend(time: number): boolean {
  return ((dayNumber(time) % 7) + 7) % 7 >= 5;
}

/** Weekdays before a moment's day, counted from a Monday. */
function weekdays(time: number): number {
  const days = dayNumber(time);
  const weeks = Math.floor(days / 7);
  return weeks * 5 + Math.min(5, days - weeks * 7);
}
