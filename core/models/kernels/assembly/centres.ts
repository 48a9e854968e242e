/**
 * Squared distances of a row of `width` doubles to `padded` centres, a multiple of 4, which lie coordinate by
 * coordinate at `turned`; written to `scratch`. Eight centres at a time, then four.
 */
function measure(row: usize, width: i32, padded: i32, turned: usize, scratch: usize): void {
  const stride = (<usize>padded) << 3;
  const end = row + ((<usize>width) << 3);
  let c = 0;
  for (; c + 8 <= padded; c += 8) {
    let at = turned + ((<usize>c) << 3);
    let a = f64x2.splat(0);
    let b = f64x2.splat(0);
    let d = f64x2.splat(0);
    let e = f64x2.splat(0);
    for (let from = row; from < end; from += 8) {
      const x = v128.load64_splat(from);
      const p = f64x2.sub(x, v128.load(at));
      const q = f64x2.sub(x, v128.load(at, 16));
      const r = f64x2.sub(x, v128.load(at, 32));
      const s = f64x2.sub(x, v128.load(at, 48));
      a = f64x2.add(a, f64x2.mul(p, p));
      b = f64x2.add(b, f64x2.mul(q, q));
      d = f64x2.add(d, f64x2.mul(r, r));
      e = f64x2.add(e, f64x2.mul(s, s));
      at += stride;
    }
    const to = scratch + ((<usize>c) << 3);
    v128.store(to, a);
    v128.store(to, b, 16);
    v128.store(to, d, 32);
    v128.store(to, e, 48);
  }
  for (; c < padded; c += 4) {
    let at = turned + ((<usize>c) << 3);
    let a = f64x2.splat(0);
    let b = f64x2.splat(0);
    for (let from = row; from < end; from += 8) {
      const x = v128.load64_splat(from);
      const p = f64x2.sub(x, v128.load(at));
      const q = f64x2.sub(x, v128.load(at, 16));
      a = f64x2.add(a, f64x2.mul(p, p));
      b = f64x2.add(b, f64x2.mul(q, q));
      at += stride;
    }
    const to = scratch + ((<usize>c) << 3);
    v128.store(to, a);
    v128.store(to, b, 16);
  }
}

/**
 * The step of Hamerly's k-means that looks for the nearest centre of the rows from `from` to `to`: see
 * patterns/clustering/lloyd.ts, whose plain loop is the oracle. `centres` lie row by row, `turned` coordinate by
 * coordinate. Writes row and new centre of every row that changes to `out`, two Int32 each; answers how many.
 */
export function assignRows(
  from: i32,
  to: i32,
  width: i32,
  count: i32,
  padded: i32,
  values: usize,
  centres: usize,
  turned: usize,
  gaps: usize,
  upper: usize,
  lower: usize,
  labels: usize,
  scratch: usize,
  out: usize,
): i32 {
  const start = out;
  const rowBytes = (<usize>width) << 3;
  for (let i = from; i < to; i++) {
    const row = values + <usize>i * rowBytes;
    const place = (<usize>i) << 3;
    const own = load<i32>(labels + ((<usize>i) << 2));
    if (own >= 0) {
      const bound = max(load<f64>(gaps + ((<usize>own) << 3)), load<f64>(lower + place));
      if (load<f64>(upper + place) < bound) continue;
      let at = row;
      let other = centres + <usize>own * rowBytes;
      const end = row + rowBytes;
      let a = f64x2.splat(0);
      let b = f64x2.splat(0);
      for (; at + 32 <= end; at += 32, other += 32) {
        const p = f64x2.sub(v128.load(at), v128.load(other));
        const q = f64x2.sub(v128.load(at, 16), v128.load(other, 16));
        a = f64x2.add(a, f64x2.mul(p, p));
        b = f64x2.add(b, f64x2.mul(q, q));
      }
      a = f64x2.add(a, b);
      let sum = f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
      for (; at < end; at += 8, other += 8) {
        const off = load<f64>(at) - load<f64>(other);
        sum += off * off;
      }
      const near = sqrt(sum);
      store<f64>(upper + place, near);
      if (near < bound) continue;
    }
    measure(row, width, padded, turned, scratch);
    let nearest = 0;
    let best = Infinity;
    let second = Infinity;
    for (let c = 0; c < count; c++) {
      const sum = load<f64>(scratch + ((<usize>c) << 3));
      if (sum >= second) continue;
      if (sum < best) {
        second = best;
        best = sum;
        nearest = c;
      } else second = sum;
    }
    store<f64>(upper + place, sqrt(best));
    store<f64>(lower + place, sqrt(second));
    if (nearest === own) continue;
    store<i32>(out, i);
    store<i32>(out, nearest, 4);
    out += 8;
  }
  return <i32>((out - start) >> 3);
}

/**
 * What the rows of `turned` (as above, `padded` of them) would make of the squared distances `closest` of all
 * rows to the nearest centre: written to `made`, one array of `rows` each, their sums to `potentials`.
 */
export function nearerRows(
  rows: i32,
  width: i32,
  padded: i32,
  values: usize,
  turned: usize,
  closest: usize,
  made: usize,
  potentials: usize,
  scratch: usize,
): void {
  const rowBytes = (<usize>width) << 3;
  const arrayBytes = (<usize>rows) << 3;
  for (let c = 0; c < padded; c++) store<f64>(potentials + ((<usize>c) << 3), 0);
  for (let i = 0; i < rows; i++) {
    measure(values + <usize>i * rowBytes, width, padded, turned, scratch);
    const place = (<usize>i) << 3;
    const limit = load<f64>(closest + place);
    for (let c = 0; c < padded; c++) {
      const at = (<usize>c) << 3;
      const sum = load<f64>(scratch + at);
      const nearer = sum < limit ? sum : limit;
      store<f64>(made + <usize>c * arrayBytes + place, nearer);
      store<f64>(potentials + at, load<f64>(potentials + at) + nearer);
    }
  }
}
