import { damaged } from './foreign-failure.ts';

/**
 * One field of a protobuf message as it lies on the wire. Source: protobuf.dev, "Encoding". Numbers are
 * signed 64-bit integers (exact to 2^53); fixed-size ones stay bytes.
 */
export type WireField =
  | { readonly number: number; readonly kind: 'integer'; readonly value: number }
  | {
      readonly number: number;
      readonly kind: 'fixed32' | 'fixed64' | 'bytes';
      readonly bytes: Uint8Array;
    };

interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
}

/** At most ten bytes of seven bits each; beyond the end or longer is PARSE_FAILED. */
function readVarint(cursor: Cursor): number {
  let low = 0;
  let high = 0;
  for (let i = 0; i < 10; i++) {
    const byte = cursor.bytes[cursor.at++];
    if (byte === undefined) throw damaged('it ends inside of a number');
    const part = byte & 0x7f;
    if (i < 4) low += part * 2 ** (7 * i);
    else if (i === 4) {
      low += (part & 0xf) * 2 ** 28;
      high = part >> 4;
    } else if (i < 9) high += part * 2 ** (7 * i - 32);
    else high += (part & 1) * 2 ** 31;
    if (byte < 0x80) return (high >= 2 ** 31 ? high - 2 ** 32 : high) * 2 ** 32 + low;
  }
  throw damaged('a number has more than ten bytes');
}

function take(cursor: Cursor, length: number): Uint8Array {
  const end = cursor.at + length;
  if (!(length >= 0) || end > cursor.bytes.length) throw damaged('it ends inside of a field');
  const taken = cursor.bytes.subarray(cursor.at, end);
  cursor.at = end;
  return taken;
}

/** The fields of a message in their order. Nothing is copied; every step moves on, so that it ends. */
export function* readFields(bytes: Uint8Array): Generator<WireField> {
  const cursor = { bytes, at: 0 };
  while (cursor.at < bytes.length) {
    const tag = readVarint(cursor);
    const number = Math.floor(tag / 8);
    if (number < 1 || number >= 2 ** 29) throw damaged(`it has a field ${number}`);
    switch (tag % 8) {
      case 0:
        yield { number, kind: 'integer', value: readVarint(cursor) };
        break;
      case 1:
        yield { number, kind: 'fixed64', bytes: take(cursor, 8) };
        break;
      case 2:
        yield { number, kind: 'bytes', bytes: take(cursor, readVarint(cursor)) };
        break;
      case 5:
        yield { number, kind: 'fixed32', bytes: take(cursor, 4) };
        break;
      default:
        throw damaged(`a field has the wire type ${tag % 8}`);
    }
  }
}

const view = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Little-endian floating-point numbers of 4 or 8 bytes, one after the other. */
export function readFloats(bytes: Uint8Array, size: 4 | 8): Float64Array {
  if (bytes.length % size !== 0) throw damaged('numbers are cut off');
  const from = view(bytes);
  return Float64Array.from({ length: bytes.length / size }, (_, i) =>
    size === 4 ? from.getFloat32(4 * i, true) : from.getFloat64(8 * i, true),
  );
}

/** Integers of variable length, one after the other. */
export function* readIntegers(bytes: Uint8Array): Generator<number> {
  const cursor = { bytes, at: 0 };
  while (cursor.at < bytes.length) yield readVarint(cursor);
}

/** Little-endian signed integers of 4 or 8 bytes. */
export function readFixedIntegers(bytes: Uint8Array, size: 4 | 8): Float64Array {
  if (bytes.length % size !== 0) throw damaged('numbers are cut off');
  const from = view(bytes);
  return Float64Array.from({ length: bytes.length / size }, (_, i) =>
    size === 4 ? from.getInt32(4 * i, true) : Number(from.getBigInt64(8 * i, true)),
  );
}

export function readText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw damaged('a name is no UTF-8 text');
  }
}
