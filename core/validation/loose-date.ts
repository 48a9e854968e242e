import { DateNumbers, daysIn, isDigits, Unreadable, whole } from './loose-date-numbers.ts';
import { dateTokens } from './loose-date-tokens.ts';

/**
 * Would Python's dateutil.parser.parse read this text? A test only: it follows the rules of dateutil
 * 2.9 without its options. `thisYear` decides the century of years of two digits and fills a missing
 * year.
 */
export function isLooseDate(text: string, thisYear: number): boolean {
  try {
    const found = readParts(dateTokens(text), thisYear);
    return found.any && isMoment(found, thisYear);
  } catch (error) {
    if (error instanceof Unreadable) return false;
    throw error;
  }
}

interface Clock {
  hour: number | null;
  minute: number | null;
  second: number | null;
  zoneName: string | null;
  zoneOffset: number | null;
  weekday: boolean;
}

interface Found extends Clock {
  readonly any: boolean;
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
}

const jumps = new Set([
  ' ',
  '.',
  ',',
  ';',
  '-',
  '/',
  "'",
  'at',
  'on',
  'and',
  'ad',
  'm',
  't',
  'of',
  'st',
  'nd',
  'rd',
  'th',
]);
const weekdays = new Set(
  'mon monday tue tuesday wed wednesday thu thursday fri friday sat saturday sun sunday'.split(' '),
);
const months = new Map(
  'jan january|feb february|mar march|apr april|may|jun june|jul july|aug august|sep sept september|oct october|nov november|dec december'
    .split('|')
    .flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
);
const units = new Map([
  ['h', 0],
  ['hour', 0],
  ['hours', 0],
  ['m', 1],
  ['minute', 1],
  ['minutes', 1],
  ['s', 2],
  ['second', 2],
  ['seconds', 2],
]);
const halves = new Map([
  ['am', 0],
  ['a', 0],
  ['pm', 1],
  ['p', 1],
]);
const utc = new Set(['utc', 'gmt', 'z']);

const isJump = (token: string | undefined) => token !== undefined && jumps.has(token.toLowerCase());
const monthOf = (token: string) => months.get(token.toLowerCase());
const unitOf = (token: string | undefined) =>
  token === undefined ? undefined : units.get(token.toLowerCase());
const halfOf = (token: string | undefined) =>
  token === undefined ? undefined : halves.get(token.toLowerCase());

function need(tokens: readonly string[], index: number): string {
  const token = tokens[index];
  if (token === undefined) throw new Unreadable();
  return token;
}

function decimal(text: string): number {
  if (!/^\d+\.?\d*$/.test(text)) throw new Unreadable();
  return Number(text);
}

function readParts(tokens: string[], thisYear: number): Found {
  const dates = new DateNumbers();
  const clock: Clock = {
    hour: null,
    minute: null,
    second: null,
    zoneName: null,
    zoneOffset: null,
    weekday: false,
  };
  let ampm = false;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    const small = token.toLowerCase();
    if (/^\p{Nd}/u.test(token) || /^(nan|inf|infinity)$/.test(small)) {
      i = readNumber(tokens, i, { dates, clock });
    } else if (weekdays.has(small)) clock.weekday = true;
    else if (months.has(small)) i = readMonth(tokens, i, { dates, thisYear });
    else if (halves.has(small)) {
      if (clock.hour === null || clock.hour < 0 || clock.hour > 12) throw new Unreadable();
      clock.hour = twelveHours(clock.hour, halves.get(small)!);
      ampm = true;
    } else if (couldBeZone(clock, token)) readZoneName(tokens, i, clock);
    else if (clock.hour !== null && (token === '+' || token === '-'))
      i = readOffset(tokens, i, clock);
    else if (!isJump(token)) throw new Unreadable();
  }
  const [year, month, day] = dates.resolve();
  const parts = [
    year,
    month,
    day,
    clock.hour,
    clock.minute,
    clock.second,
    clock.zoneName,
    clock.zoneOffset,
  ];
  const any = parts.some((part) => part !== null) || clock.weekday || ampm;
  return {
    ...clock,
    any,
    month,
    day,
    year: year === null ? null : fullYear(year, dates.centuryGiven, thisYear),
  };
}

function fullYear(year: number, centuryGiven: boolean, thisYear: number): number {
  if (year >= 100 || centuryGiven) return year;
  const guess = year + Math.floor(thisYear / 100) * 100;
  if (guess >= thisYear + 50) return guess - 100;
  return guess < thisYear - 50 ? guess + 100 : guess;
}

