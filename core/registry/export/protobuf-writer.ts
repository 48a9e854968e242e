/** One field of a protobuf message, ready to be joined. Source: protobuf.dev, "Encoding". */
export type Field = Uint8Array;

const encoder = new TextEncoder();

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Whole numbers to ±2^53; negative ones as 64-bit two's complement, which takes ten bytes. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  if (value < 0) {
    let rest = BigInt.asUintN(64, BigInt(value));
    for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
    bytes.push(Number(rest));
    return Uint8Array.from(bytes);
  }
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

const tag = (number: number, wire: number): Uint8Array => varint(number * 8 + wire);

export const integerField = (number: number, value: number): Field =>
  joinBytes([tag(number, 0), varint(value)]);

export const bytesField = (number: number, bytes: Uint8Array): Field =>
  joinBytes([tag(number, 2), varint(bytes.length), bytes]);

export const textField = (number: number, text: string): Field =>
  bytesField(number, encoder.encode(text));

export const messageField = (number: number, fields: readonly Field[]): Field =>
  bytesField(number, joinBytes(fields));

export function floatField(number: number, value: number): Field {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return joinBytes([tag(number, 5), bytes]);
}

/** Repeated numbers packed into one field. */
export function floatsField(number: number, values: ArrayLike<number>): Field {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) view.setFloat32(4 * i, values[i]!, true);
  return bytesField(number, bytes);
}

export const integersField = (number: number, values: ArrayLike<number>): Field =>
  bytesField(number, joinBytes(Array.from(values, varint)));

/** Little-endian doubles one after the other, as raw_data has them. */
export function doubleBytes(values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(8 * values.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) view.setFloat64(8 * i, values[i]!, true);
  return bytes;
}

export function integer64Bytes(values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(8 * values.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) view.setBigInt64(8 * i, BigInt(values[i]!), true);
  return bytes;
}
