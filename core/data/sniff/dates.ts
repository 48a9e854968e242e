/** A way a date is written: `iso`, or a strptime pattern. */
export type DateFormat = string;

/** What a caller may say of a column of dates. */
export type DateOrder = 'iso' | 'day-first' | 'month-first' | 'year-first';

const monthNames =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const clock = /^(\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?(?: ?([ap]m))?$/i;
const iso =
  /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})? ?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?)?$/i;
const numeric = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:[ T](.+))?$/;
const dayMonthName = new RegExp(
  `^(\\d{1,2})([ -])(${monthNames})\\2(\\d{4}|\\d{2})(?: (.+))?$`,
  'i',
);
const monthNameDay = new RegExp(`^(${monthNames}) (\\d{1,2})(,?) (\\d{4})(?: (.+))?$`, 'i');

/** The ways the text can be read as a date; two when day and month cannot be told apart, none if it is no date. */
export function dateFormats(text: string): readonly DateFormat[] {
  const isoMatch = iso.exec(text);
  if (isoMatch) {
    const valid = Number(isoMatch[3]) <= 12 && Number(isoMatch[4]) <= 31;
    return valid && Number(isoMatch[3]) > 0 && Number(isoMatch[4]) > 0 ? ['iso'] : [];
  }
  const numericMatch = numeric.exec(text);
  if (numericMatch) return numericFormats(numericMatch);
  const dayFirst = dayMonthName.exec(text);
  if (dayFirst) {
    const [, , separator, month, year, time] = dayFirst;
    return withTime(`%d${separator}${monthCode(month!)}${separator}${yearCode(year!)}`, time);
  }
  const monthFirst = monthNameDay.exec(text);
  if (monthFirst) {
    const [, month, , comma, , time] = monthFirst;
    return withTime(`${monthCode(month!)} %d${comma} %Y`, time);
  }
  return [];
}

/** Whether the text is a time of day alone; such columns stay text. */
export function isTimeOfDay(text: string): boolean {
  return clock.test(text);
}

function numericFormats(match: RegExpExecArray): readonly DateFormat[] {
  const [, first, separator, second, year, time] = match;
  const a = Number(first);
  const b = Number(second);
  if (a === 0 || b === 0) return [];
  const formats: DateFormat[] = [];
  if (a <= 31 && b <= 12) formats.push(`%d${separator}%m${separator}${yearCode(year!)}`);
  if (a <= 12 && b <= 31) formats.push(`%m${separator}%d${separator}${yearCode(year!)}`);
  return formats.flatMap((format) => withTime(format, time));
}

function yearCode(year: string): string {
  return year.length === 4 ? '%Y' : '%y';
}

function monthCode(name: string): string {
  return name.length === 3 ? '%b' : '%B';
}

function withTime(format: DateFormat, time: string | undefined): readonly DateFormat[] {
  if (time === undefined) return [format];
  const match = clock.exec(time);
  if (!match) return [];
  const [, hours, minutes, seconds, fraction, half] = match;
  if (Number(hours) > 23 || Number(minutes) > 59) return [];
  const hour = half === undefined ? '%H' : '%I';
  const tail = `${seconds === undefined ? '' : ':%S'}${fraction === undefined ? '' : '.%g'}`;
  const blank = half !== undefined && / [ap]m$/i.test(time) ? ' ' : '';
  // %g reads milliseconds; finer fractions are not numbers of milliseconds
  if (fraction !== undefined && fraction.length !== 4) return [];
  return [`${format} ${hour}:%M${tail}${blank}${half === undefined ? '' : '%p'}`];
}

export type DateDecision =
  | { readonly kind: 'dates'; readonly formats: readonly DateFormat[]; readonly mixed: boolean }
  | { readonly kind: 'ambiguous'; readonly formats: readonly DateFormat[] }
  | { readonly kind: 'conflict'; readonly example: readonly [string, string] }
  | { readonly kind: 'none' };

/**
 * Which formats read a whole column. Day and month are told apart by values above 12; dates with
 * points are day first by custom. Values that prove both orders are a conflict.
 */
export function decideDates(values: readonly string[]): DateDecision {
  const counts = new Map<DateFormat, number>();
  const proof: { day: string | null; month: string | null; unsure: number } = {
    day: null,
    month: null,
    unsure: 0,
  };
  for (const value of values) {
    const formats = dateFormats(value);
    if (formats.length === 0) return { kind: 'none' };
    for (const format of formats) counts.set(format, (counts.get(format) ?? 0) + 1);
    const [only] = formats;
    if (formats.length === 2) proof.unsure += value.includes('.') ? 0 : 1;
    else if (/^%d[^ ]%m/.test(only!)) proof.day ??= value;
    else if (only!.startsWith('%m')) proof.month ??= value;
  }
  if (proof.day !== null && proof.month !== null) {
    return { kind: 'conflict', example: [proof.day, proof.month] };
  }
  const all = [...counts.keys()];
  if (proof.unsure > 0 && proof.day === null && proof.month === null) {
    return { kind: 'ambiguous', formats: all };
  }
  const formats = keepOrder(all, proof.month === null ? 'day' : 'month');
  const styles = new Set(
    formats.map((format) => format.split(/[ T](?=%[HI])/)[0]!.replace('%B', '%b')),
  );
  return { kind: 'dates', formats, mixed: styles.size > 1 };
}

/** Only the formats of that order, where day and month are both numbers; the others stay. */
export function keepOrder(
  formats: readonly DateFormat[],
  order: 'day' | 'month',
): readonly DateFormat[] {
  const dropped = order === 'day' ? /^%m/ : /^%d[^ ]%m/;
  return formats.filter((format) => !dropped.test(format));
}

/** How a column writes its dates, for people: `iso`, a strptime pattern, or `mixed`. */
export function describeFormats(formats: readonly DateFormat[]): string {
  const [first, second] = formats;
  if (first === undefined) return 'iso';
  return second === undefined ? first : 'mixed';
}
