import { AppError } from '../base/app-error.ts';

/**
 * The lines of a text table in two halves, the header on both; the first gets the odd line. For tables
 * without line breaks in their cells. Throws NOT_ENOUGH_DATA below two rows.
 */
export function splitRows(text: string): readonly [string, string] {
  const [header = '', ...rows] = text.split(/\r?\n/).filter((line) => line !== '');
  if (rows.length < 2) {
    throw new AppError('NOT_ENOUGH_DATA', `Two halves need two rows; there are ${rows.length}`);
  }
  const middle = Math.ceil(rows.length / 2);
  const join = (part: readonly string[]): string => `${[header, ...part].join('\n')}\n`;
  return [join(rows.slice(0, middle)), join(rows.slice(middle))];
}
