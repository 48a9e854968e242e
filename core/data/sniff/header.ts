import { isInteger, isNumber } from './cell-kind.ts';
import { dateFormats } from './dates.ts';

export interface HeaderGuess {
  readonly header: boolean;
  readonly confidence: number;
}

/**
 * Guesses whether the first row names the columns. Names are texts over columns of numbers or dates;
 * a number in the first row speaks against (except a run of years); where all is text, names do not
 * come again below and are rarely as long as what they name.
 */
export function guessHeader(
  first: readonly string[],
  rows: readonly (readonly string[])[],
): HeaderGuess {
  const cells = first.map((cell) => cell.trim());
  if (rows.length === 0) {
    const names = cells.every((cell) => cell !== '' && !isTyped(cell));
    return { header: names, confidence: 0.6 };
  }
  let votes = 0;
  let against = 0;
  for (const [index, cell] of cells.entries()) {
    const below = rows.map((row) => (row[index] ?? '').trim()).filter((text) => text !== '');
    const vote = columnVote(cell, below);
    if (vote > 0) votes += vote;
    else against -= vote;
  }
  if (isYearRun(cells)) against = 0;
  const duplicated = new Set(cells).size < cells.length ? 0.5 : 0;
  against += duplicated;
  const total = votes + against;
  if (total === 0) return { header: true, confidence: 0.5 };
  const share = votes / total;
  return { header: share >= 0.5, confidence: Math.max(share, 1 - share) };
}

function isTyped(text: string): boolean {
  return isNumber(text, '.', ',') || isNumber(text, ',', '.') || dateFormats(text).length > 0;
}

/** Positive when the cell looks like the name of what is below it. */
function columnVote(cell: string, below: readonly string[]): number {
  if (below.length === 0) return cell === '' ? 0 : 0.2;
  const typed = below.filter(isTyped).length / below.length;
  if (isTyped(cell)) return typed > 0.5 ? -1 : -0.5;
  if (cell === '') return -0.1;
  if (typed > 0.8) return 1;
  if (below.includes(cell)) return -1;
  return 0.4;
}

/** Wide tables are often headed by years. */
function isYearRun(cells: readonly string[]): boolean {
  const numbers = cells.filter(isInteger).map(Number);
  if (numbers.length < 2 || numbers.length === cells.length) return false;
  return numbers.every(
    (year, index) =>
      year >= 1800 && year <= 2100 && (index === 0 || year === numbers[index - 1]! + 1),
  );
}
