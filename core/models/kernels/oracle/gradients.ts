import * as slot from '../assembly/layout.ts';
import { exp } from './exponential.ts';
import { addressOf, blocksOf, type MemoryViews } from './memory-views.ts';

export function logisticShard(memory: MemoryViews, shard: number): void {
  const { float64 } = memory;
  const [margin, target, gradients, hessians, weights] = [
    slot.iMargin,
    slot.iTarget,
    slot.iGradients,
    slot.iHessians,
    slot.iWeights,
  ].map((address) => addressOf(memory, address) / 8) as [number, number, number, number, number];
  for (const { from, to } of blocksOf(memory, shard)) {
    for (let row = from; row < to; row++) {
      const p = 1 / (1 + exp(-float64[margin + row]!));
      const weight = weights > 0 ? float64[weights + row]! : 1;
      float64[gradients + row] = (p - float64[target + row]!) * weight;
      float64[hessians + row] = p * (1 - p) * weight;
    }
  }
}

export function blockSumsShard(memory: MemoryViews, shard: number): void {
  const { float64 } = memory;
  const gradients = addressOf(memory, slot.iGradients) / 8;
  const hessians = addressOf(memory, slot.iHessians) / 8;
  const sums = addressOf(memory, slot.iBlockSums) / 8;
  for (const { block, from, to } of blocksOf(memory, shard)) {
    // Even and odd rows apart, as two lanes add them.
    const gradient = [0, 0];
    const hessian = [0, 0];
    const even = from + ((to - from) & ~1);
    for (let row = from; row < even; row++) {
      gradient[row & 1]! += Math.abs(float64[gradients + row]!);
      hessian[row & 1]! += float64[hessians + row]!;
    }
    float64[sums + 2 * block] = gradient[0]! + gradient[1]!;
    float64[sums + 2 * block + 1] = hessian[0]! + hessian[1]!;
    if (even === to) continue;
    float64[sums + 2 * block]! += Math.abs(float64[gradients + even]!);
    float64[sums + 2 * block + 1]! += float64[hessians + even]!;
  }
}

function rowBits(row: number, seed: number): number {
  let bits = (Math.imul(row, 0x9e3779b1) + seed) >>> 0;
  bits ^= bits >>> 15;
  bits = Math.imul(bits, 0x85ebca6b);
  return (bits ^ (bits >>> 13)) >>> 0;
}

export function packShard(memory: MemoryViews, shard: number): void {
  const { integers, numbers, int64, float64 } = memory;
  const gradients = addressOf(memory, slot.iGradients) / 8;
  const hessians = addressOf(memory, slot.iHessians) / 8;
  const packed = addressOf(memory, slot.iPacked) / 8;
  const packedLow = addressOf(memory, slot.iPackedLow) / 8;
  const hessianBits = integers[slot.iHessianBits]!;
  const count = integers[slot.iCounted] === 1 ? 2 ** hessianBits : 0;
  const up = (random: number) =>
    numbers[slot.nRoundingOffset]! + random * numbers[slot.nRoundingSpread]!;
  for (const { from, to } of blocksOf(memory, shard)) {
    for (let row = from; row < to; row++) {
      const bits = rowBits(row, integers[slot.iSeed]!);
      const gradient = float64[gradients + row]! * numbers[slot.nGradientScale]!;
      const hessian = float64[hessians + row]! * numbers[slot.nHessianScale]!;
      const g = BigInt(Math.floor(gradient + up(bits & 0xffff)));
      const low = BigInt(count + (hessianBits > 0 ? Math.floor(hessian + up(bits >>> 16)) : 0));
      int64[packed + row] = packedLow > 0 ? g : (g << 32n) + low;
      if (packedLow > 0) int64[packedLow + row] = low;
    }
  }
}