function twelveHours(hour: number, half: number): number {
  if (hour < 12 && half === 1) return hour + 12;
  return hour === 12 && half === 0 ? 0 : hour;
}

interface Into {
  readonly dates: DateNumbers;
  readonly clock: Clock;
}

function readMonth(
  tokens: readonly string[],
  at: number,
  { dates, thisYear }: { readonly dates: DateNumbers; readonly thisYear: number },
): number {
  dates.add(monthOf(tokens[at]!)!, 'm');
  const separator = tokens[at + 1];
  if (separator === '-' || separator === '/') {
    // Jan-01[-99]
    dates.add(need(tokens, at + 2));
    if (tokens[at + 3] !== separator) return at + 2;
    dates.add(need(tokens, at + 4));
    return at + 4;
  }
  const year = tokens[at + 4];
  const pertains =
    separator === ' ' && tokens[at + 3] === ' ' && tokens[at + 2]?.toLowerCase() === 'of';
  if (year === undefined || !pertains) return at;
  // "Jan of 01" can only name a year
  if (isDigits(year)) dates.add(String(fullYear(Number(year), false, thisYear)), 'y');
  return at + 4;
}

function readNumber(tokens: readonly string[], at: number, into: Into): number {
  const { dates, clock } = into;
  const text = tokens[at]!;
  const value = decimal(text);
  const next = tokens[at + 1];
  const { length } = text;
  const time = dates.values.length === 3 && (length === 2 || length === 4) && clock.hour === null;
  if (time && (next === undefined || (next !== ':' && unitOf(next) === undefined))) {
    clock.hour = whole(text.slice(0, 2));
    if (length === 4) clock.minute = whole(text.slice(2));
    return at;
  }
  if (length === 6 || (length > 6 && text.indexOf('.') === 6)) {
    if (dates.values.length === 0 && !text.includes('.')) {
      for (const part of [text.slice(0, 2), text.slice(2, 4), text.slice(4)]) dates.add(part);
    } else {
      clock.hour = whole(text.slice(0, 2));
      clock.minute = whole(text.slice(2, 4));
      clock.second = seconds(text.slice(4));
    }
    return at;
  }
  if (length === 8 || length === 12 || length === 14) return readCompact(text, at, into);
  const unit = findUnit(tokens, at);
  if (unit !== null) return assignUnit(text, value, { ...unit, clock, at });
  if (next === ':' && tokens[at + 2] !== undefined) return readClock(tokens, at, clock);
  if (next === '-' || next === '/' || next === '.') return readSeparated(tokens, at, dates);
  if (next === undefined || isJump(next)) {
    const half = halfOf(tokens[at + 2]);
    if (half === undefined) {
      dates.add(value);
      return at + 1;
    }
    clock.hour = twelveHours(Math.trunc(value), half);
    return at + 2;
  }
  const half = halfOf(next);
  if (half !== undefined && value >= 0 && value < 24) {
    clock.hour = twelveHours(Math.trunc(value), half);
    return at + 1;
  }
  if (!dates.couldBeDay(value)) throw new Unreadable();
  dates.add(value);
  return at;
}

/** YYYYMMDD[hhmm[ss]] */
function readCompact(text: string, at: number, { dates, clock }: Into): number {
  dates.add(text.slice(0, 4), 'y');
  dates.add(text.slice(4, 6));
  dates.add(text.slice(6, 8));
  if (text.length > 8) {
    clock.hour = whole(text.slice(8, 10));
    clock.minute = whole(text.slice(10, 12));
    if (text.length > 12) clock.second = whole(text.slice(12));
  }
  return at;
}

/** hh:mm[:ss[.f]] */
function readClock(tokens: readonly string[], at: number, clock: Clock): number {
  clock.hour = Math.trunc(decimal(tokens[at]!));
  setMinute(clock, decimal(tokens[at + 2]!));
  if (tokens[at + 3] !== ':' || tokens[at + 4] === undefined) return at + 2;
  clock.second = seconds(tokens[at + 4]!);
  return at + 4;
}

/** 01-01[-01], 01-Jan[-01] */
function readSeparated(tokens: readonly string[], at: number, dates: DateNumbers): number {
  const separator = tokens[at + 1];
  dates.add(tokens[at]!);
  const second = tokens[at + 2];
  if (second === undefined || isJump(second)) return at + 1;
  const month = monthOf(second);
  if (isDigits(second)) dates.add(second);
  else if (month === undefined) throw new Unreadable();
  else dates.add(month, 'm');
  if (tokens[at + 3] !== separator) return at + 2;
  const third = need(tokens, at + 4);
  const thirdMonth = monthOf(third);
  if (thirdMonth === undefined) dates.add(third);
  else dates.add(thirdMonth, 'm');
  return at + 4;
}

