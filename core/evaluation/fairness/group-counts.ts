/** Weights of rows by group, actual and predicted class: [group × 4 + 2 × actual + selected]. */
export type GroupCounts = Float64Array;

/** The cell of each row; `actual` and `selected` are 0 or 1. */
export function groupCells(
  groups: Int32Array,
  actual: Uint8Array,
  selected: Uint8Array,
): Int32Array {
  return groups.map((g, i) => 4 * g + 2 * actual[i]! + selected[i]!);
}

/** Sums up the rows of each cell. O(rows). */
export function countCells(
  cells: Int32Array,
  groups: number,
  weights: Float64Array | null,
): GroupCounts {
  const counts = new Float64Array(4 * groups);
  for (let i = 0; i < cells.length; i++) counts[cells[i]!]! += weights === null ? 1 : weights[i]!;
  return counts;
}

export interface GroupRates {
  readonly rows: number;
  /** Each null over nothing. */
  readonly selection: number | null;
  readonly truePositive: number | null;
  readonly falsePositive: number | null;
  readonly precision: number | null;
  readonly accuracy: number | null;
}

const over = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

function ratesOf(tn: number, fp: number, fn: number, tp: number): GroupRates {
  const rows = tn + fp + fn + tp;
  return {
    rows,
    selection: over(fp + tp, rows),
    truePositive: over(tp, tp + fn),
    falsePositive: over(fp, fp + tn),
    precision: over(tp, tp + fp),
    accuracy: over(tp + tn, rows),
  };
}

/** The rates of each group. O(groups). */
export function groupRates(counts: GroupCounts): GroupRates[] {
  return Array.from({ length: counts.length / 4 }, (_, g) => {
    const [tn, fp, fn, tp] = counts.subarray(4 * g, 4 * g + 4);
    return ratesOf(tn!, fp!, fn!, tp!);
  });
}

/** The rates of all groups together. */
export function overallRates(counts: GroupCounts): GroupRates {
  const sums = [0, 0, 0, 0];
  counts.forEach((count, cell) => (sums[cell % 4]! += count));
  return ratesOf(sums[0]!, sums[1]!, sums[2]!, sums[3]!);
}
