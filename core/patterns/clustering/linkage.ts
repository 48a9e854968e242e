import type { Tick } from '../../base/tick.ts';
import type { RowMajor } from '../row-major.ts';
import { toMerges, type Link } from './merges.ts';
import type { Merge } from '../pattern-algorithm.ts';

export type LinkageMethod = 'ward' | 'complete' | 'average' | 'single';

/** Distances of all pairs: that of a < b is at `rows·a − a(a + 1)/2 + b − a − 1`. */
function pairDistances({ rows, width, values }: RowMajor, tick: Tick): Float64Array {
  const distances = new Float64Array((rows * (rows - 1)) / 2);
  let at = 0;
  for (let a = 0; a < rows; a++) {
    if (a % 16 === 0) tick(1 - (1 - a / rows) ** 2);
    for (let b = a + 1, y = b * width; b < rows; b++) {
      let sum = 0;
      for (let j = 0, i = a * width; j < width; j++, i++, y++) {
        const difference = values[i]! - values[y]!;
        sum += difference * difference;
      }
      distances[at++] = Math.sqrt(sum);
    }
  }
  return distances;
}

interface Sides {
  /** Distances to the third cluster, and of the two that join. */
  readonly toA: number;
  readonly toB: number;
  readonly between: number;
  /** Rows of each. */
  readonly a: number;
  readonly b: number;
  readonly other: number;
}

/** How far the union of two clusters lies from a third (Lance & Williams 1967). */
function joined(method: Exclude<LinkageMethod, 'single'>, s: Sides): number {
  if (method === 'complete') return Math.max(s.toA, s.toB);
  if (method === 'average') return (s.a * s.toA + s.b * s.toB) / (s.a + s.b);
  const share = 1 / (s.a + s.b + s.other);
  return Math.sqrt(
    (s.a + s.other) * share * s.toA * s.toA +
      (s.b + s.other) * share * s.toB * s.toB -
      s.other * share * s.between * s.between,
  );
}

/**
 * The hierarchy of Müllner 2011: a chain of nearest neighbours for Ward, complete and average, Prim's tree
 * for single. Merges equal scipy's linkage matrix. O(rows²) time; 4 rows² bytes but for single.
 */
export function linkage(x: RowMajor, method: LinkageMethod, tick: Tick): Merge[] {
  if (x.rows < 2) return [];
  return toMerges(x.rows, method === 'single' ? spanningTree(x, tick) : chain(x, method, tick));
}

function chain(x: RowMajor, method: Exclude<LinkageMethod, 'single'>, tick: Tick): Link[] {
  const { rows } = x;
  const distances = pairDistances(x, (fraction) => tick(fraction * 0.3));
  const place = (a: number, b: number): number =>
    a < b ? rows * a - (a * (a + 1)) / 2 + b - a - 1 : rows * b - (b * (b + 1)) / 2 + a - b - 1;
  const sizes = new Int32Array(rows).fill(1);
  const path = new Int32Array(rows);
  const links: Link[] = [];
  let length = 0;
  let first = 0;
  while (links.length < rows - 1) {
    if (links.length % 16 === 0) tick(0.3 + (0.7 * links.length) / rows);
    if (length === 0) {
      while (sizes[first] === 0) first++;
      path[length++] = first;
    }
    for (;;) {
      const tip = path[length - 1]!;
      // of equals the one before in the chain, so that the chain ends
      let nearest = length > 1 ? path[length - 2]! : -1;
      let best = nearest < 0 ? Infinity : distances[place(tip, nearest)]!;
      for (let other = 0; other < rows; other++) {
        if (sizes[other] === 0 || other === tip) continue;
        const distance = distances[place(tip, other)]!;
        if (distance >= best) continue;
        best = distance;
        nearest = other;
      }
      if (length > 1 && nearest === path[length - 2]) {
        length -= 2;
        const [a, b] = tip < nearest ? [tip, nearest] : [nearest, tip];
        links.push({ a, b, height: best });
        const sides = { between: best, a: sizes[a]!, b: sizes[b]! };
        for (let other = 0; other < rows; other++) {
          if (sizes[other] === 0 || other === a || other === b) continue;
          const toA = distances[place(a, other)]!;
          const toB = distances[place(b, other)]!;
          const made = { ...sides, toA, toB, other: sizes[other]! };
          distances[place(b, other)] = joined(method, made);
        }
        sizes[b]! += sizes[a]!;
        sizes[a] = 0;
        break;
      }
      path[length++] = nearest;
    }
  }
  return links;
}

/** Prim's minimum spanning tree of the distances. */
function spanningTree({ rows, width, values }: RowMajor, tick: Tick): Link[] {
  const links: Link[] = [];
  const distance = new Float64Array(rows).fill(Infinity);
  const done = new Uint8Array(rows);
  let at = 0;
  while (links.length < rows - 1) {
    if (links.length % 16 === 0) tick(links.length / rows);
    done[at] = 1;
    let nearest = -1;
    let best = Infinity;
    for (let other = 0; other < rows; other++) {
      if (done[other] === 1) continue;
      let sum = 0;
      for (let j = 0, a = at * width, b = other * width; j < width; j++, a++, b++) {
        const difference = values[a]! - values[b]!;
        sum += difference * difference;
      }
      const own = Math.sqrt(sum);
      if (own < distance[other]!) distance[other] = own;
      if (distance[other]! < best) {
        best = distance[other]!;
        nearest = other;
      }
    }
    links.push({ a: at, b: nearest, height: best });
    at = nearest;
  }
  return links;
}
