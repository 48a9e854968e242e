const shape =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

function offsetMinutes(zone: string): number {
  if (zone === 'Z') return 0;
  const digits = zone.replace(':', '');
  const minutes = Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3));
  return zone.startsWith('-') ? -minutes : minutes;
}

/**
 * UTC milliseconds of an ISO 8601 date, or date and time with `T` or a space between; without a zone it
 * is UTC on every machine. NaN for anything else, and for days that do not exist, which Date.parse
 * would move to the next month.
 */
export function parseIsoTime(text: string): number {
  const parts = shape.exec(text.trim());
  if (parts === null) return Number.NaN;
  const [year, month, day, hour, minute, second] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  const milliseconds = Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3));
  // setUTCFullYear takes the years 0 to 99 as they are; Date.UTC would add 1900.
  const midnight = new Date(0).setUTCFullYear(year, month - 1, day);
  const real = new Date(midnight);
  if (real.getUTCMonth() !== month - 1 || real.getUTCDate() !== day) return Number.NaN;
  if (hour > 23 || minute > 59 || second > 59) return Number.NaN;
  const time = ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds;
  return midnight + time - offsetMinutes(parts[8] ?? 'Z') * 60_000;
}
