import { linearScale, type Scale } from './scale.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [
  second,
  5 * second,
  15 * second,
  30 * second,
  minute,
  5 * minute,
  15 * minute,
  30 * minute,
  hour,
  3 * hour,
  6 * hour,
  12 * hour,
  day,
  2 * day,
  7 * day,
  14 * day,
];
const monthSteps = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000];
const month = 30.44 * day;
const ticksWanted = 5;

/** A map from moments (UTC milliseconds) to pixels with ticks at whole units of the calendar. */
export function dateScale(
  domain: readonly [number, number],
  range: readonly [number, number],
): Scale {
  const [low, high] = domain;
  const scale = linearScale(domain, range);
  if (!(high > low) || Math.max(Math.abs(low), Math.abs(high)) > 8e15) return scale;
  const span = (high - low) / ticksWanted;
  const step = steps.find((width) => width >= span);
  const ticks = step === undefined ? monthTicks(low, high) : fixedTicks(low, high, step);
  const format = (time: number) => tickText(time, step ?? month);
  return Object.assign((value: number) => scale(value), { ticks, format });
}

function fixedTicks(low: number, high: number, step: number): number[] {
  const ticks: number[] = [];
  for (let at = Math.ceil(low / step) * step; at <= high; at += step) ticks.push(at);
  return ticks;
}

function monthTicks(low: number, high: number): number[] {
  const wanted = (high - low) / ticksWanted / month;
  const step = monthSteps.find((months) => months >= wanted * 0.9) ?? monthSteps.at(-1)!;
  const from = new Date(low);
  const first = Math.ceil((from.getUTCFullYear() * 12 + from.getUTCMonth()) / step) * step;
  const ticks: number[] = [];
  for (let at = first; ; at += step) {
    const time = Date.UTC(2000, at - 24_000, 1);
    if (!(time <= high)) return ticks;
    if (time >= low) ticks.push(time);
  }
}

function tickText(time: number, step: number): string {
  const text = new Date(time).toISOString();
  if (step < minute) return text.slice(11, 19);
  if (step < day) return time % day === 0 ? text.slice(5, 10) : text.slice(11, 16);
  if (step < month) return text.slice(0, 10);
  const [, year, months] = /^(.*)-(\d\d)-\d\dT/.exec(text)!;
  return months === '01' ? year! : `${year}-${months}`;
}
