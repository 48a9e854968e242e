/** The node a row goes to next; a leaf leads to itself. Without a branch. */
function next(nodes: usize, at: usize, row: usize): usize {
  const node = nodes + at;
  const value = load<f64>(row + <usize>load<u32>(node, 16));
  const left = <i32>(value <= load<f64>(node)) | (<i32>(value !== value) & load<i32>(node, 20));
  return <usize>load<u32>(node + ((<usize>(1 - left)) << 2), 24);
}

/**
 * Adds a tree's value to the margin of rows that lie one after the other, four at a time, so that the way
 * of one row through memory hides behind those of the others. There is room for three rows beyond.
 */
export function scoreTree(
  nodes: usize,
  rows: usize,
  rowBytes: usize,
  count: i32,
  margin: usize,
): void {
  for (let i = 0; i < count; i += 4) {
    const a = rows;
    const b = a + rowBytes;
    const c = b + rowBytes;
    const d = c + rowBytes;
    let atA: usize = 0;
    let atB: usize = 0;
    let atC: usize = 0;
    let atD: usize = 0;
    for (;;) {
      const nextA = next(nodes, atA, a);
      const nextB = next(nodes, atB, b);
      const nextC = next(nodes, atC, c);
      const nextD = next(nodes, atD, d);
      const moved = (nextA ^ atA) | (nextB ^ atB) | (nextC ^ atC) | (nextD ^ atD);
      atA = nextA;
      atB = nextB;
      atC = nextC;
      atD = nextD;
      if (moved === 0) break;
    }
    store<f64>(margin, load<f64>(margin) + load<f64>(nodes + atA, 8));
    store<f64>(margin, load<f64>(margin, 8) + load<f64>(nodes + atB, 8), 8);
    store<f64>(margin, load<f64>(margin, 16) + load<f64>(nodes + atC, 8), 16);
    store<f64>(margin, load<f64>(margin, 24) + load<f64>(nodes + atD, 8), 24);
    rows = d + rowBytes;
    margin += 32;
  }
}
