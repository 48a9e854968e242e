import { address, integer, number } from './fit-block';
import {
  featureBytes,
  iBinCounts,
  iCounted,
  iFeatures,
  iHessianBits,
  iHistogramBytes,
  iPackedLow,
  iPlaneBytes,
  iLargeMask,
  iParentHistogram,
  iPartialCount,
  iPartials,
  iResults,
  iSearchLarge,
  iSearchSmall,
  iShards,
  iSmallHistogram,
  iSmallMask,
  nGradientUnit,
  nHessianUnit,
  nL1,
  nL2,
  nLargeGradient,
  nMinHessian,
  nMinRows,
  nSmallGradient,
  resultNumbers,
} from './layout';

/** Keeps G² / (H + λ) finite where all hessians underflow. */
const tiny: f64 = 1e-15;

/** Adds the other shards' sums of a feature to the first one's, and takes them from the parent's. */
function combine(feature: i32, plane: usize): void {
  const bytes = (<usize>load<i32>(address(iBinCounts) + ((<usize>feature) << 2)) + 1) << 3;
  const first = <usize>feature * featureBytes + plane;
  const small = address(iSmallHistogram) + first;
  const partials = integer(iPartialCount);
  for (let p = 0; p < partials; p++) {
    const partial = address(iPartials) + <usize>p * address(iHistogramBytes) + first;
    for (let at: usize = 0; at < bytes; at += 8) {
      store<i64>(small + at, load<i64>(small + at) + load<i64>(partial + at));
    }
  }
  if (address(iParentHistogram) === 0) return;
  const parent = address(iParentHistogram) + first;
  for (let at: usize = 0; at < bytes; at += 8) {
    store<i64>(parent + at, load<i64>(parent + at) - load<i64>(small + at));
  }
}

function shrink(gradient: f64, l1: f64): f64 {
  if (l1 === 0) return gradient;
  const size = Math.abs(gradient) - l1;
  if (size <= 0) return 0;
  return gradient < 0 ? -size : size;
}

/**
 * Sweeps a feature's bins from the left, `missing` being on the left from the start (or 0), and writes a
 * better split than `best` to `result`. Returns the best gain, which includes the parent's term.
 */
function sweep(
  bins: usize,
  count: i32,
  missing: usize,
  sums: i32,
  best: f64,
  result: usize,
  missingLeft: f64,
): f64 {
  const hessianBits = <i64>integer(iHessianBits);
  const hessianMask = ((<i64>1) << hessianBits) - 1;
  const counted = integer(iCounted);
  const totalGradient = number(sums);
  const totalHessian = number(sums + 1);
  const rows = number(sums + 2);
  const rowsAHessian = totalHessian > 0 ? rows / totalHessian : 0;
  const gradientUnit = number(nGradientUnit);
  const hessianUnit = number(nHessianUnit);
  const l1 = number(nL1);
  const l2 = number(nL2) + tiny;
  const minRows = number(nMinRows);
  const minHessian = number(nMinHessian);
  const wide = address(iPackedLow) !== 0;
  const plane = address(iPlaneBytes);
  let left: i64 = 0;
  let low: i64 = 0;
  if (missing !== 0) {
    left = load<i64>(missing);
    if (wide) low = load<i64>(missing + plane);
  }
  for (let bin = 0; bin < count; bin++) {
    const at = bins + ((<usize>bin) << 3);
    const value = load<i64>(at);
    if (wide) {
      const valueLow = load<i64>(at + plane);
      if (valueLow === 0) continue;
      low += valueLow;
      left += value;
    } else {
      if (value === 0) continue;
      left += value;
      low = left & 0xffffffff;
    }
    let leftHessian: f64;
    let leftRows: f64;
    if (!counted) {
      leftHessian = <f64>low;
      leftRows = Math.floor(leftHessian * rowsAHessian + 0.5);
    } else if (hessianBits === 0) {
      leftHessian = <f64>low;
      leftRows = leftHessian;
    } else {
      leftHessian = <f64>(low & hessianMask);
      leftRows = <f64>(low >> hessianBits);
    }
    if (leftRows < minRows) continue;
    if (rows - leftRows < minRows) break;
    const h = leftHessian * hessianUnit;
    if (h < minHessian) continue;
    const rest = (totalHessian - leftHessian) * hessianUnit;
    if (rest < minHessian) break;
    const leftGradient = <f64>(wide ? left : left >> 32);
    const g = shrink(leftGradient * gradientUnit, l1);
    const r = shrink((totalGradient - leftGradient) * gradientUnit, l1);
    const gain = (g * g) / (h + l2) + (r * r) / (rest + l2);
    if (gain > best) {
      best = gain;
      store<f64>(result, gain);
      store<f64>(result, leftGradient, 8);
      store<f64>(result, leftHessian, 16);
      store<f64>(result, leftRows, 24);
      store<f64>(result, <f64>bin, 32);
      store<f64>(result, missingLeft, 40);
    }
  }
  return best;
}

/** The best split of a node by one feature: at `result`, whose gain is 0 when there is none. */
function searchFeature(histogram: usize, feature: i32, sums: i32, result: usize): void {
  const bins = histogram + <usize>feature * featureBytes;
  const count = load<i32>(address(iBinCounts) + ((<usize>feature) << 2));
  const missing = bins + ((<usize>count) << 3);
  store<f64>(result, 0);
  const low = address(iPackedLow) !== 0 ? load<i64>(missing + address(iPlaneBytes)) : 0;
  if (load<i64>(missing) === 0 && low === 0) {
    sweep(bins, count - 1, 0, sums, 0, result, -1);
    return;
  }
  const best = sweep(bins, count, 0, sums, 0, result, 0);
  sweep(bins, count - 1, missing, sums, best, result, 1);
}

/** Combines histograms and searches both children for the shard's features: every so many-th one. */
export function searchShard(shard: i32): void {
  const features = integer(iFeatures);
  const shards = integer(iShards);
  const resultBytes = (<usize>resultNumbers) << 3;
  const results = address(iResults);
  for (let feature = shard; feature < features; feature += shards) {
    combine(feature, 0);
    if (address(iPackedLow) !== 0) combine(feature, address(iPlaneBytes));
    const result = results + <usize>feature * resultBytes;
    if (integer(iSearchSmall) && load<u8>(address(iSmallMask) + <usize>feature)) {
      searchFeature(address(iSmallHistogram), feature, nSmallGradient, result);
    }
    if (integer(iSearchLarge) && load<u8>(address(iLargeMask) + <usize>feature)) {
      const other = result + <usize>features * resultBytes;
      searchFeature(address(iParentHistogram), feature, nLargeGradient, other);
    }
  }
}
