import type { Rng } from '../../base/rng.ts';
import type { Tick } from '../../base/tick.ts';
import { dot } from './cross-products.ts';
import type { SparseGraph } from './sparse-graph.ts';

const rounds = 200;

/**
 * Coordinates in which neighbours of a graph lie near each other: leading eigenvectors of
 * (1 + D^(−1/2) W D^(−1/2)) / 2 besides the first, by subspace iteration from given coordinates. They are
 * approximate, which is enough to begin with.
 */
export function spectralLayout(
  graph: SparseGraph,
  start: readonly Float64Array[],
  { rng, tick }: { readonly rng: Rng; readonly tick: Tick },
): Float64Array[] {
  const { rows, offsets, weights } = graph;
  const root = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let at = offsets[i]!; at < offsets[i + 1]!; at++) sum += weights[at]!;
    root[i] = Math.sqrt(sum);
  }
  const known = normalised(root.slice());
  let vectors = orthonormal(
    start.map((values) => values.map((value, i) => value * root[i]!)),
    { known, rng },
  );
  for (let round = 0; round < rounds; round++) {
    tick(round / rounds);
    const moved = vectors.map((vector) => smoothed(graph, root, vector));
    vectors = orthonormal(moved, { known, rng });
  }
  return vectors.map((vector) => vector.map((value, i) => (root[i]! > 0 ? value / root[i]! : 0)));
}

function smoothed(
  { rows, offsets, targets, weights }: SparseGraph,
  root: Float64Array,
  vector: Float64Array,
): Float64Array {
  const made = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    if (root[i] === 0) continue;
    let sum = 0;
    for (let at = offsets[i]!; at < offsets[i + 1]!; at++) {
      const other = targets[at]!;
      sum += (weights[at]! * vector[other]!) / root[other]!;
    }
    made[i] = (vector[i]! + sum / root[i]!) / 2;
  }
  return made;
}

function normalised(vector: Float64Array): Float64Array {
  const norm = Math.sqrt(dot(vector, vector));
  return norm > 0 ? vector.map((value) => value / norm) : vector;
}

/** Gram-Schmidt, also against the known vector; what vanishes is drawn anew. */
function orthonormal(
  vectors: readonly Float64Array[],
  { known, rng }: { readonly known: Float64Array; readonly rng: Rng },
): Float64Array[] {
  const made: Float64Array[] = [];
  for (const given of vectors) {
    let vector = reduced(given, [known, ...made]);
    if (dot(vector, vector) <= 1e-24 * Math.max(dot(given, given), 1e-300)) {
      vector = reduced(
        given.map(() => rng.normal()),
        [known, ...made],
      );
    }
    made.push(normalised(vector));
  }
  return made;
}

function reduced(vector: Float64Array, against: readonly Float64Array[]): Float64Array {
  const made = vector.slice();
  for (const other of against) {
    const share = dot(made, other);
    for (let i = 0; i < made.length; i++) made[i]! -= share * other[i]!;
  }
  return made;
}
