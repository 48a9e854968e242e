import { damaged } from './foreign-failure.ts';

/** Lines of `key=value`. */
export interface TextBlock {
  has(key: string): boolean;
  /** PARSE_FAILED when it is missing and has no default. */
  text(key: string, missing?: string): string;
  integer(key: string, range: { least: number; most: number; missing?: number }): number;
  /** Exactly that many numbers between blanks. */
  numbers(key: string, length: number): Float64Array;
}

const special: Readonly<Record<string, number>> = {
  inf: Infinity,
  '-inf': -Infinity,
  nan: Number.NaN,
  '-nan': Number.NaN,
};

function toNumber(text: string, key: string): number {
  const known = special[text];
  if (known !== undefined) return known;
  const value = Number(text);
  if (text === '' || Number.isNaN(value)) throw damaged(`${key} has '${text.slice(0, 40)}'`);
  return value;
}

export function readTextBlock(lines: readonly string[]): TextBlock {
  const entries = new Map<string, string>();
  for (const line of lines) {
    const at = line.indexOf('=');
    if (at > 0) entries.set(line.slice(0, at), line.slice(at + 1).trim());
    else if (line.trim() !== '') entries.set(line.trim(), '');
  }
  function text(key: string, missing?: string): string {
    const found = entries.get(key) ?? missing;
    if (found === undefined) throw damaged(`${key} is missing`);
    return found;
  }
  return {
    has: (key) => entries.has(key),
    text,
    integer(key, { least, most, missing }) {
      const value = Number(text(key, missing === undefined ? undefined : String(missing)));
      if (Number.isInteger(value) && value >= least && value <= most) return value;
      throw damaged(`${key} is '${text(key).slice(0, 40)}', not ${least} to ${most}`);
    },
    numbers(key, length) {
      const found = text(key).split(' ');
      if (found.length !== length) throw damaged(`${key} has ${found.length} of ${length} numbers`);
      return Float64Array.from(found, (entry) => toNumber(entry, key));
    },
  };
}
