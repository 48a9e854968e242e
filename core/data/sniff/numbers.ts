import { groupedNumber, isNumber } from './cell-kind.ts';
import { withoutUnit } from './units.ts';

export interface NumberStyle {
  readonly decimal: '.' | ',';
  readonly thousands: string | null;
  readonly confidence: number;
}

/** A plain blank, a no-break one and a narrow no-break one. */
const blanks = [' ', '\u00a0', '\u202f'];

/**
 * Which decimal and thousands marks the numbers of a file use, from all cells of a sample. A mark
 * followed by anything but three digits is decisive; a lone `1,234` is a thousand unless the file is
 * delimited by semicolons, where a comma is a decimal mark by custom.
 */
export function guessNumberStyle(
  cells: Iterable<string>,
  delimiter: string,
  fixed: { readonly decimal?: '.' | ',' | undefined; readonly thousands?: string | undefined },
): NumberStyle {
  const seen = {
    point: 0,
    comma: 0,
    pointGroups: 0,
    commaGroups: 0,
    blank: null as string | null,
    quoteGroups: 0,
  };
  for (const raw of cells) {
    const text = withoutUnit(raw.trim());
    // digits alone tell nothing of marks
    if (!/^[+-]?[\d.,]/.test(text) || /^[+-]?\d+$/.test(text)) continue;
    const grouped = {
      comma: groupedNumber('.', ',').test(text),
      point: groupedNumber(',', '.').test(text),
    };
    for (const blank of blanks) {
      if (groupedNumber('.', blank).test(text) || groupedNumber(',', blank).test(text)) {
        seen.blank = blank;
      }
    }
    if (groupedNumber('.', "'").test(text)) seen.quoteGroups++;
    if (grouped.comma) seen.commaGroups++;
    else if (text.includes(',') && isNumber(text, ',', '.')) seen.comma++;
    if (grouped.point) seen.pointGroups++;
    else if (text.includes('.') && isNumber(text, '.', ',')) seen.point++;
  }
  const decimal = fixed.decimal ?? decimalBeside(fixed.thousands) ?? chooseDecimal(seen, delimiter);
  const thousands =
    fixed.thousands === undefined ? chooseThousands(seen, decimal) : fixed.thousands || null;
  return {
    decimal,
    thousands: thousands === decimal ? null : thousands,
    confidence: fixed.decimal === undefined ? decimalConfidence(seen, decimal) : 1,
  };
}

/** A point or comma that groups thousands is not the decimal mark. */
function decimalBeside(thousands: string | undefined): '.' | ',' | undefined {
  if (thousands === '.') return ',';
  return thousands === ',' ? '.' : undefined;
}

interface Seen {
  point: number;
  comma: number;
  pointGroups: number;
  commaGroups: number;
  /** The blank that groups thousands, if one does. */
  blank: string | null;
  quoteGroups: number;
}

function chooseDecimal(seen: Seen, delimiter: string): '.' | ',' {
  if (seen.point !== seen.comma) return seen.comma > seen.point ? ',' : '.';
  // only lone groups such as 1,234 or 1.234 were seen
  return delimiter === ';' && seen.commaGroups > seen.pointGroups ? ',' : '.';
}

function chooseThousands(seen: Seen, decimal: '.' | ','): string | null {
  if (decimal === '.' && seen.commaGroups > 0) return ',';
  // with points as decimals seen, 1.234 is a plain number
  if (decimal === ',' && seen.pointGroups > 0 && seen.point === 0) return '.';
  if (seen.blank !== null) return seen.blank;
  return seen.quoteGroups > 0 ? "'" : null;
}

function decimalConfidence(seen: Seen, decimal: '.' | ','): number {
  const own = decimal === '.' ? seen.point : seen.comma;
  const other = decimal === '.' ? seen.comma : seen.point;
  if (own + other > 0) return own / (own + other);
  return seen.commaGroups + seen.pointGroups > 0 ? 0.5 : 0.9;
}
