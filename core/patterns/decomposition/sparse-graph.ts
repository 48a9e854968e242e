/** Edges by row: those of row i lie from `offsets[i]` to `offsets[i + 1]`. */
export interface SparseGraph {
  readonly rows: number;
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
  readonly weights: Float64Array;
}

/**
 * The symmetric graph of directed edges [row × k]: each pair gets `combine(there, back)`, where an absent
 * edge counts as 0; pairs that combine to 0 are left out.
 */
export function symmetrise(
  directed: { readonly k: number; readonly indices: Int32Array; readonly weights: Float64Array },
  combine: (there: number, back: number) => number,
): SparseGraph {
  const { k, indices, weights } = directed;
  const rows = k === 0 ? 0 : indices.length / k;
  const lists: Map<number, number>[] = Array.from({ length: rows }, () => new Map());
  const weightOf = (from: number, to: number): number => {
    for (let at = from * k; at < (from + 1) * k; at++) if (indices[at] === to) return weights[at]!;
    return 0;
  };
  for (let from = 0; from < rows; from++) {
    for (let at = from * k; at < (from + 1) * k; at++) {
      const to = indices[at]!;
      if (to === from || lists[from]!.has(to)) continue;
      const weight = combine(weights[at]!, weightOf(to, from));
      if (weight === 0) continue;
      lists[from]!.set(to, weight);
      lists[to]!.set(from, weight);
    }
  }
  const offsets = new Int32Array(rows + 1);
  lists.forEach((list, i) => (offsets[i + 1] = offsets[i]! + list.size));
  const targets = new Int32Array(offsets[rows]!);
  const made = new Float64Array(offsets[rows]!);
  lists.forEach((list, i) => {
    let at = offsets[i]!;
    for (const [to, weight] of [...list].sort(([a], [b]) => a - b)) {
      targets[at] = to;
      made[at++] = weight;
    }
  });
  return { rows, offsets, targets, weights: made };
}
