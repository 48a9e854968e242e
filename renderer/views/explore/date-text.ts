/** A moment as the data has it: UTC, to the minute; without the time of day where it is midnight. */
export function dateText(ms: number | null): string {
  if (ms === null || !Number.isFinite(ms)) return '–';
  const text = new Date(ms).toISOString();
  const time = text.slice(11, 16);
  return time === '00:00' ? text.slice(0, 10) : `${text.slice(0, 10)} ${time}`;
}

const units: readonly (readonly [ms: number, name: string])[] = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second'],
];

/** A stretch of time in its largest whole unit: 1 hour, 7 days, 90 minutes. */
export function stretchText(ms: number | null): string {
  if (ms === null) return '–';
  for (const [size, name] of units) {
    if (ms % size !== 0 || ms === 0) continue;
    const count = ms / size;
    return `${count.toLocaleString('en-US')} ${name}${count === 1 ? '' : 's'}`;
  }
  return `${ms.toLocaleString('en-US')} ms`;
}
