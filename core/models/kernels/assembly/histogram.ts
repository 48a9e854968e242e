import { address, integer } from './fit-block';
import {
  blockRows,
  featureBytes,
  gatherRows,
  iBlocks,
  iFeatures,
  iGather,
  iGatherBytes,
  iHistogramBytes,
  iNodeFrom,
  iNodeTo,
  iOrder,
  iPacked,
  iPackedLow,
  iPartials,
  iPlaneBytes,
  iRowCodes,
  iRows,
  iShards,
  iSmallHistogram,
  iStride,
} from './layout';

/** Adds rows that lie together to eight features at once: the innermost loop of training. */
function addEight(count: i32, packed: usize, codesAt: usize, stride: usize, into: usize): void {
  for (let i = 0; i < count; i++) {
    const value = load<i64>(packed);
    const codes = load<u64>(codesAt);
    packed += 8;
    codesAt += stride;
    const high = <u32>(codes >> 32);
    const a = into + ((<usize>(codes & 255)) << 3);
    const b = into + ((<usize>((codes >> 8) & 255)) << 3);
    const c = into + ((<usize>((codes >> 16) & 255)) << 3);
    const d = into + ((<usize>((codes >> 24) & 255)) << 3);
    const e = into + ((<usize>(high & 255)) << 3);
    const f = into + ((<usize>((high >> 8) & 255)) << 3);
    const g = into + ((<usize>((high >> 16) & 255)) << 3);
    const h = into + ((<usize>(high >> 24)) << 3);
    store<i64>(a, load<i64>(a) + value);
    store<i64>(b, load<i64>(b, 2048) + value, 2048);
    store<i64>(c, load<i64>(c, 4096) + value, 4096);
    store<i64>(d, load<i64>(d, 6144) + value, 6144);
    store<i64>(e, load<i64>(e, 8192) + value, 8192);
    store<i64>(f, load<i64>(f, 10240) + value, 10240);
    store<i64>(g, load<i64>(g, 12288) + value, 12288);
    store<i64>(h, load<i64>(h, 14336) + value, 14336);
  }
}

function addFour(count: i32, packed: usize, codesAt: usize, stride: usize, into: usize): void {
  for (let i = 0; i < count; i++) {
    const value = load<i64>(packed);
    const codes = load<u32>(codesAt);
    packed += 8;
    codesAt += stride;
    const a = into + ((<usize>(codes & 255)) << 3);
    const b = into + ((<usize>((codes >> 8) & 255)) << 3);
    const c = into + ((<usize>((codes >> 16) & 255)) << 3);
    const d = into + ((<usize>(codes >> 24)) << 3);
    store<i64>(a, load<i64>(a) + value);
    store<i64>(b, load<i64>(b, 2048) + value, 2048);
    store<i64>(c, load<i64>(c, 4096) + value, 4096);
    store<i64>(d, load<i64>(d, 6144) + value, 6144);
  }
}

function addOne(count: i32, packed: usize, codesAt: usize, stride: usize, into: usize): void {
  for (let i = 0; i < count; i++) {
    const a = into + ((<usize>load<u8>(codesAt)) << 3);
    store<i64>(a, load<i64>(a) + load<i64>(packed));
    packed += 8;
    codesAt += stride;
  }
}

/** Adds rows that lie together to all features. */
function addRows(count: i32, packed: usize, codesAt: usize, into: usize): void {
  const features = integer(iFeatures);
  const stride = address(iStride);
  let j = 0;
  for (; j + 8 <= features; j += 8) {
    addEight(count, packed, codesAt + j, stride, into + <usize>j * featureBytes);
  }
  if (j + 4 <= features) {
    addFour(count, packed, codesAt + j, stride, into + <usize>j * featureBytes);
    j += 4;
  }
  for (; j < features; j++) {
    addOne(count, packed, codesAt + j, stride, into + <usize>j * featureBytes);
  }
}