/** The unit of a number: after it, after a blank, or before it. */
function findUnit(tokens: readonly string[], at: number): { unit: number; end: number } | null {
  const after = unitOf(tokens[at + 1]);
  if (after !== undefined) return { unit: after, end: at + 1 };
  const later = tokens[at + 1] === ' ' ? unitOf(tokens[at + 2]) : undefined;
  if (later !== undefined) return { unit: later, end: at + 2 };
  const before = at > 0 ? unitOf(tokens[at - 1]) : undefined;
  if (before !== undefined) return { unit: before + 1, end: at };
  const last = at > 1 && at === tokens.length - 1 && tokens[at - 1] === ' ';
  const earlier = last ? unitOf(tokens[at - 2]) : undefined;
  return earlier === undefined ? null : { unit: earlier + 1, end: at };
}

function assignUnit(
  text: string,
  value: number,
  to: { readonly unit: number; readonly end: number; readonly clock: Clock; readonly at: number },
): number {
  const { clock } = to;
  if (to.unit === 0) {
    clock.hour = Math.trunc(value);
    if (value % 1 !== 0) clock.minute = Math.trunc(60 * (value % 1));
  } else if (to.unit === 1) setMinute(clock, value);
  else if (to.unit === 2) clock.second = seconds(text);
  return to.end;
}

function setMinute(clock: Clock, value: number): void {
  clock.minute = Math.trunc(value);
  clock.second = value % 1 === 0 ? null : Math.trunc(60 * (value % 1));
}

function seconds(text: string): number {
  const parts = text.split('.');
  if (parts.length > 2) throw new Unreadable();
  if (parts[1] !== undefined) whole(parts[1].padEnd(6, '0').slice(0, 6));
  return whole(parts[0]!);
}

function couldBeZone(clock: Clock, token: string): boolean {
  if (clock.hour === null || clock.zoneName !== null || clock.zoneOffset !== null) return false;
  return (token.length <= 5 && /^[A-Z]*$/.test(token)) || ['UTC', 'GMT', 'Z', 'z'].includes(token);
}

/** GMT+3 says that its own time plus three is GMT: the sign is turned for what follows. */
function readZoneName(tokens: string[], at: number, clock: Clock): void {
  const name = tokens[at]!;
  const known = utc.has(name.toLowerCase());
  clock.zoneName = name;
  clock.zoneOffset = known ? 0 : null;
  const sign = tokens[at + 1];
  if (sign !== '+' && sign !== '-') return;
  tokens[at + 1] = sign === '+' ? '-' : '+';
  clock.zoneOffset = null;
  if (known) clock.zoneName = null;
}

function readOffset(tokens: readonly string[], at: number, clock: Clock): number {
  const digits = need(tokens, at + 1);
  let end = at + 1;
  let minutes: number;
  if (digits.length === 4) minutes = whole(digits.slice(0, 2)) * 60 + whole(digits.slice(2));
  else if (tokens[at + 2] === ':') {
    minutes = whole(digits) * 60 + whole(need(tokens, at + 3));
    end = at + 3;
  } else if (digits.length <= 2) minutes = whole(digits) * 60;
  else throw new Unreadable();
  clock.zoneOffset = (tokens[at] === '+' ? 1 : -1) * minutes * 60;
  const named = isJump(tokens[end + 1]) && tokens[end + 2] === '(' && tokens[end + 4] === ')';
  const name = tokens[end + 3] ?? '';
  const free = clock.zoneName === null && /^[A-Z]{3,5}$/.test(name);
  if (!named || !free) return end;
  clock.zoneName = name;
  return end + 4;
}

/** Does the moment exist in the calendar? What is missing is filled from a day of this year. */
function isMoment(found: Found, thisYear: number): boolean {
  const year = found.year ?? thisYear;
  const month = found.month ?? 1;
  if (year < 1 || year > 9999 || month < 1 || month > 12) return false;
  // without a month any day up to 28 surely fits; the days after depend on today
  if (found.day !== null && (found.day < 1 || found.day > daysIn(year, month))) return false;
  const within = (value: number | null, end: number) =>
    value === null || (value >= 0 && value < end);
  return within(found.hour, 24) && within(found.minute, 60) && within(found.second, 60);
}
