import type { RowMajor } from '../row-major.ts';
import type { CentreSearch } from './centre-search.ts';

/** Four distances at a time: their sums do not wait for each other. */
function measure(
  { values, width }: RowMajor,
  row: number,
  { centres, into }: { readonly centres: Float64Array; readonly into: Float64Array },
): void {
  const at = row * width;
  const count = into.length;
  let c = 0;
  for (; c + 3 < count; c += 4) {
    const first = c * width;
    const second = first + width;
    const third = second + width;
    const fourth = third + width;
    let sumA = 0;
    let sumB = 0;
    let sumC = 0;
    let sumD = 0;
    for (let j = 0; j < width; j++) {
      const value = values[at + j]!;
      const offA = value - centres[first + j]!;
      const offB = value - centres[second + j]!;
      const offC = value - centres[third + j]!;
      const offD = value - centres[fourth + j]!;
      sumA += offA * offA;
      sumB += offB * offB;
      sumC += offC * offC;
      sumD += offD * offD;
    }
    into[c] = sumA;
    into[c + 1] = sumB;
    into[c + 2] = sumC;
    into[c + 3] = sumD;
  }
  for (; c < count; c++) into[c] = toOwn({ values, width }, row, { centres, cluster: c });
}

function toOwn(
  { values, width }: Pick<RowMajor, 'values' | 'width'>,
  row: number,
  { centres, cluster }: { readonly centres: Float64Array; readonly cluster: number },
): number {
  let sum = 0;
  for (let j = 0, at = row * width, c = cluster * width; j < width; j++, at++, c++) {
    const difference = values[at]! - centres[c]!;
    sum += difference * difference;
  }
  return sum;
}

/** The search in TypeScript: the oracle of the kernels, and what runs where they were not built. */
export function createPlainSearch(
  x: RowMajor,
  { clusters, trials }: { readonly clusters: number; readonly trials: number },
): CentreSearch {
  const { rows, width } = x;
  const labels = new Int32Array(rows);
  const upper = new Float64Array(rows);
  const lower = new Float64Array(rows);
  const closest = new Float64Array(rows);
  const made = Array.from({ length: trials }, () => new Float64Array(rows));
  const sums = new Float64Array(clusters);
  return {
    labels,
    upper,
    lower,
    closest,
    made,
    assign(from, to, { centres, gaps }) {
      const pairs: number[] = [];
      for (let i = from; i < to; i++) {
        const own = labels[i]!;
        if (own >= 0) {
          const bound = Math.max(gaps[own]!, lower[i]!);
          if (upper[i]! < bound) continue;
          upper[i] = Math.sqrt(toOwn(x, i, { centres, cluster: own }));
          if (upper[i]! < bound) continue;
        }
        measure(x, i, { centres, into: sums });
        let nearest = 0;
        let best = Infinity;
        let second = Infinity;
        for (let c = 0; c < clusters; c++) {
          const sum = sums[c]!;
          if (sum >= second) continue;
          if (sum < best) {
            second = best;
            best = sum;
            nearest = c;
          } else second = sum;
        }
        upper[i] = Math.sqrt(best);
        lower[i] = Math.sqrt(second);
        if (nearest !== own) pairs.push(i, nearest);
      }
      return Int32Array.from(pairs);
    },
    nearer(tried) {
      const points = new Float64Array(tried.length * width);
      tried.forEach((row, t) =>
        points.set(x.values.subarray(row * width, (row + 1) * width), t * width),
      );
      const distances = new Float64Array(tried.length);
      const potentials = new Float64Array(tried.length);
      for (let i = 0; i < rows; i++) {
        measure(x, i, { centres: points, into: distances });
        for (let t = 0; t < tried.length; t++) {
          const nearer = Math.min(distances[t]!, closest[i]!);
          made[t]![i] = nearer;
          potentials[t]! += nearer;
        }
      }
      return potentials;
    },
  };
}
