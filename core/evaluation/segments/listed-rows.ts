/** 1 for each of `rows` that is listed, in their order. O(n). */
export function markListed(rows: Int32Array, listed: Uint32Array): Uint8Array {
  const most = rows.reduce((last, row) => Math.max(last, row), -1);
  const members = new Uint8Array(most + 1);
  for (const row of listed) if (row <= most) members[row] = 1;
  return Uint8Array.from(rows, (row) => members[row]!);
}
