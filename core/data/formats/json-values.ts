import { AppError } from '../../base/app-error.ts';

/** Deepest nesting of a JSON value; deeper ones are bombs, not data. */
export const deepestJson = 100;

/** Longest text of one value, or of a document that is not a list of records. */
const longestValue = 256 * 2 ** 20;

/** Longest integer that is kept as one; the engine of big integers takes quadratic time. */
const mostDigits = 1000;

/** Throws when brackets outside of strings are nested deeper than `deepestJson`. */
export function checkDepth(text: string): void {
  if (text.length <= 2 * deepestJson) return;
  const scan = new DepthScan();
  scan.run(text, 0);
}

type Parse = (this: unknown, key: string, value: unknown, context?: { source?: string }) => unknown;

const keepDigits: Parse = (_key, value, context) => {
  const source = context?.source;
  if (typeof value !== 'number' || Number.isSafeInteger(value) || source === undefined)
    return value;
  if (!/^-?\d+$/.test(source)) return value;
  return source.length <= mostDigits ? BigInt(source) : source;
};

/** An integer that may be unsafe; a reviver takes four times as long, so fractions must not ask for one. */
const longInteger = /(?:^|[:,[\s])-?\d{16,}(?![\d.eE])/;

/** JSON.parse that keeps integers beyond 2^53 exact, as bigint. Throws SyntaxError. */
export function parseJson(text: string): unknown {
  return longInteger.test(text)
    ? (JSON.parse(text, keepDigits as (key: string, value: unknown) => unknown) as unknown)
    : (JSON.parse(text) as unknown);
}

class DepthScan {
  depth = 0;
  private inString = false;
  private escaped = false;

  /** Goes on from `from` until the depth falls to zero; the index behind that bracket, or -1. */
  run(text: string, from: number): number {
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (this.inString) {
        if (this.escaped) this.escaped = false;
        else if (code === 0x5c) this.escaped = true;
        else if (code === 0x22) this.inString = false;
        continue;
      }
      if (code === 0x22) this.inString = true;
      else if (code === 0x7b || code === 0x5b) this.open();
      else if ((code === 0x7d || code === 0x5d) && --this.depth <= 0) return at + 1;
    }
    return -1;
  }

  private open(): void {
    if (++this.depth <= deepestJson) return;
    throw new AppError(
      'PARSE_FAILED',
      `The JSON is nested deeper than ${deepestJson} levels, as a bomb is and a table is not`,
      { hint: 'Choose another file, or write the records without so much nesting' },
    );
  }
}

/** One value of a file, with the line it begins on. */
export interface JsonText {
  readonly text: string;
  readonly line: number;
}

/**
 * Cuts a text that comes in blocks into its values: the elements when it is an array, else the values
 * one after the other. Nothing is parsed. Throws PARSE_FAILED for bombs and what is no JSON at all.
 */
export class JsonCutter {
  /** Null until the first character that is not blank. */
  isArray: boolean | null = null;
  private buffer = '';
  private at = 0;
  private line = 1;
  private ended = false;
  private scan: DepthScan | null = null;
  private scanned = 0;

  /** The values that are complete now. */
  push(block: string, last = false): JsonText[] {
    this.buffer = this.buffer.slice(this.at) + block;
    this.scanned -= this.at;
    this.at = 0;
    if (this.buffer.length > longestValue) throw tooLong();
    const values: JsonText[] = [];
    for (let value = this.next(last); value; value = this.next(last)) values.push(value);
    if (last && this.isArray === true && !this.ended) {
      throw damaged(this.line, 'the list is not closed; the file may be cut off');
    }
    return values;
  }

  private next(last: boolean): JsonText | null {
    if (!this.scan && !this.skip()) return null;
    const code = this.buffer.charCodeAt(this.at);
    const nested = code === 0x7b || code === 0x5b;
    const end = nested ? this.nestedEnd() : this.scalarEnd(last);
    if (end < 0) {
      if (last) throw damaged(this.line, 'a value is not closed; the file may be cut off');
      return null;
    }
    const text = this.buffer.slice(this.at, end);
    const value = { text, line: this.line };
    this.countLines(text);
    this.at = end;
    return value;
  }

  /** Goes to the next value; false when there is none yet. */
  private skip(): boolean {
    for (; this.at < this.buffer.length; this.at++) {
      const code = this.buffer.charCodeAt(this.at);
      if (code === 0x0a) this.line++;
      if (code <= 0x20 || code === 0xfeff) continue;
      if (this.isArray === null) {
        this.isArray = code === 0x5b;
        if (this.isArray) continue;
      }
      if (this.ended) throw damaged(this.line, 'there is text behind the end of the list');
      if (!this.isArray) return true;
      if (code === 0x2c) continue;
      if (code !== 0x5d) return true;
      this.ended = true;
    }
    return false;
  }

  private nestedEnd(): number {
    if (!this.scan) {
      this.scan = new DepthScan();
      this.scanned = this.at;
    }
    const end = this.scan.run(this.buffer, this.scanned);
    this.scanned = this.buffer.length;
    if (end >= 0) this.scan = null;
    return end;
  }

  private scalarEnd(last: boolean): number {
    const quoted = this.buffer.charCodeAt(this.at) === 0x22;
    const pattern = quoted ? /"(?:[^"\\]|\\.)*"/sy : /[^\s,\]}"]+/y;
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.buffer);
    if (!found) {
      if (quoted) return -1;
      throw damaged(this.line, `"${this.buffer.charAt(this.at)}" is not expected here`);
    }
    const end = this.at + found[0].length;
    // an unquoted word may go on in the next block
    return end === this.buffer.length && !last && !quoted ? -1 : end;
  }

  private countLines(text: string): void {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.line++;
  }
}

/** A failure that names the line. */
export function damaged(line: number, reason: string): AppError {
  return new AppError('PARSE_FAILED', `The file is not valid JSON at line ${line}: ${reason}`, {
    hint: 'Check the file in a text editor; if each line is a record of its own, read it as jsonl',
  });
}

function tooLong(): AppError {
  return new AppError(
    'FILE_TOO_LARGE',
    `One JSON value is longer than ${longestValue >> 20} MB and would not fit in memory`,
    { hint: 'Write the records as JSON lines or as a list of records' },
  );
}
