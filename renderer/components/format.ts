/** What stands for a value that does not exist. */
export const absent = '–';

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

const usable = (value: number | null | undefined): value is number =>
  typeof value === 'number' && Number.isFinite(value);

/**
 * A number for reading: `digits` significant digits (default 5), thousands grouped, whole numbers
 * never rounded, powers of ten beyond 1e15 and below 1e-4. Null becomes a dash.
 */
export function formatNumber(value: number | null | undefined, digits = 5): string {
  if (!usable(value)) return absent;
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e15 || size < 1e-4) {
    return withMinus(Number(value.toPrecision(Math.min(digits, 4))).toExponential());
  }
  if (Number.isInteger(value)) return withMinus(grouped.format(value));
  const whole = Math.max(1, Math.floor(Math.log10(size)) + 1);
  const format = new Intl.NumberFormat('en-US', {
    maximumFractionDigits: Math.max(
      size >= 1 ? 0 : -Math.floor(Math.log10(size)) - 1 + digits,
      digits - whole,
    ),
  });
  return withMinus(format.format(value));
}

/** With the sign of subtraction, as the charts write it. */
function withMinus(text: string): string {
  return text.replaceAll('-', '−');
}

/** A count, grouped by thousands. */
export function formatInteger(value: number | null | undefined): string {
  return usable(value) ? withMinus(grouped.format(value)) : absent;
}

/** A count with its noun: 1 run, 1,200 runs. */
export function formatCount(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatInteger(count)} ${count === 1 ? noun : plural}`;
}

/** A count in little room: 12.3K, 4M. */
export function formatCompact(value: number | null | undefined): string {
  return usable(value) ? withMinus(compact.format(value)) : absent;
}

/** A share as percent. Small ones never read as 0 %, nearly whole ones never as 100 %. */
export function formatPercent(share: number | null | undefined, fractionDigits = 1): string {
  if (!usable(share)) return absent;
  const percent = share * 100;
  const least = 10 ** -fractionDigits;
  if (percent > 0 && percent < least) return `<${least}%`;
  if (percent < 0 && percent > -least) return `>−${least}%`;
  if (percent < 100 && percent > 100 - least) return `>${(100 - least).toFixed(fractionDigits)}%`;
  return withMinus(`${Number(percent.toFixed(fractionDigits))}%`);
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Decimal units: 1 kB is 1,000 bytes. */
export function formatBytes(bytes: number | null | undefined): string {
  if (!usable(bytes)) return absent;
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : Number(value.toFixed(1))} ${byteUnits[unit]}`;
}

/** Milliseconds as a person says them: 340 ms, 2.4 s, 3 min 05 s, 2 h 10 min. */
export function formatDuration(ms: number | null | undefined): string {
  if (!usable(ms)) return absent;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${Number((ms / 1000).toFixed(1))} s`;
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

const moment = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** A moment (UTC milliseconds) in local time. */
export function formatDateTime(ms: number | null | undefined): string {
  return usable(ms) ? moment.format(ms) : absent;
}

const spans: readonly (readonly [number, Intl.RelativeTimeFormatUnit])[] = [
  [60_000, 'minute'],
  [3_600_000, 'hour'],
  [86_400_000, 'day'],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** How long ago, seen from `now`: just now, 5 minutes ago, yesterday; older than a week by date. */
export function formatAgo(ms: number | null | undefined, now: number): string {
  if (!usable(ms)) return absent;
  const past = now - ms;
  if (past < 45_000) return 'just now';
  if (past > 7 * 86_400_000) return formatDateTime(ms);
  const [size, unit] = spans.findLast(([span]) => past >= span) ?? spans[0]!;
  return relative.format(-Math.max(1, Math.round(past / size)), unit);
}

/** The first characters of a hash, enough to tell two apart by eye. */
export function shortHash(hash: string): string {
  return hash.slice(0, 10);
}
