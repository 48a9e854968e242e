import { normalSf } from './normal-distribution.ts';

/** Nodes and weights of Gauss-Legendre quadrature on [−1, 1], by Newton's method on the polynomial. */
function gaussLegendre(n: number): { readonly x: number; readonly w: number }[] {
  return Array.from({ length: n }, (_, i) => {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 0;
    for (let step = 0; step < 100; step++) {
      let before = 1;
      let value = x;
      for (let k = 2; k <= n; k++) {
        [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
      }
      slope = (n * (x * value - before)) / (x * x - 1);
      const change = value / slope;
      x -= change;
      if (Math.abs(change) < 1e-16) break;
    }
    return { x, w: 2 / ((1 - x * x) * slope * slope) };
  });
}

const nodes = gaussLegendre(20);

/**
 * P(X > h, Y > k) of standard normals with correlation ρ in [−1, 1], to about 15 digits: Genz 2004,
 * after Drezner & Wesolowsky 1990.
 */
export function bivariateNormalSf(h: number, k: number, rho: number): number {
  if (rho === 0) return normalSf(h) * normalSf(k);
  const p = Math.abs(rho) < 0.925 ? moderate(h, k, rho) : strong(h, k, rho);
  return Math.min(1, Math.max(0, p));
}

function moderate(h: number, k: number, rho: number): number {
  const half = (h * h + k * k) / 2;
  const angle = Math.asin(rho);
  let sum = 0;
  for (const { x, w } of nodes) {
    const sine = Math.sin((angle * (x + 1)) / 2);
    sum += w * Math.exp((sine * h * k - half) / (1 - sine * sine));
  }
  return (sum * angle) / (4 * Math.PI) + normalSf(h) * normalSf(k);
}

/** Near ±1 the integral is taken around the perfect correlation, with its leading terms in closed form. */
function strong(h: number, kGiven: number, rho: number): number {
  const k = rho < 0 ? -kGiven : kGiven;
  const hk = h * k;
  let sum = 0;
  if (Math.abs(rho) < 1) {
    const square = (1 - rho) * (1 + rho);
    const a = Math.sqrt(square);
    const apart = (h - k) ** 2;
    const c = (4 - hk) / 8;
    const d = (12 - hk) / 16;
    const exponent = -(apart / square + hk) / 2;
    if (exponent > -100) {
      const inner = 1 - (c * (apart - square) * (1 - (d * apart) / 5)) / 3;
      sum = a * Math.exp(exponent) * (inner + (c * d * square * square) / 5);
    }
    if (hk > -100) {
      const b = Math.sqrt(apart);
      const tail = Math.sqrt(2 * Math.PI) * normalSf(b / a);
      sum -= Math.exp(-hk / 2) * tail * b * (1 - (c * apart * (1 - (d * apart) / 5)) / 3);
    }
    for (const { x, w } of nodes) {
      const xs = ((a / 2) * (x + 1)) ** 2;
      const rs = Math.sqrt(1 - xs);
      const power = -(apart / xs + hk) / 2;
      if (power <= -100) continue;
      const exact = Math.exp((-hk * xs) / (2 * (1 + rs) ** 2)) / rs;
      sum += (a / 2) * w * Math.exp(power) * (exact - (1 + c * xs * (1 + d * xs)));
    }
    sum /= -2 * Math.PI;
  }
  if (rho > 0) return sum + normalSf(Math.max(h, k));
  return k > h ? normalSf(h) - normalSf(k) - sum : -sum;
}
