import type { NearestOthers } from './nearest-others.ts';
import { symmetrise, type SparseGraph } from './sparse-graph.ts';

const steps = 64;
const tolerance = 1e-5;
const leastScale = 1e-3;

/**
 * How surely rows are neighbours: exp(−(d − ρ)/σ) with ρ the distance to the nearest other row and σ such
 * that a row has log₂ of its neighbours (itself counted) in all; both directions joined as p + q − p q.
 */
export function fuzzyGraph(others: NearestOthers): SparseGraph {
  const { k, distances } = others;
  const rows = k === 0 ? 0 : distances.length / k;
  const mean = distances.reduce((sum, value) => sum + value, 0) / (rows * (k + 1));
  const weights = new Float64Array(distances.length);
  const wanted = Math.log2(k + 1);
  for (let row = 0; row < rows; row++) {
    const own = distances.subarray(row * k, (row + 1) * k);
    const nearest = own.find((distance) => distance > 0) ?? 0;
    const sigma = findScale(own, nearest, { wanted, mean });
    for (let j = 0; j < k; j++) {
      const beyond = own[j]! - nearest;
      weights[row * k + j] = beyond <= 0 || sigma === 0 ? 1 : Math.exp(-beyond / sigma);
    }
  }
  return symmetrise({ ...others, weights }, (there, back) => there + back - there * back);
}

function findScale(
  distances: Float64Array,
  nearest: number,
  { wanted, mean }: { wanted: number; mean: number },
): number {
  let [low, high, middle] = [0, Infinity, 1];
  for (let step = 0; step < steps; step++) {
    let sum = 0;
    for (const distance of distances) {
      const beyond = distance - nearest;
      sum += beyond > 0 ? Math.exp(-beyond / middle) : 1;
    }
    if (Math.abs(sum - wanted) < tolerance) break;
    if (sum > wanted) {
      high = middle;
      middle = (low + high) / 2;
    } else {
      low = middle;
      middle = high === Infinity ? middle * 2 : (low + high) / 2;
    }
  }
  // the mean of its own row counts the row itself, at distance 0
  const own = distances.reduce((sum, value) => sum + value, 0) / (distances.length + 1);
  return Math.max(middle, leastScale * (nearest > 0 ? own : mean));
}
