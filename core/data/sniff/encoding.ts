import { isUtf8 } from 'node:buffer';
import type { Sniffed } from '../../contract/data.ts';

export type Encoding = Sniffed['encoding'];

export interface EncodingGuess {
  readonly encoding: Encoding;
  readonly bom: boolean;
  readonly confidence: number;
}

/**
 * Guesses how bytes from the start of a file encode text: a byte order mark, UTF-16 by its zero
 * bytes, valid UTF-8, GB18030 by its pairs of high bytes, else a single-byte Western encoding
 * (windows-1252 where it uses bytes 0x80-0x9F, which Latin-1 leaves to controls).
 */
export function guessEncoding(bytes: Uint8Array): EncodingGuess {
  const mark = readMark(bytes);
  if (mark) return { encoding: mark, bom: true, confidence: 1 };
  const wide = guessUtf16(bytes);
  if (wide) return { encoding: wide, bom: false, confidence: 0.9 };
  if (isUtf8(trimPartialCharacter(bytes))) {
    const ascii = bytes.every((byte) => byte < 0x80);
    return { encoding: 'utf-8', bom: false, confidence: ascii ? 0.95 : 1 };
  }
  return guessDamagedUtf8(bytes) ?? guessLegacy(bytes);
}

/** Sequences of several bytes are valid UTF-8 by design only: many of them outweigh a few broken ones. */
function guessDamagedUtf8(bytes: Uint8Array): EncodingGuess | null {
  const text = new TextDecoder('utf-8').decode(bytes);
  const broken = text.split('\ufffd').length - 1;
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  const whole = (text.match(/[^\u0000-\u007f\ufffd]/g) ?? []).length;
  if (whole < 10 * broken) return null;
  return { encoding: 'utf-8', bom: false, confidence: whole / (whole + broken) };
}

/** The encoding a byte order mark tells, or null. */
export function readMark(bytes: Uint8Array): Encoding | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0x84 && bytes[1] === 0x31 && bytes[2] === 0x95 && bytes[3] === 0x33) {
    return 'gb18030';
  }
  return null;
}

/** Without the bytes of a character that the end of a block cut in two. */
export function trimPartialCharacter(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return bytes;
    if (byte >= 0xc0) {
      const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needs > back ? bytes.subarray(0, bytes.length - back) : bytes;
    }
  }
  return bytes;
}

/** Western text in UTF-16 has a zero in nearly every second byte. */
function guessUtf16(bytes: Uint8Array): Encoding | null {
  const pairs = Math.min(bytes.length >> 1, 4096);
  if (pairs < 2) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < pairs; i++) {
    if (bytes[2 * i] === 0) even++;
    if (bytes[2 * i + 1] === 0) odd++;
  }
  if (odd > 0.4 * pairs && even < 0.05 * pairs) return 'utf-16le';
  if (even > 0.4 * pairs && odd < 0.05 * pairs) return 'utf-16be';
  return null;
}

function guessLegacy(bytes: Uint8Array): EncodingGuess {
  let high = 0;
  let controls = 0;
  let paired = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte < 0x80) continue;
    high++;
    if (byte < 0xa0) controls++;
    const next = bytes[i + 1] ?? 0;
    // the common Chinese characters: both bytes high, the first in the GB 2312 range
    if (byte >= 0xb0 && byte <= 0xf7 && next >= 0xa1) {
      paired += 2;
      high++;
      i++;
    }
  }
  if (paired / high > 0.7 && decodes(bytes, 'gb18030')) {
    return { encoding: 'gb18030', bom: false, confidence: paired / high };
  }
  const undefinedIn1252 = bytes.some((byte) => [0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte));
  if (controls > 0 && !undefinedIn1252) {
    return { encoding: 'windows-1252', bom: false, confidence: 0.8 };
  }
  return { encoding: 'latin1', bom: false, confidence: controls > 0 ? 0.4 : 0.8 };
}

function decodes(bytes: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

export interface StreamDecoder {
  decode(bytes: Uint8Array): string;
  end(): string;
}

/** Decodes a file that comes in blocks; a byte order mark is dropped, invalid bytes become U+FFFD. */
export function createDecoder(encoding: Encoding): StreamDecoder {
  if (encoding === 'latin1') {
    // the platform's "latin1" label means windows-1252
    return {
      decode: (bytes) =>
        Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'),
      end: () => '',
    };
  }
  const decoder = new TextDecoder(encoding);
  return {
    decode: (bytes) => decoder.decode(bytes, { stream: true }),
    end: () => decoder.decode(),
  };
}
