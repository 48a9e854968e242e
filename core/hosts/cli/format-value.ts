/** Text with control characters made visible: what comes from data must not steer the terminal. */
export function visible(text: string): string {
  return text
    .replaceAll(/\r?\n|\t/g, ' ')
    .replaceAll(
      /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
      (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`,
    );
}

/** Six significant digits, no trailing zeros; what stands before the point stays whole. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e15 || (size < 1e5 && !Number.isInteger(value))) {
    return String(Number(value.toPrecision(6)));
  }
  return String(Math.round(value));
}

export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${formatNumber(Math.round(ms / 100) / 10)} s`;
  const minutes = Math.floor(ms / 60_000);
  return `${minutes} min ${Math.round((ms % 60_000) / 1_000)} s`;
}

export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1_000 && unit < units.length - 1) {
    value /= 1_000;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

function isTime(key: string, value: number): boolean {
  return /(^at|At)$/.test(key) && value > 1e11 && value < 1e14;
}

/** A scalar for the eye; its key tells times, durations and sizes from plain numbers. */
export function formatScalar(key: string, value: unknown): string {
  if (value === null || value === undefined) return '-';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') {
    if (isTime(key, value)) return new Date(value).toISOString().slice(0, 19).replace('T', ' ');
    if (key.endsWith('Ms')) return formatDuration(value);
    if (/^bytes$|Bytes$/.test(key)) return formatBytes(value);
    return formatNumber(value);
  }
  // A newline or a space as a value would not be seen.
  if (typeof value === 'string' && value !== '' && value.trim() === '')
    return JSON.stringify(value);
  const text = visible(String(value));
  return /^[0-9a-f]{64}$/.test(text) ? `${text.slice(0, 12)}…` : text;
}
