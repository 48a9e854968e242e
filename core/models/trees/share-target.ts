import type { TreeTarget } from './criteria.ts';

/** The target on memory that other threads can read. O(rows). */
export function shareTarget(target: TreeTarget): TreeTarget {
  const { y } = target;
  const memory = new SharedArrayBuffer(y.byteLength);
  const shared = y instanceof Uint16Array ? new Uint16Array(memory) : new Float64Array(memory);
  shared.set(y);
  return { ...target, y: shared };
}
