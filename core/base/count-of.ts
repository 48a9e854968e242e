const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A whole number as messages tell it: 12,800. */
export function wholeText(count: number): string {
  return grouped.format(count);
}

/** A count with its noun, as messages tell it: 1 row, 12,800 rows. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${wholeText(count)} ${count === 1 ? noun : plural}`;
}
