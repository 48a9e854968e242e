import type { Cell } from '../../core/contract/common.ts';

/** Names come from data: what plotly would read as markup is shown as it is written. */
export function escapeMarkup(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('%{', '&#37;{');
}

/**
 * Shortens `text` to `length` characters with an ellipsis in it, keeping both ends, because long
 * column names tend to differ at their ends.
 */
export function ellipsize(text: string, length: number): string {
  const letters = [...text];
  if (letters.length <= length) return text;
  const tail = Math.floor((length - 1) * 0.35);
  const head = length - 1 - tail;
  return `${letters.slice(0, head).join('')}…${tail > 0 ? letters.slice(-tail).join('') : ''}`;
}

const plain = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4, useGrouping: true });
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A number for an eye: four significant digits, whole numbers in full, tiny ones as a power. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9))
    return value.toExponential(2).replaceAll('-', '−');
  if (Number.isInteger(value) || size >= 10_000) return whole.format(value).replace('-', '−');
  return plain.format(value).replace('-', '−');
}

/** With its sign, as contributions are written. */
export function signedNumber(value: number): string {
  return value >= 0 ? `+${shortNumber(value)}` : shortNumber(value);
}

/** One decimal, none when it is zero; shares below a percent keep two. */
export function percent(share: number): string {
  const value = share * 100;
  const decimals = value !== 0 && Math.abs(value) < 0.95 ? 2 : 1;
  return `${Number(value.toFixed(decimals))}%`.replace('-', '−');
}

/** A value of the data as a person reads it, years without commas; missing is said in words. */
export function cellText(cell: Cell): string {
  if (cell === null) return 'missing';
  if (typeof cell === 'number') return shortNumber(cell).replaceAll(',', '');
  return String(cell);
}
