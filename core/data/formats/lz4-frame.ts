/**
 * Expands an LZ4 frame (frame format 1.6.x, as Arrow's buffers are compressed) into `bytes` bytes.
 * Checksums are skipped. Throws RangeError for damaged data, and never writes beyond `bytes`.
 */
export function expandLz4Frame(source: Uint8Array, bytes: number): Uint8Array {
  const view = new DataView(source.buffer, source.byteOffset, source.byteLength);
  if (view.getUint32(0, true) !== 0x184d2204) throw new RangeError('not an LZ4 frame');
  const flags = view.getUint8(4);
  const hasSize = (flags & 0x08) !== 0;
  const hasDictionary = (flags & 0x01) !== 0;
  const blockChecksum = (flags & 0x10) !== 0;
  let at = 7 + (hasSize ? 8 : 0) + (hasDictionary ? 4 : 0);
  const target = new Uint8Array(bytes);
  let filled = 0;
  for (;;) {
    const header = view.getUint32(at, true);
    at += 4;
    if (header === 0) break;
    const length = header & 0x7fffffff;
    if (at + length > source.length) throw new RangeError('an LZ4 block is cut off');
    const block = source.subarray(at, at + length);
    if (header >>> 31 === 1) {
      target.set(block, filled);
      filled += length;
    } else {
      filled = expandBlock(block, target, filled);
    }
    at += length + (blockChecksum ? 4 : 0);
  }
  if (filled !== bytes)
    throw new RangeError(`an LZ4 frame has ${filled} bytes instead of ${bytes}`);
  return target;
}

/** One block: runs of literals, each followed by a copy of what was written before. */
function expandBlock(block: Uint8Array, target: Uint8Array, from: number): number {
  let at = 0;
  let filled = from;
  function runLength(nibble: number): number {
    let length = nibble;
    if (nibble !== 15) return length;
    for (let more = 255; more === 255; length += more) {
      if (at >= block.length) throw new RangeError('an LZ4 block is cut off');
      more = block[at++]!;
    }
    return length;
  }
  while (at < block.length) {
    const token = block[at++]!;
    const literals = runLength(token >> 4);
    if (at + literals > block.length) throw new RangeError('an LZ4 block is cut off');
    target.set(block.subarray(at, at + literals), filled);
    at += literals;
    filled += literals;
    if (at >= block.length) break;
    const distance = block[at]! | (block[at + 1]! << 8);
    at += 2;
    const length = runLength(token & 15) + 4;
    const start = filled - distance;
    if (distance === 0 || start < 0 || filled + length > target.length) {
      throw new RangeError('an LZ4 block refers outside of its data');
    }
    // copies may overlap what they write
    for (let i = 0; i < length; i++) target[filled + i] = target[start + i]!;
    filled += length;
  }
  return filled;
}
