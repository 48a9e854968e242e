/**
 * Signs of money and the percent sign around a number, such as `$1,200`, `-12 €` or `5 %`. A number
 * stands as it is written: 5 % is 5.
 */
const before = /^([+-]?)\s*([$€£¥₹₽₩₺])\s*(?=[+-]?[\d.,])/;
const after = /(?<=[\d.,])\s*([%‰$€£¥₹₽₩₺])$/;

/** The same in the syntax of RE2, which has no look-around, to take a sign away inside the engine. */
export const unitPatterns = {
  before: '^([+-]?)\\s*[$€£¥₹₽₩₺]\\s*',
  after: '([0-9.,])\\s*[%‰$€£¥₹₽₩₺]$',
} as const;

/** The number alone; a text without a sign stays as it is. */
export function withoutUnit(text: string): string {
  return text.replace(before, '$1').replace(after, '');
}

/** The sign of money or percent, or null. */
export function unitOf(text: string): string | null {
  return before.exec(text)?.[2] ?? after.exec(text)?.[1] ?? null;
}