/** As gather, for rows of 17 to 32 codes: written out, more rows are on their way at a time. */
function gatherTwo(order: usize, count: i32, codesOut: usize, packedOut: usize): void {
  const codes = address(iRowCodes);
  const packed = address(iPacked);
  for (let i = 0; i < count; i++) {
    const row = <usize>load<u32>(order + ((<usize>i) << 2));
    store<i64>(packedOut + ((<usize>i) << 3), load<i64>(packed + (row << 3)));
    const from = codes + (row << 5);
    v128.store(codesOut, v128.load(from));
    v128.store(codesOut, v128.load(from, 16), 16);
    codesOut += 32;
  }
}

/** Copies the codes and packed gradients of rows together: a tight loop hides the way to memory. */
function gather(order: usize, count: i32, codesOut: usize, packedOut: usize): void {
  const codes = address(iRowCodes);
  const packed = address(iPacked);
  const stride = address(iStride);
  if (stride === 32) {
    gatherTwo(order, count, codesOut, packedOut);
    return;
  }
  for (let i = 0; i < count; i++) {
    const row = <usize>load<u32>(order + ((<usize>i) << 2));
    store<i64>(packedOut + ((<usize>i) << 3), load<i64>(packed + (row << 3)));
    const from = codes + row * stride;
    for (let at: usize = 0; at < stride; at += 16) {
      v128.store(codesOut + at, v128.load(from + at));
    }
    codesOut += stride;
  }
}

/** Copies what belongs to a second plane together. */
function gatherLow(order: usize, count: i32, packedOut: usize): void {
  const packed = address(iPackedLow);
  for (let i = 0; i < count; i++) {
    const row = <usize>load<u32>(order + ((<usize>i) << 2));
    store<i64>(packedOut + ((<usize>i) << 3), load<i64>(packed + (row << 3)));
  }
}

/** Where a shard adds: the first one in place, the others to histograms of their own. */
export function partialOf(shard: i32): usize {
  if (shard === 0) return address(iSmallHistogram);
  return address(iPartials) + <usize>(shard - 1) * address(iHistogramBytes);
}

export function clearHistogram(histogram: usize): void {
  memory.fill(histogram, 0, address(iHistogramBytes));
}

/** Adds the shard's rows of a node to `into`. */
export function addNode(node: i32, shard: i32, into: usize): void {
  const at = (<usize>(node * integer(iShards) + shard)) << 2;
  const to = load<i32>(address(iNodeTo) + at);
  const order = address(iOrder);
  const room = address(iGather) + <usize>shard * address(iGatherBytes);
  const packedRoom = room + <usize>gatherRows * address(iStride);
  for (let from = load<i32>(address(iNodeFrom) + at); from < to; from += gatherRows) {
    const count = min(gatherRows, to - from);
    gather(order + ((<usize>from) << 2), count, room, packedRoom);
    addRows(count, packedRoom, room, into);
    if (address(iPackedLow) !== 0) {
      gatherLow(order + ((<usize>from) << 2), count, packedRoom);
      addRows(count, packedRoom, room, into + address(iPlaneBytes));
    }
  }
}

/** Adds all rows of the shard's blocks, which lie together as they are. */
export function addBlocks(shard: i32, into: usize): void {
  const rows = integer(iRows);
  const shards = integer(iShards);
  const blocks = integer(iBlocks);
  const packed = address(iPacked);
  const low = address(iPackedLow);
  const plane = address(iPlaneBytes);
  const codes = address(iRowCodes);
  const stride = address(iStride);
  for (let block = shard; block < blocks; block += shards) {
    const end = min(rows, (block + 1) * blockRows);
    for (let from = block * blockRows; from < end; from += gatherRows) {
      const count = min(gatherRows, end - from);
      const rowCodes = codes + <usize>from * stride;
      addRows(count, packed + ((<usize>from) << 3), rowCodes, into);
      if (low !== 0) addRows(count, low + ((<usize>from) << 3), rowCodes, into + plane);
    }
  }
}
