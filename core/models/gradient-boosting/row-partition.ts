/** Row numbers, kept so that each node's rows lie together in rising order. */
export interface RowPartition {
  readonly rows: Uint32Array;
  readonly spare: Uint32Array;
}

export function createPartition(rows: Uint32Array): RowPartition {
  return { rows, spare: new Uint32Array(rows.length) };
}

/**
 * Moves the rows from..to-1 that go left to the front, both sides in their order; returns where the
 * right side begins. O(to − from).
 */
export function splitRows(
  { rows, spare }: RowPartition,
  { from, to }: { from: number; to: number },
  rule: { codes: Uint8Array; bin: number; missing: number; missingLeft: boolean | null },
): number {
  const { codes, bin, missing, missingLeft } = rule;
  let left = from;
  let right = 0;
  for (let i = from; i < to; i++) {
    const row = rows[i]!;
    const code = codes[row]!;
    if (code === missing ? missingLeft === true : code <= bin) rows[left++] = row;
    else spare[right++] = row;
  }
  rows.set(spare.subarray(0, right), left);
  return left;
}
