import { kolmogorovSf } from './kolmogorov-distribution.ts';

/** Sample sizes up to which the p-value is exact. */
const EXACT_ROWS = 10_000;

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/**
 * P(D ≥ h/n) for two samples of n: twice the alternating sum of C(2n, n−kh)/C(2n, n) over k ≥ 1,
 * nested so that no binomial is formed (Gnedenko & Korolyuk 1951). O(n).
 */
function exactEqualSizes(n: number, h: number): number {
  let p = 0;
  for (let k = Math.floor(n / h); k >= 1; k--) {
    let ratio = 1;
    for (let j = 0; j < h; j++) ratio *= (n - (k - 1) * h - j) / (n + (k - 1) * h + j + 1);
    p = ratio * (1 - p);
  }
  return 2 * p;
}

/**
 * P(D ≥ h/lcm) for sizes m ≥ n: the share of lattice paths from (0,0) to (m,n) that leave the band
 * |x/m − y/n| < h/lcm. A path to (x,y) comes from (x−1,y) with probability x/(x+y), so the share obeys
 * p(x,y) = (x·p(x−1,y) + y·p(x,y−1))/(x+y) and is computed without subtraction (Viehmann 2021,
 * arXiv:2102.08037). O(m·n·D) time, O(n) memory.
 */
function exactUnequalSizes(m: number, n: number, h: number): number {
  const divisor = greatestCommonDivisor(m, n);
  const stepX = n / divisor;
  const stepY = m / divisor;
  // outside[y] belongs to the column x that was done last; 1 outside the band
  const outside = new Float64Array(n + 1).fill(1);
  const top = Math.min(n, Math.ceil(h / stepY) - 1);
  outside.fill(0, 0, top + 1);
  for (let x = 1; x <= m; x++) {
    const low = Math.max(0, Math.floor((stepX * x - h) / stepY) + 1);
    const high = Math.min(n, Math.ceil((stepX * x + h) / stepY) - 1);
    let below = low === 0 ? 0 : 1;
    if (low > 0) outside[low - 1] = 1;
    for (let y = low; y <= high; y++) {
      below = (x * outside[y]! + y * below) / (x + y);
      outside[y] = below;
    }
  }
  return outside[n]!;
}

/** As numpy rounds, so that the limit uses the same number of rows as scipy. */
function roundHalfEven(x: number): number {
  const up = Math.round(x);
  return up - x === 0.5 && up % 2 === 1 ? up - 1 : up;
}

/** P(D ≥ distance) for two samples from one continuous distribution, exact for every size. */
function exactPValue(distance: number, n1: number, n2: number): number {
  const [m, n] = n1 >= n2 ? [n1, n2] : [n2, n1];
  const h = Math.round(distance * (m / greatestCommonDivisor(m, n)) * n);
  if (h === 0) return 1;
  return m === n ? exactEqualSizes(n, h) : exactUnequalSizes(m, n, h);
}

/**
 * Two-sided p-value of a Kolmogorov-Smirnov distance between samples of n1 and n2: exact while neither
 * has more than 10,000 rows, else Smirnov's limit with n1·n2/(n1+n2) rows, as scipy's ks_2samp does.
 */
export function ksPValue(distance: number, n1: number, n2: number): number {
  const p =
    Math.max(n1, n2) <= EXACT_ROWS
      ? exactPValue(distance, n1, n2)
      : kolmogorovSf(roundHalfEven((n1 * n2) / (n1 + n2)), distance);
  return Math.min(1, Math.max(0, p));
}
