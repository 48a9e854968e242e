import { address, integer } from './fit-block';
import {
  blockRows,
  iBlocks,
  iBoundCount,
  iBounds,
  iColumnCodes,
  iFeature,
  iHasMissing,
  iKeyBytes,
  iKeyCount,
  iKeys,
  iKeysSpare,
  iRowCodes,
  iRows,
  iShards,
  iStride,
  iValues,
} from './layout';

/**
 * Codes of one column for the shard's rows: how many of the bounds (255, the unused ones infinite) lie
 * below the value, or `bounds + 1` for a missing one. Eight halvings without a branch.
 */
export function codeShard(shard: i32): void {
  const rows = integer(iRows);
  const blocks = integer(iBlocks);
  const shards = integer(iShards);
  const stride = address(iStride);
  const feature = <usize>integer(iFeature);
  const values = address(iValues);
  const bounds = address(iBounds);
  const last = integer(iBoundCount);
  const columnCodes = address(iColumnCodes) + feature * <usize>rows;
  const rowCodes = address(iRowCodes) + feature;
  let missing = false;
  for (let block = shard; block < blocks; block += shards) {
    const to = min(rows, (block + 1) * blockRows);
    for (let row = block * blockRows; row < to; row++) {
      const value = load<f64>(values + ((<usize>row) << 3));
      let at = bounds;
      at += (<usize>(load<f64>(at, 127 * 8) < value)) << 10;
      at += (<usize>(load<f64>(at, 63 * 8) < value)) << 9;
      at += (<usize>(load<f64>(at, 31 * 8) < value)) << 8;
      at += (<usize>(load<f64>(at, 15 * 8) < value)) << 7;
      at += (<usize>(load<f64>(at, 7 * 8) < value)) << 6;
      at += (<usize>(load<f64>(at, 3 * 8) < value)) << 5;
      at += (<usize>(load<f64>(at, 1 * 8) < value)) << 4;
      at += (<usize>(load<f64>(at) < value)) << 3;
      let code = min(<i32>((at - bounds) >> 3), last);
      if (value !== value) {
        code = last + 1;
        missing = true;
      }
      store<u8>(columnCodes + <usize>row, code);
      store<u8>(rowCodes + <usize>row * stride, code);
    }
  }
  if (missing) store<u8>(address(iHasMissing) + feature, 1);
}

/** Sorts the shard's columns of doubles (no NaN, −0 before 0) by their bytes, least first. */
export function sortShard(shard: i32): void {
  const columns = integer(iKeyCount);
  const bytes = address(iKeyBytes);
  for (let column = shard; column < columns; column += integer(iShards)) {
    sortKeys(
      address(iKeys) + <usize>column * bytes,
      address(iKeysSpare) + <usize>shard * (bytes + 8 * 2048 * 4),
      bytes,
    );
  }
}

function toKey(bits: u64): u64 {
  return bits ^ (<u64>(<i64>bits >> 63) | 0x8000000000000000);
}

function fromKey(key: u64): u64 {
  return key ^ (<u64>(<i64>~key >> 63) | 0x8000000000000000);
}

/** Six passes of eleven bits; a pass whose digit is the same for all is left out. */
function sortKeys(keys: usize, room: usize, bytes: usize): void {
  const spare = room + 2048 * 4;
  for (let at: usize = 0; at < bytes; at += 8) {
    store<u64>(keys + at, toKey(load<u64>(keys + at)));
  }
  let from = keys;
  let to = spare;
  for (let shift: u64 = 0; shift < 64; shift += 11) {
    memory.fill(room, 0, 2048 * 4);
    for (let at: usize = 0; at < bytes; at += 8) {
      const slot = room + ((<usize>((load<u64>(from + at) >> shift) & 2047)) << 2);
      store<u32>(slot, load<u32>(slot) + 8);
    }
    const first = room + ((<usize>((load<u64>(from) >> shift) & 2047)) << 2);
    if (<usize>load<u32>(first) === bytes) continue;
    let sum: u32 = 0;
    for (let slot = room; slot < spare; slot += 4) {
      const count = load<u32>(slot);
      store<u32>(slot, sum);
      sum += count;
    }
    for (let at: usize = 0; at < bytes; at += 8) {
      const key = load<u64>(from + at);
      const slot = room + ((<usize>((key >> shift) & 2047)) << 2);
      const place = load<u32>(slot);
      store<u64>(to + <usize>place, key);
      store<u32>(slot, place + 8);
    }
    const other = from;
    from = to;
    to = other;
  }
  for (let at: usize = 0; at < bytes; at += 8) {
    store<u64>(keys + at, fromKey(load<u64>(from + at)));
  }
}
