import type { PointRows } from '../neighbours/point-rows.ts';
import type { KernelRows } from './smo.ts';
import { createKernelRow, type SvmKernel } from './svm-kernel.ts';

/** Bytes of kernel rows that are kept at most. */
export const cacheBytes = 200 * 2 ** 20;

/** Keeps the rows used last, in single precision as LIBSVM does. */
export function createKernelCache(
  kernel: SvmKernel,
  points: PointRows,
  bytes = cacheBytes,
): KernelRows {
  const { count, size } = points;
  const most = Math.max(2, Math.floor(bytes / (4 * Math.max(count, 1))));
  const fill = createKernelRow(kernel, points);
  const exact = new Float64Array(count);
  const rows = new Map<number, Float32Array>();
  const single = { count: 1, size, values: new Float64Array(size) };
  const own = createKernelRow(kernel, single);
  const alone = new Float64Array(1);
  const diagonal = Float64Array.from({ length: count }, (_, i) => {
    if (kernel.kernel === 'rbf') return 1;
    single.values.set(points.values.subarray(i * size, (i + 1) * size));
    own(points, i, alone);
    return alone[0]!;
  });

  /** An array to write to: the one used longest ago when there are enough. */
  function room(): Float32Array {
    if (rows.size < most) return new Float32Array(count);
    const [oldest, values] = rows.entries().next().value!;
    rows.delete(oldest);
    return values;
  }

  return {
    count,
    diagonal,
    row(i) {
      const known = rows.get(i);
      if (known) {
        rows.delete(i);
        rows.set(i, known);
        return known;
      }
      const values = room();
      fill(points, i, exact);
      values.set(exact);
      rows.set(i, values);
      return values;
    },
  };
}
