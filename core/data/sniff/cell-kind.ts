/** Words that stand for a missing value among texts, exactly as written: Null and Nan are names. */
export const missingAmongTexts: ReadonlySet<string> = new Set([
  'NA',
  'N/A',
  'n/a',
  '#N/A',
  '<NA>',
  'null',
  'NULL',
  'NaN',
  'nan',
]);

/** Words that mean missing in a column of numbers, dates or truth values, lower case. */
export const missingAmongNumbers: ReadonlySet<string> = new Set([
  'na',
  'n/a',
  '#n/a',
  '<na>',
  'null',
  'nan',
  'none',
  'nil',
  'missing',
  'unknown',
  '?',
  '-',
  '--',
  '.',
  '..',
  '\\n',
  '#value!',
  '#div/0!',
]);

const pointNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const commaNumber = /^[+-]?(?:\d+,?\d*|,\d+)(?:[eE][+-]?\d+)?$/;
const infinity = /^[+-]?inf(?:inity)?$/i;
const integer = /^[+-]?\d+$/;
const leadingZero = /^[+-]?0\d/;

export function isInteger(text: string): boolean {
  return integer.test(text);
}

/** An identifier such as 00123: it would lose its zeros as a number. */
export function hasLeadingZero(text: string): boolean {
  return leadingZero.test(text) && integer.test(text);
}

/** Whether the text is a number with that decimal mark, and perhaps a thousands mark. */
export function isNumber(text: string, decimal: '.' | ',', thousands: string | null): boolean {
  if ((decimal === '.' ? pointNumber : commaNumber).test(text) || infinity.test(text)) return true;
  return thousands !== null && groupedNumber(decimal, thousands).test(text);
}

const grouped = new Map<string, RegExp>();

/** A number whose thousands are grouped, such as 1,234,567.8. */
export function groupedNumber(decimal: '.' | ',', thousands: string): RegExp {
  const key = decimal + thousands;
  let pattern = grouped.get(key);
  if (!pattern) {
    pattern = new RegExp(groupedSource(decimal, thousands));
    grouped.set(key, pattern);
  }
  return pattern;
}

/** The source of that pattern, in the syntax JavaScript and RE2 share. */
export function groupedSource(decimal: '.' | ',', thousands: string): string {
  return `^[+-]?[1-9]\\d{0,2}(?:[${thousands}]\\d{3})+(?:[${decimal}]\\d*)?$`;
}

/** Pairs of words for true and false, lower case. 0 and 1 stay integers. */
export const booleanPairs: readonly (readonly [string, string])[] = [
  ['true', 'false'],
  ['yes', 'no'],
  ['t', 'f'],
  ['y', 'n'],
  ['on', 'off'],
];
