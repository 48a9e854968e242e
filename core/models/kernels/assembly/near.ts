/**
 * Which points may lie near which queries, four queries by eight points at a time. Addresses are bytes.
 * `points` holds panels of eight points, coordinate by coordinate, `lengths` their squared lengths;
 * `queries` holds groups of four, `limits` one number a query. Writes the pairs (query, point) with
 * length − 2 × product ≤ limit to `out`, two Int32 each, and answers how many. Singles throughout.
 */
export function findNear(
  points: usize,
  lengths: usize,
  panels: i32,
  queries: usize,
  limits: usize,
  groups: i32,
  size: i32,
  out: usize,
): i32 {
  const start = out;
  const panelBytes = (<usize>size) << 5;
  const groupBytes = (<usize>size) << 4;
  const two = f32x4.splat(2);
  for (let group = 0; group < groups; group++) {
    const asked = queries + <usize>group * groupBytes;
    const own = limits + ((<usize>group) << 4);
    const limitA = v128.load32_splat(own);
    const limitB = v128.load32_splat(own, 4);
    const limitC = v128.load32_splat(own, 8);
    const limitD = v128.load32_splat(own, 12);
    for (let panel = 0; panel < panels; panel++) {
      let at = points + <usize>panel * panelBytes;
      const end = at + panelBytes;
      let from = asked;
      let a0 = f32x4.splat(0);
      let a1 = f32x4.splat(0);
      let b0 = f32x4.splat(0);
      let b1 = f32x4.splat(0);
      let c0 = f32x4.splat(0);
      let c1 = f32x4.splat(0);
      let d0 = f32x4.splat(0);
      let d1 = f32x4.splat(0);
      while (at < end) {
        const x = v128.load(at);
        const y = v128.load(at, 16);
        const a = v128.load32_splat(from);
        a0 = f32x4.add(a0, f32x4.mul(a, x));
        a1 = f32x4.add(a1, f32x4.mul(a, y));
        const b = v128.load32_splat(from, 4);
        b0 = f32x4.add(b0, f32x4.mul(b, x));
        b1 = f32x4.add(b1, f32x4.mul(b, y));
        const c = v128.load32_splat(from, 8);
        c0 = f32x4.add(c0, f32x4.mul(c, x));
        c1 = f32x4.add(c1, f32x4.mul(c, y));
        const d = v128.load32_splat(from, 12);
        d0 = f32x4.add(d0, f32x4.mul(d, x));
        d1 = f32x4.add(d1, f32x4.mul(d, y));
        at += 32;
        from += 16;
      }
      const l0 = v128.load(lengths + ((<usize>panel) << 5));
      const l1 = v128.load(lengths + ((<usize>panel) << 5), 16);
      a0 = f32x4.le(f32x4.sub(l0, f32x4.mul(two, a0)), limitA);
      a1 = f32x4.le(f32x4.sub(l1, f32x4.mul(two, a1)), limitA);
      b0 = f32x4.le(f32x4.sub(l0, f32x4.mul(two, b0)), limitB);
      b1 = f32x4.le(f32x4.sub(l1, f32x4.mul(two, b1)), limitB);
      c0 = f32x4.le(f32x4.sub(l0, f32x4.mul(two, c0)), limitC);
      c1 = f32x4.le(f32x4.sub(l1, f32x4.mul(two, c1)), limitC);
      d0 = f32x4.le(f32x4.sub(l0, f32x4.mul(two, d0)), limitD);
      d1 = f32x4.le(f32x4.sub(l1, f32x4.mul(two, d1)), limitD);
      const ab = v128.or(v128.or(a0, a1), v128.or(b0, b1));
      const cd = v128.or(v128.or(c0, c1), v128.or(d0, d1));
      if (!v128.any_true(v128.or(ab, cd))) continue;
      const query = group << 2;
      const point = panel << 3;
      out = report(a0, a1, query, point, out);
      out = report(b0, b1, query + 1, point, out);
      out = report(c0, c1, query + 2, point, out);
      out = report(d0, d1, query + 3, point, out);
    }
  }
  return <i32>((out - start) >> 3);
}

function report(low: v128, high: v128, query: i32, point: i32, out: usize): usize {
  let mask = i32x4.bitmask(low) | (i32x4.bitmask(high) << 4);
  while (mask !== 0) {
    store<i32>(out, query);
    store<i32>(out, point + ctz(mask), 4);
    mask &= mask - 1;
    out += 8;
  }
  return out;
}
