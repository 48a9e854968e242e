import { calendarSeason, day, frequencyLabel, monthIndex, type Frequency } from './calendar.ts';

/** The usual distance between observations. */
export interface RegularStep {
  /** Such as `1h`, `1mo`, `1b` (weekdays), or `irregular`. */
  readonly label: string;
  /** Observations in the season that the calendar suggests, or null. */
  readonly season: number | null;
  /** Steps from one moment to a later one: 1 where nothing is missing between. */
  between(from: number, to: number): number;
}

/** What the moments are: points of UTC time, or numbers without a calendar. */
export type Clock = 'calendar' | 'numbers';

/** Steps differ from whole multiples of the usual one by no more than this share of it. */
const numberTolerance = 0.05;

/**
 * The usual step of ascending, distinct moments. It is a calendar month (or several) when all lie on
 * one day of the month, or on its last, and are whole multiples of it apart; else the commonest
 * distance, when at least half of all distances are that and the others its multiples; else the median,
 * and the series is irregular. Days without any weekend are weekdays.
 */
export function regularStep(times: Float64Array, clock: Clock): RegularStep {
  if (times.length < 3) return irregular(times);
  if (clock === 'numbers') return numberStep(times) ?? irregular(times);
  return monthStep(times) ?? fixedStep(times) ?? irregular(times);
}

function distances(times: Float64Array): Float64Array {
  return Float64Array.from({ length: times.length - 1 }, (_, i) => times[i + 1]! - times[i]!);
}

function median(values: Float64Array): number {
  return values.toSorted()[Math.floor((values.length - 1) / 2)]!;
}

/** The distance that most neighbours have, if it is at least half of them and divides the others. */
function commonDistance(gaps: Float64Array): number | null {
  const counts = new Map<number, number>();
  for (const gap of gaps) counts.set(gap, (counts.get(gap) ?? 0) + 1);
  let common = 0;
  for (const [gap, count] of counts) if (count > (counts.get(common) ?? 0)) common = gap;
  if (2 * counts.get(common)! < gaps.length) return null;
  return [...counts.keys()].every((gap) => gap % common === 0) ? common : null;
}

function monthStep(times: Float64Array): RegularStep | null {
  const dates = Array.from(times, (time) => new Date(time));
  const clockTime = times[0]! - Math.floor(times[0]! / day) * day;
  if (!times.every((time) => time - Math.floor(time / day) * day === clockTime)) return null;
  const sameDay = dates.every((date) => date.getUTCDate() === dates[0]!.getUTCDate());
  const lastDay = () => times.every((time) => new Date(time + day).getUTCDate() === 1);
  if (!sameDay && !lastDay()) return null;
  const count = commonDistance(distances(Float64Array.from(times, monthIndex)));
  if (count === null || count === 0) return null;
  return {
    ...named(monthFrequency(count)),
    between: (from, to) => Math.round((monthIndex(to) - monthIndex(from)) / count),
  };
}

function monthFrequency(count: number): Frequency {
  if (count % 12 === 0) return { count: count / 12, unit: 'y' };
  return count % 3 === 0 ? { count: count / 3, unit: 'q' } : { count, unit: 'mo' };
}

function named(frequency: Frequency): Pick<RegularStep, 'label' | 'season'> {
  return { label: frequencyLabel(frequency), season: calendarSeason(frequency) };
}

function fixedStep(times: Float64Array): RegularStep | null {
  const width = commonDistance(distances(times));
  if (width === null) return null;
  if (width === day && times.length >= 10 && times.every((time) => !isWeekend(time))) {
    return { label: '1b', season: 5, between: (from, to) => weekdays(to) - weekdays(from) };
  }
  return { ...fixedName(width), between: (from, to) => Math.round((to - from) / width) };
}

const widths = [
  ['w', 7 * day],
  ['d', day],
  ['h', day / 24],
  ['min', day / 1440],
] as const;

function fixedName(width: number): Pick<RegularStep, 'label' | 'season'> {
  for (const [unit, size] of widths) {
    if (width % size === 0) return named({ count: width / size, unit });
  }
  return { label: width % 1000 === 0 ? `${width / 1000}s` : `${width}ms`, season: null };
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

function numberStep(times: Float64Array): RegularStep | null {
  const gaps = distances(times);
  const width = median(gaps);
  const regular = gaps.every(
    (gap) => Math.abs(gap / width - Math.round(gap / width)) <= numberTolerance && gap > width / 2,
  );
  if (!regular) return null;
  return {
    label: String(Number(width.toPrecision(6))),
    season: null,
    between: (from, to) => Math.round((to - from) / width),
  };
}

function irregular(times: Float64Array): RegularStep {
  const width = times.length < 2 ? 1 : median(distances(times));
  return {
    label: 'irregular',
    season: null,
    // what is up to two and a half times the usual is no gap
    between: (from, to) => Math.max(1, Math.floor((to - from) / width - 0.5)),
  };
}
