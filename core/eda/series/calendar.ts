import { AppError } from '../../base/app-error.ts';

/** A step of the UTC calendar, such as 6 hours or 1 month. */
export interface Frequency {
  readonly count: number;
  readonly unit: 'min' | 'h' | 'd' | 'w' | 'mo' | 'q' | 'y';
}

const minute = 60_000;
export const day = 1440 * minute;
/** The first Monday of UTC time. */
const monday = 4 * day;
const fixed = { min: minute, h: 60 * minute, d: day, w: 7 * day } as const;
const months = { mo: 1, q: 3, y: 12 } as const;

/** `6h`, `1mo` or `mo`, which is one month. Throws INVALID_INPUT. */
export function parseFrequency(text: string): Frequency {
  const [, digits, unit] = /^(\d{0,4})(min|h|d|w|mo|q|y)$/.exec(text) ?? [];
  const count = digits === '' ? 1 : Number(digits);
  if (unit === undefined || count < 1) {
    throw new AppError('INVALID_INPUT', `"${text}" is no step of time`, {
      hint: 'Write 30min, 1h, 1d, 1w, 1mo, 1q or 1y',
      path: 'resample',
    });
  }
  return { count, unit: unit as Frequency['unit'] };
}

export function frequencyLabel({ count, unit }: Frequency): string {
  return `${count}${unit}`;
}

/** Steps of a frequency, numbered from the one that holds the first moment. */
export interface Steps {
  /** The step that a moment lies in. */
  indexOf(time: number): number;
  /** Where a step begins. */
  startOf(index: number): number;
}

/**
 * The calendar's steps from the first moment on: minutes, hours and days are counted from its midnight,
 * weeks from its Monday, months, quarters and years from their first day; all UTC.
 */
export function calendarSteps({ count, unit }: Frequency, first: number): Steps {
  if (unit === 'mo' || unit === 'q' || unit === 'y') {
    const size = months[unit];
    const origin = Math.floor(monthIndex(first) / size) * size;
    return {
      indexOf: (time) => Math.floor((monthIndex(time) - origin) / (size * count)),
      startOf: (index) => monthStart(origin + index * size * count),
    };
  }
  const width = fixed[unit] * count;
  const origin =
    unit === 'w'
      ? monday + Math.floor((first - monday) / (7 * day)) * 7 * day
      : Math.floor(first / day) * day;
  return {
    indexOf: (time) => Math.floor((time - origin) / width),
    startOf: (index) => origin + index * width,
  };
}

/** Months since January 1970, of the moment's UTC month. */
export function monthIndex(time: number): number {
  const date = new Date(time);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

/** The first moment of a month counted from January 1970. */
export function monthStart(index: number): number {
  return new Date(0).setUTCFullYear(
    1970 + Math.floor(index / 12),
    index - 12 * Math.floor(index / 12),
    1,
  );
}

/** Observations in the season that the calendar suggests for a step, or null. */
export function calendarSeason({ count, unit }: Frequency): number | null {
  switch (unit) {
    case 'min':
      return whole(count < 5 ? 60 / count : 1440 / count);
    case 'h':
      return whole(24 / count);
    case 'd':
      return whole(7 / count);
    case 'w':
      return whole(52 / count);
    case 'mo':
      return whole(12 / count);
    case 'q':
      return whole(4 / count);
    case 'y':
      return null;
  }
}

function whole(period: number): number | null {
  return Number.isInteger(period) && period >= 2 ? period : null;
}
