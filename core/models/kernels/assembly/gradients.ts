import { exp } from './exponential';
import { address, integer, number } from './fit-block';
import {
  blockRows,
  iBlocks,
  iBlockSums,
  iGradients,
  iHessianBits,
  iCounted,
  iHessians,
  iMargin,
  iPacked,
  iPackedLow,
  iRows,
  iSeed,
  iShards,
  iTarget,
  iWeights,
  nGradientScale,
  nHessianScale,
  nRoundingOffset,
  nRoundingSpread,
} from './layout';

/**
 * First and second derivative of the log-loss by the log-odds, of the shard's rows: p − y and p (1 − p),
 * two rows at a time. The last pair of the last block may reach one row beyond, where there is room.
 */
export function logisticShard(shard: i32): void {
  const rows = integer(iRows);
  const blocks = integer(iBlocks);
  const shards = integer(iShards);
  const weights = address(iWeights);
  const one = f64x2.splat(1);
  for (let block = shard; block < blocks; block += shards) {
    const from = (<usize>(block * blockRows)) << 3;
    const to = (<usize>min(rows, (block + 1) * blockRows)) << 3;
    const margin = address(iMargin);
    const target = address(iTarget);
    const gradients = address(iGradients);
    const hessians = address(iHessians);
    for (let at = from; at < to; at += 16) {
      const m = v128.load(margin + at);
      const p = f64x2.div(one, f64x2.add(one, exp(f64x2.neg(m))));
      let g = f64x2.sub(p, v128.load(target + at));
      let h = f64x2.mul(p, f64x2.sub(one, p));
      if (weights !== 0) {
        const w = v128.load(weights + at);
        g = f64x2.mul(g, w);
        h = f64x2.mul(h, w);
      }
      v128.store(gradients + at, g);
      v128.store(hessians + at, h);
    }
  }
}

/** Sums of |gradient| and of hessians of each of the shard's blocks, in the order of the rows. */
export function blockSumsShard(shard: i32): void {
  const rows = integer(iRows);
  const blocks = integer(iBlocks);
  const shards = integer(iShards);
  const gradients = address(iGradients);
  const hessians = address(iHessians);
  const sums = address(iBlockSums);
  for (let block = shard; block < blocks; block += shards) {
    const from = (<usize>(block * blockRows)) << 3;
    const to = (<usize>min(rows, (block + 1) * blockRows)) << 3;
    let gradient = f64x2.splat(0);
    let hessian = f64x2.splat(0);
    const even = from + ((to - from) & ~15);
    for (let at = from; at < even; at += 16) {
      gradient = f64x2.add(gradient, f64x2.abs(v128.load(gradients + at)));
      hessian = f64x2.add(hessian, v128.load(hessians + at));
    }
    let g = f64x2.extract_lane(gradient, 0) + f64x2.extract_lane(gradient, 1);
    let h = f64x2.extract_lane(hessian, 0) + f64x2.extract_lane(hessian, 1);
    if (even < to) {
      g += Math.abs(load<f64>(gradients + even));
      h += load<f64>(hessians + even);
    }
    store<f64>(sums + ((<usize>block) << 4), g);
    store<f64>(sums + ((<usize>block) << 4), h, 8);
  }
}

/** Random bits of a row: the same for every number of threads. */
function rowBits(row: u32, seed: u32): u32 {
  let bits = row * 0x9e3779b1 + seed;
  bits ^= bits >> 15;
  bits *= 0x85ebca6b;
  bits ^= bits >> 13;
  return bits;
}

/**
 * Gradient, count and hessian of the shard's rows as whole numbers in one Int64, rounded to the nearest, or
 * up or down by chance so that sums keep their expectation.
 */
export function packShard(shard: i32): void {
  const rows = integer(iRows);
  const blocks = integer(iBlocks);
  const shards = integer(iShards);
  const gradients = address(iGradients);
  const hessians = address(iHessians);
  const packed = address(iPacked);
  const packedLow = address(iPackedLow);
  const hessianBits = <i64>integer(iHessianBits);
  const count: i64 = integer(iCounted) ? (<i64>1) << hessianBits : 0;
  const seed = <u32>integer(iSeed);
  const gradientScale = number(nGradientScale);
  const hessianScale = number(nHessianScale);
  const offset = number(nRoundingOffset);
  const spread = number(nRoundingSpread);
  for (let block = shard; block < blocks; block += shards) {
    const to = min(rows, (block + 1) * blockRows);
    for (let row = block * blockRows; row < to; row++) {
      const bits = rowBits(<u32>row, seed);
      const at = (<usize>row) << 3;
      const up = offset + <f64>(bits & 0xffff) * spread;
      const g = <i64>Math.floor(load<f64>(gradients + at) * gradientScale + up);
      let low = count;
      if (hessianBits !== 0) {
        const hessianUp = offset + <f64>(bits >> 16) * spread;
        low += <i64>(load<f64>(hessians + at) * hessianScale + hessianUp);
      }
      if (packedLow === 0) store<i64>(packed + at, (g << 32) + low);
      else {
        store<i64>(packed + at, g);
        store<i64>(packedLow + at, low);
      }
    }
  }
}
