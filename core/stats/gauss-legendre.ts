/** Nodes within (0, 1) and their weights: exact for polynomials of degree 2·nodes − 1. */
export interface QuadratureRule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

function buildRule(n: number): QuadratureRule {
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 1;
    // Newton on the Legendre polynomial; from this start it converges in a handful of steps.
    for (let step = 0; step < 100; step++) {
      let before = 1;
      let value = x;
      for (let k = 2; k <= n; k++) {
        const next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
        before = value;
        value = next;
      }
      slope = (n * (x * value - before)) / (x * x - 1);
      const move = value / slope;
      x -= move;
      if (Math.abs(move) < 1e-16) break;
    }
    nodes[i] = (1 - x) / 2;
    weights[i] = 1 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}

const rules: QuadratureRule[] = [];

/** The Gauss–Legendre rule with n ≥ 1 nodes on (0, 1); built once. O(n²) the first time. */
export function gaussLegendre(n: number): QuadratureRule {
  return (rules[n] ??= buildRule(n));
}
