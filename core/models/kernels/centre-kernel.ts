import { heapAt, openInstance } from './instantiate.ts';

type Kernel = (...addressesAndCounts: number[]) => number;

/** Rows and what is known of their nearest centres, in a kernel's memory. */
export interface CentreKernel {
  /** [row × column], for the caller to fill. */
  readonly values: Float64Array;
  readonly labels: Int32Array;
  readonly upper: Float64Array;
  readonly lower: Float64Array;
  readonly closest: Float64Array;
  /** [trial][row] */
  readonly made: readonly Float64Array[];
  /** See assembly/centres.ts: pairs of row and new centre, valid until the next call. */
  assign(from: number, to: number, centres: Float64Array, gaps: Float64Array): Int32Array;
  /** See assembly/centres.ts: fills `made` for some points [point × column]; their potentials. */
  nearer(points: Float64Array, count: number): Float64Array;
}

export interface CentreKernelSize {
  readonly rows: number;
  readonly width: number;
  readonly clusters: number;
  /** Points that `nearer` is asked for at most. */
  readonly trials: number;
  /** Rows that `assign` is asked for at most. */
  readonly block: number;
}

const upTo4 = (count: number) => 4 * Math.ceil(count / 4);

/** [point × column] to [column × point], `padded` points a column. */
function turn(
  points: Float64Array,
  width: number,
  { padded, into }: { padded: number; into: Float64Array },
): void {
  const count = points.length / width;
  for (let c = 0; c < count; c++) {
    for (let j = 0; j < width; j++) into[j * padded + c] = points[c * width + j]!;
  }
}

/** Null where the kernels were not built or the rows do not fit their memory. */
export function createCentreKernel(size: CentreKernelSize): CentreKernel | null {
  const { rows, width, clusters, trials, block } = size;
  let bytes = heapAt;
  const take = (length: number, each: number): number => {
    const at = 16 * Math.ceil(bytes / 16);
    bytes = at + length * each;
    return at;
  };
  const padded = upTo4(clusters);
  const drawn = upTo4(trials);
  const places = {
    values: take(rows * width, 8),
    centres: take(clusters * width, 8),
    turned: take(Math.max(padded, drawn) * width, 8),
    gaps: take(clusters, 8),
    upper: take(rows, 8),
    lower: take(rows, 8),
    closest: take(rows, 8),
    made: take(drawn * rows, 8),
    potentials: take(drawn, 8),
    scratch: take(Math.max(padded, drawn), 8),
    labels: take(rows, 4),
    pairs: take(2 * block, 4),
  };
  const opened = openInstance(bytes);
  const kernels = opened?.exports as { assignRows?: Kernel; nearerRows?: Kernel } | undefined;
  if (!opened || !kernels?.assignRows || !kernels.nearerRows) return null;
  const { buffer } = opened;
  const { assignRows, nearerRows } = kernels;
  const doubles = (at: number, length: number) => new Float64Array(buffer, at, length);
  const kept = doubles(places.centres, clusters * width);
  const turned = doubles(places.turned, Math.max(padded, drawn) * width);
  const halves = doubles(places.gaps, clusters);
  const pairs = new Int32Array(buffer, places.pairs, 2 * block);
  const potentials = doubles(places.potentials, drawn);
  return {
    values: doubles(places.values, rows * width),
    labels: new Int32Array(buffer, places.labels, rows),
    upper: doubles(places.upper, rows),
    lower: doubles(places.lower, rows),
    closest: doubles(places.closest, rows),
    made: Array.from({ length: trials }, (_, t) => doubles(places.made + 8 * t * rows, rows)),
    assign(from, to, centres, gaps) {
      kept.set(centres);
      halves.set(gaps);
      turn(centres, width, { padded, into: turned });
      const { values, upper, lower, labels, scratch } = places;
      const sizes = [from, to, width, clusters, padded];
      const known = [values, places.centres, places.turned, places.gaps, upper, lower, labels];
      return pairs.subarray(0, 2 * assignRows(...sizes, ...known, scratch, places.pairs));
    },
    nearer(points, count) {
      turn(points, width, { padded: drawn, into: turned });
      const { values, closest, made, scratch } = places;
      nearerRows(
        rows,
        width,
        drawn,
        values,
        places.turned,
        closest,
        made,
        places.potentials,
        scratch,
      );
      return potentials.subarray(0, count);
    },
  };
}
