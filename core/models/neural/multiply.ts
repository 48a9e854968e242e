import type { Floats } from './floats.ts';

/** Row-major matrices: a is rows × inner, b inner × columns, out rows × columns. */
export interface Product {
  readonly out: Floats;
  readonly a: Floats;
  readonly b: Floats;
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
}

/**
 * out = a · b. Two rows of a and four of b at a time, so that each cell that is read serves several
 * products.
 */
export function multiply({ out, a, b, rows, inner, columns }: Product): void {
  const whole = inner - (inner % 4);
  const pairs = rows - (rows % 2);
  if (columns === 1) {
    multiplyTransposedRight({ out, a, b, rows, inner, columns });
    return;
  }
  out.fill(0, 0, rows * columns);
  for (let i = 0; i < rows; i += i < pairs ? 2 : 1) {
    const paired = i < pairs;
    const to = i * columns;
    const next = paired ? to + columns : to;
    const from = i * inner;
    const second = paired ? from + inner : from;
    for (let p = 0; p < whole; p += 4) {
      const a0 = a[from + p]!;
      const a1 = a[from + p + 1]!;
      const a2 = a[from + p + 2]!;
      const a3 = a[from + p + 3]!;
      const b0 = p * columns;
      const b1 = b0 + columns;
      const b2 = b1 + columns;
      const b3 = b2 + columns;
      if (!paired) {
        for (let j = 0; j < columns; j++) {
          out[to + j]! += a0 * b[b0 + j]! + a1 * b[b1 + j]! + a2 * b[b2 + j]! + a3 * b[b3 + j]!;
        }
        continue;
      }
      const c0 = a[second + p]!;
      const c1 = a[second + p + 1]!;
      const c2 = a[second + p + 2]!;
      const c3 = a[second + p + 3]!;
      for (let j = 0; j < columns; j++) {
        const x0 = b[b0 + j]!;
        const x1 = b[b1 + j]!;
        const x2 = b[b2 + j]!;
        const x3 = b[b3 + j]!;
        out[to + j]! += a0 * x0 + a1 * x1 + a2 * x2 + a3 * x3;
        out[next + j]! += c0 * x0 + c1 * x1 + c2 * x2 + c3 * x3;
      }
    }
    for (let p = whole; p < inner; p++) {
      const b0 = p * columns;
      const a0 = a[from + p]!;
      for (let j = 0; j < columns; j++) out[to + j]! += a0 * b[b0 + j]!;
      if (!paired) continue;
      const c0 = a[second + p]!;
      for (let j = 0; j < columns; j++) out[next + j]! += c0 * b[b0 + j]!;
    }
  }
}

/** out += aᵀ · b, where a is inner × rows here: out is rows × columns. As `multiply`. */
export function addTransposedLeft({ out, a, b, rows, inner, columns }: Product): void {
  const whole = inner - (inner % 4);
  const pairs = rows - (rows % 2);
  for (let i = 0; i < whole; i += 4) {
    const a0 = i * rows;
    const a1 = a0 + rows;
    const a2 = a1 + rows;
    const a3 = a2 + rows;
    const b0 = i * columns;
    const b1 = b0 + columns;
    const b2 = b1 + columns;
    const b3 = b2 + columns;
    for (let p = 0; p < pairs; p += 2) {
      const x0 = a[a0 + p]!;
      const x1 = a[a1 + p]!;
      const x2 = a[a2 + p]!;
      const x3 = a[a3 + p]!;
      const y0 = a[a0 + p + 1]!;
      const y1 = a[a1 + p + 1]!;
      const y2 = a[a2 + p + 1]!;
      const y3 = a[a3 + p + 1]!;
      const to = p * columns;
      const next = to + columns;
      for (let j = 0; j < columns; j++) {
        const z0 = b[b0 + j]!;
        const z1 = b[b1 + j]!;
        const z2 = b[b2 + j]!;
        const z3 = b[b3 + j]!;
        out[to + j]! += x0 * z0 + x1 * z1 + x2 * z2 + x3 * z3;
        out[next + j]! += y0 * z0 + y1 * z1 + y2 * z2 + y3 * z3;
      }
    }
    for (let p = pairs; p < rows; p++) {
      const x0 = a[a0 + p]!;
      const x1 = a[a1 + p]!;
      const x2 = a[a2 + p]!;
      const x3 = a[a3 + p]!;
      const to = p * columns;
      for (let j = 0; j < columns; j++) {
        out[to + j]! += x0 * b[b0 + j]! + x1 * b[b1 + j]! + x2 * b[b2 + j]! + x3 * b[b3 + j]!;
      }
    }
  }
  for (let i = whole; i < inner; i++) {
    for (let p = 0; p < rows; p++) {
      const x0 = a[i * rows + p]!;
      const to = p * columns;
      for (let j = 0; j < columns; j++) out[to + j]! += x0 * b[i * columns + j]!;
    }
  }
}

/** out = a · bᵀ, where b is columns × inner here. */
export function multiplyTransposedRight({ out, a, b, rows, inner, columns }: Product): void {
  const whole = columns - (columns % 4);
  for (let i = 0; i < rows; i++) {
    const from = i * inner;
    const to = i * columns;
    for (let j = 0; j < whole; j += 4) {
      const b0 = j * inner;
      const b1 = b0 + inner;
      const b2 = b1 + inner;
      const b3 = b2 + inner;
      let [s0, s1, s2, s3] = [0, 0, 0, 0];
      for (let p = 0; p < inner; p++) {
        const x = a[from + p]!;
        s0 += x * b[b0 + p]!;
        s1 += x * b[b1 + p]!;
        s2 += x * b[b2 + p]!;
        s3 += x * b[b3 + p]!;
      }
      out[to + j] = s0;
      out[to + j + 1] = s1;
      out[to + j + 2] = s2;
      out[to + j + 3] = s3;
    }
    for (let j = whole; j < columns; j++) {
      let sum = 0;
      for (let p = 0; p < inner; p++) sum += a[from + p]! * b[j * inner + p]!;
      out[to + j] = sum;
    }
  }
}
