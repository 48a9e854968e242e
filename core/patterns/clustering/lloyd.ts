import type { Tick } from '../../base/tick.ts';
import type { RowMajor } from '../row-major.ts';
import { createCentreSearch, searchBlock, type CentreSearch } from './centre-search.ts';

export interface LloydOptions {
  /** [cluster × column]; not changed. */
  readonly centres: Float64Array;
  readonly maxIterations: number;
  /** Iterations end once the centres together moved no more than this, squared. */
  readonly tolerance: number;
  /** Of these rows, where one exists already. */
  readonly search?: CentreSearch;
  readonly tick: Tick;
  /** True once iterations are to end. */
  readonly stopEarly?: (() => boolean) | undefined;
}

export interface LloydResult {
  readonly labels: Int32Array;
  readonly centres: Float64Array;
  /** Σ of squared distances to the own centre. */
  readonly inertia: number;
  readonly iterations: number;
}

/**
 * Lloyd's iterations with the bounds of Hamerly 2010: each row keeps an upper bound of the distance to its
 * centre and a lower one to all others, so that most rows are not compared again. The result is that of
 * plain iterations, and stops as scikit-learn's do: same labels twice, or centres that hardly move; a
 * cluster without rows takes the row that lies farthest from its centre.
 */
export function lloyd(x: RowMajor, options: LloydOptions): LloydResult {
  const state = begin(x, options);
  let iterations = 0;
  let settled = false;
  while (iterations < options.maxIterations && !settled) {
    const done = iterations / options.maxIterations;
    const changed = assign(x, state, () => options.tick(done));
    if (iterations > 0 && changed === 0) {
      settled = true;
      iterations++;
      continue;
    }
    relocateEmpty(x, state);
    const shift = moveCentres(x, state);
    iterations++;
    if (shift <= options.tolerance || options.stopEarly?.()) break;
  }
  // labels belong to the final centres
  if (!settled) assign(x, state, () => options.tick(1));
  const { centres } = state;
  const labels = Int32Array.from(state.labels);
  return { labels, centres, inertia: inertiaOf(x, labels, centres), iterations };
}

interface State {
  readonly k: number;
  readonly search: CentreSearch;
  readonly labels: Int32Array;
  readonly centres: Float64Array;
  /** Sums and counts of the rows of each cluster. */
  readonly sums: Float64Array;
  readonly counts: Float64Array;
  readonly upper: Float64Array;
  readonly lower: Float64Array;
}

function begin(x: RowMajor, { centres, search: given }: LloydOptions): State {
  const k = centres.length / x.width;
  const search = given ?? createCentreSearch(x, k);
  const { labels, upper, lower } = search;
  labels.fill(-1);
  return {
    k,
    search,
    labels,
    upper,
    lower,
    centres: centres.slice(),
    sums: new Float64Array(centres.length),
    counts: new Float64Array(k),
  };
}

/** Half the distance of each centre to the nearest other one: within it no other centre is nearer. */
function halfGaps({ k, centres }: State, width: number): Float64Array {
  const gaps = new Float64Array(k).fill(Infinity);
  for (let a = 0; a < k; a++) {
    for (let b = a + 1; b < k; b++) {
      let sum = 0;
      for (let j = 0; j < width; j++) {
        const difference = centres[a * width + j]! - centres[b * width + j]!;
        sum += difference * difference;
      }
      const half = Math.sqrt(sum) / 2;
      if (half < gaps[a]!) gaps[a] = half;
      if (half < gaps[b]!) gaps[b] = half;
    }
  }
  return gaps;
}

/** Gives every row its nearest centre, the first of equals; how many rows changed theirs. */
function assign(x: RowMajor, state: State, look: () => void): number {
  const known = { centres: state.centres, gaps: halfGaps(state, x.width) };
  let changed = 0;
  for (let from = 0; from < x.rows; from += searchBlock) {
    look();
    const pairs = state.search.assign(from, Math.min(x.rows, from + searchBlock), known);
    for (let at = 0; at < pairs.length; at += 2) {
      moveRow(x, state, { row: pairs[at]!, to: pairs[at + 1]! });
    }
    changed += pairs.length / 2;
  }
  return changed;
}

function moveRow(
  { width, values }: RowMajor,
  { labels, sums, counts }: State,
  { row, to }: { row: number; to: number },
): void {
  const from = labels[row]!;
  const at = row * width;
  if (from >= 0) {
    counts[from]!--;
    for (let j = 0, c = from * width; j < width; j++, c++) sums[c]! -= values[at + j]!;
  }
  counts[to]!++;
  for (let j = 0, c = to * width; j < width; j++, c++) sums[c]! += values[at + j]!;
  labels[row] = to;
}

/** Clusters without rows take those that lie farthest from their centres, the farthest first. */
function relocateEmpty(x: RowMajor, state: State): void {
  const { k, counts, labels, centres, upper, lower } = state;
  const empty = Array.from({ length: k }, (_, cluster) => cluster).filter((c) => counts[c] === 0);
  if (empty.length === 0) return;
  const distances = squaredToOwn(x, labels, centres);
  const taken = new Set<number>();
  for (const cluster of empty) {
    let farthest = -1;
    for (let i = 0; i < x.rows; i++) {
      if (taken.has(i) || counts[labels[i]!]! <= 1) continue;
      if (farthest < 0 || distances[i]! > distances[farthest]!) farthest = i;
    }
    if (farthest < 0 || distances[farthest] === 0) return;
    taken.add(farthest);
    moveRow(x, state, { row: farthest, to: cluster });
    // no bound is known: the row is compared again
    upper[farthest] = Infinity;
    lower[farthest] = 0;
  }
}

/** Centres go to the means of their rows; the squares of how far each went, summed. */
function moveCentres(x: RowMajor, state: State): number {
  const { width } = x;
  const { k, centres, sums, counts, labels, upper, lower } = state;
  const moved = new Float64Array(k);
  let total = 0;
  for (let cluster = 0; cluster < k; cluster++) {
    if (counts[cluster] === 0) continue;
    let sum = 0;
    for (let j = 0, c = cluster * width; j < width; j++, c++) {
      const next = sums[c]! / counts[cluster]!;
      const difference = next - centres[c]!;
      centres[c] = next;
      sum += difference * difference;
    }
    total += sum;
    moved[cluster] = Math.sqrt(sum);
  }
  let farthest = 0;
  for (let cluster = 1; cluster < k; cluster++) {
    if (moved[cluster]! > moved[farthest]!) farthest = cluster;
  }
  let next = 0;
  for (let cluster = 0; cluster < k; cluster++) {
    if (cluster !== farthest && moved[cluster]! > next) next = moved[cluster]!;
  }
  for (let i = 0; i < labels.length; i++) {
    const own = labels[i]!;
    upper[i]! += moved[own]!;
    lower[i]! -= own === farthest ? next : moved[farthest]!;
  }
  return total;
}

function squaredToOwn(
  { rows, width, values }: RowMajor,
  labels: Int32Array,
  centres: Float64Array,
): Float64Array {
  const distances = new Float64Array(rows);
  for (let i = 0, at = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0, c = labels[i]! * width; j < width; j++, c++, at++) {
      const difference = values[at]! - centres[c]!;
      sum += difference * difference;
    }
    distances[i] = sum;
  }
  return distances;
}

function inertiaOf(x: RowMajor, labels: Int32Array, centres: Float64Array): number {
  let inertia = 0;
  for (const distance of squaredToOwn(x, labels, centres)) inertia += distance;
  return inertia;
}
