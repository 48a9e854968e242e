import type { ProfileColumn } from '../contract/eda.ts';

const mostPatterns = 10;
/** Characters of a value that its shape tells of. */
const mostCharacters = 120;
/** Longer runs of letters are written `a+`: how long a word is tells nothing. */
const letterRun = 3;
const digitRun = 10;

/**
 * The shape of a text: capital letters as A, other letters as a, digits as 9, everything else as it is.
 * Runs of more than 3 letters or 10 digits end in +, so that `Braund, Mr. Owen` is `Aa+, Aa. Aaaa`.
 */
export function shapeOf(text: string): string {
  let shape = '';
  let last = '';
  let run = 0;
  let seen = 0;
  for (const character of text) {
    if (++seen > mostCharacters) return `${shape}…`;
    const kind = kindOf(character);
    const counted = kind === 'a' || kind === 'A' || kind === '9';
    run = kind === last && counted ? run + 1 : 1;
    last = kind;
    const longest = kind === '9' ? digitRun : letterRun;
    if (!counted || run <= longest) shape += kind;
    else if (run === longest + 1) shape = `${shape.slice(0, -longest)}${kind}+`;
  }
  return shape;
}

function kindOf(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 128) {
    if (code >= 48 && code <= 57) return '9';
    if (code >= 65 && code <= 90) return 'A';
    if (code >= 97 && code <= 122) return 'a';
    return code < 32 ? ' ' : character;
  }
  if (/\p{Lu}/u.test(character)) return 'A';
  if (/\p{L}|\p{M}/u.test(character)) return 'a';
  return /\p{Nd}/u.test(character) ? '9' : character;
}

/** The commonest shapes of a column's values with a value of each; of equal counts the one seen first. */
export function commonShapes(
  dictionary: readonly string[],
  perLevel: Float64Array,
): ProfileColumn['patterns'] {
  const shapes = new Map<string, { count: number; example: string }>();
  for (let code = 0; code < perLevel.length; code++) {
    if (perLevel[code] === 0) continue;
    const text = dictionary[code]!;
    const shape = shapeOf(text);
    const known = shapes.get(shape);
    if (known) known.count += perLevel[code]!;
    else shapes.set(shape, { count: perLevel[code]!, example: text });
  }
  return [...shapes]
    .map(([pattern, { count, example }]) => ({ pattern, count, example: clip(example) }))
    .sort((a, b) => b.count - a.count)
    .slice(0, mostPatterns);
}

function clip(text: string): string {
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
}

const month =
  '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december)';
const clock =
  '(?:[T ,]+\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d+)?)?\\s?(?:[ap]m)?\\s?(?:z|[+-]\\d{2}:?\\d{2})?)?';

const dateFormats = [
  ['year-month-day', new RegExp(`^\\d{4}-(\\d{1,2})-(\\d{1,2})${clock}$`, 'i')],
  ['year/month/day', new RegExp(`^\\d{4}/(\\d{1,2})/(\\d{1,2})${clock}$`, 'i')],
  ['with slashes', new RegExp(`^(\\d{1,2})/(\\d{1,2})/(?:\\d{4}|\\d{2})${clock}$`, 'i')],
  ['with dots', new RegExp(`^(\\d{1,2})\\.(\\d{1,2})\\.(?:\\d{4}|\\d{2})${clock}$`, 'i')],
  ['with dashes', new RegExp(`^(\\d{1,2})-(\\d{1,2})-(?:\\d{4}|\\d{2})${clock}$`, 'i')],
  ['day month name', new RegExp(`^\\d{1,2}[ -]${month}[ -]\\d{2,4}${clock}$`, 'i')],
  ['month name day', new RegExp(`^${month} \\d{1,2},? \\d{4}${clock}$`, 'i')],
] as const;

function dateFormat(text: string): string | null {
  for (const [name, form] of dateFormats) {
    const found = form.exec(text);
    if (!found) continue;
    if (found[1] === undefined) return name;
    const [a, b] = [Number(found[1]), Number(found[2])];
    const possible = a >= 1 && b >= 1 && Math.max(a, b) <= 31 && Math.min(a, b) <= 12;
    return possible ? name : null;
  }
  return null;
}

/** Values looked at before the whole column is. */
const firstLook = 50;
/** Share of the values that must be dates. */
const mostlyDates = 0.9;
const longestDate = 40;

/** The ways in which a column of texts writes dates; none unless nine values in ten are dates. */
export function dateFormatsOf(dictionary: readonly string[], perLevel: Float64Array): string[] {
  const formats = new Set<string>();
  let all = 0;
  let dates = 0;
  let seen = 0;
  for (let code = 0; code < perLevel.length; code++) {
    if (perLevel[code] === 0) continue;
    if (++seen === firstLook && formats.size === 0) return [];
    all += perLevel[code]!;
    const text = dictionary[code]!;
    const format = text.length > longestDate ? null : dateFormat(text.trim());
    if (format === null) continue;
    dates += perLevel[code]!;
    formats.add(format);
  }
  return dates >= mostlyDates * all ? [...formats] : [];
}
