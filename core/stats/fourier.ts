/** A complex sequence; both parts of one length. */
export interface Complex {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

function isPowerOfTwo(n: number): boolean {
  return (n & (n - 1)) === 0;
}

function powerOfTwoFrom(n: number): number {
  let size = 1;
  while (size < n) size *= 2;
  return size;
}

/**
 * Discrete Fourier transform Σ x_j e^(−2πi jk/n) of any length up to 2²⁹, in place for powers of two,
 * else into a new sequence by Bluestein's chirp (1970). O(n log n).
 */
export function fourier(sequence: Complex): Complex {
  const n = sequence.re.length;
  if (n === 0) return sequence;
  return isPowerOfTwo(n) ? radixTwo(sequence) : bluestein(sequence);
}

/** cos and −sin of 2πk/n for k below n/2, each from its own angle so that errors do not add up. */
function twiddles(n: number): Complex {
  const re = new Float64Array(n / 2);
  const im = new Float64Array(n / 2);
  for (let k = 0; k < n / 2; k++) {
    const angle = (2 * Math.PI * k) / n;
    re[k] = Math.cos(angle);
    im[k] = -Math.sin(angle);
  }
  return { re, im };
}

function radixTwo({ re, im }: Complex): Complex {
  const n = re.length;
  reverseBits(re, im);
  const factors = twiddles(n);
  for (let half = 1; half < n; half *= 2) {
    const stride = n / (2 * half);
    for (let from = 0; from < n; from += 2 * half) {
      for (let k = 0; k < half; k++) {
        const wr = factors.re[k * stride]!;
        const wi = factors.im[k * stride]!;
        const a = from + k;
        const b = a + half;
        const xr = re[b]! * wr - im[b]! * wi;
        const xi = re[b]! * wi + im[b]! * wr;
        re[b] = re[a]! - xr;
        im[b] = im[a]! - xi;
        re[a]! += xr;
        im[a]! += xi;
      }
    }
  }
  return { re, im };
}

function reverseBits(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i >= j) continue;
    [re[i], re[j]] = [re[j]!, re[i]!];
    [im[i], im[j]] = [im[j]!, im[i]!];
  }
}

/** The convolution with a chirp e^(πi j²/n), done by transforms of a power of two. */
function bluestein({ re, im }: Complex): Complex {
  const n = re.length;
  const size = powerOfTwoFrom(2 * n - 1);
  const cos = new Float64Array(n);
  const sin = new Float64Array(n);
  // j² modulo 2n, exactly, so that angles stay small
  let square = 0;
  for (let j = 0; j < n; j++) {
    const angle = (Math.PI * square) / n;
    cos[j] = Math.cos(angle);
    sin[j] = Math.sin(angle);
    square = (square + 2 * j + 1) % (2 * n);
  }
  const a = { re: new Float64Array(size), im: new Float64Array(size) };
  const b = { re: new Float64Array(size), im: new Float64Array(size) };
  for (let j = 0; j < n; j++) {
    a.re[j] = re[j]! * cos[j]! + im[j]! * sin[j]!;
    a.im[j] = im[j]! * cos[j]! - re[j]! * sin[j]!;
    b.re[j] = cos[j]!;
    b.im[j] = sin[j]!;
    if (j > 0) {
      b.re[size - j] = cos[j]!;
      b.im[size - j] = sin[j]!;
    }
  }
  radixTwo(a);
  radixTwo(b);
  for (let k = 0; k < size; k++) {
    const real = a.re[k]! * b.re[k]! - a.im[k]! * b.im[k]!;
    // conjugated, so that the forward transform is the inverse one
    a.im[k] = -(a.re[k]! * b.im[k]! + a.im[k]! * b.re[k]!);
    a.re[k] = real;
  }
  radixTwo(a);
  const out = { re: new Float64Array(n), im: new Float64Array(n) };
  for (let k = 0; k < n; k++) {
    const real = a.re[k]! / size;
    const imaginary = -a.im[k]! / size;
    out.re[k] = real * cos[k]! + imaginary * sin[k]!;
    out.im[k] = imaginary * cos[k]! - real * sin[k]!;
  }
  return out;
}

/** |X_k|² for k = 0 .. ⌊n/2⌋ of a real sequence. */
export function powerSpectrum(values: Float64Array): Float64Array {
  const { re, im } = fourier({ re: values.slice(), im: new Float64Array(values.length) });
  const half = Math.floor(values.length / 2) + 1;
  return Float64Array.from({ length: Math.min(half, values.length) }, (_, k) => {
    return re[k]! * re[k]! + im[k]! * im[k]!;
  });
}

/** Σ x_t x_(t+lag) of a real sequence for lags 0 .. `lags`, by transforms padded with zeros. */
export function laggedProducts(values: Float64Array, lags: number): Float64Array {
  const n = values.length;
  const size = powerOfTwoFrom(n + lags + 1);
  const padded = new Float64Array(size);
  padded.set(values);
  const spectrum = radixTwo({ re: padded, im: new Float64Array(size) });
  for (let k = 0; k < size; k++) {
    spectrum.re[k] = spectrum.re[k]! ** 2 + spectrum.im[k]! ** 2;
    spectrum.im[k] = 0;
  }
  const { re } = radixTwo(spectrum);
  return re.slice(0, lags + 1).map((value) => value / size);
}
