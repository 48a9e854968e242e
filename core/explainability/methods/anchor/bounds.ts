/** Kullback-Leibler divergence of two Bernoulli distributions. */
function divergence(p: number, q: number): number {
  const a = Math.min(1 - 1e-16, Math.max(1e-16, p));
  const b = Math.min(1 - 1e-16, Math.max(1e-16, q));
  return a * Math.log(a / b) + (1 - a) * Math.log((1 - a) / (1 - b));
}

/** Largest q ≥ p whose divergence from p is within `level`. */
export function upperBound(p: number, level: number): number {
  let low = p;
  let high = Math.min(1, p + Math.sqrt(level / 2));
  for (let step = 0; step < 20; step++) {
    const middle = (low + high) / 2;
    if (divergence(p, middle) > level) high = middle;
    else low = middle;
  }
  return high;
}

/** Least q ≤ p whose divergence from p is within `level`. */
export function lowerBound(p: number, level: number): number {
  let low = Math.max(0, p - Math.sqrt(level / 2));
  let high = p;
  for (let step = 0; step < 20; step++) {
    const middle = (low + high) / 2;
    if (divergence(p, middle) > level) low = middle;
    else high = middle;
  }
  return low;
}

/** Exploration rate of KL-LUCB after t rounds over n arms (Kaufmann & Kalyanakrishnan 2013). */
export function explorationRate(arms: number, round: number, delta: number): number {
  const inner = Math.log((405.5 * arms * round ** 1.1) / delta);
  return inner + Math.log(inner);
}
