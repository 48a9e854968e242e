/** The Yeo-Johnson transform with parameter λ (Yeo & Johnson 2000). */
export function yeoJohnson(value: number, lambda: number): number {
  if (value >= 0) {
    return Math.abs(lambda) < Number.EPSILON
      ? Math.log1p(value)
      : Math.expm1(lambda * Math.log1p(value)) / lambda;
  }
  const mirrored = 2 - lambda;
  return Math.abs(mirrored) < Number.EPSILON
    ? -Math.log1p(-value)
    : -Math.expm1(mirrored * Math.log1p(-value)) / mirrored;
}

/** Minus the log-likelihood of λ, of values whose Σ sign(x) log(1 + |x|) is `slope`. */
function badness(values: Float64Array, slope: number, lambda: number): number {
  let mean = 0;
  for (const value of values) mean += yeoJohnson(value, lambda);
  mean /= values.length;
  let variance = 0;
  for (const value of values) variance += (yeoJohnson(value, lambda) - mean) ** 2;
  variance /= values.length;
  const likelihood = -0.5 * values.length * Math.log(variance) + (lambda - 1) * slope;
  return Number.isFinite(likelihood) ? -likelihood : Infinity;
}

const golden = (3 - Math.sqrt(5)) / 2;

/** The least value of f in [low, high]: Brent 1973, golden sections and parabolas, as scipy's fminbound. */
function minimise(f: (at: number) => number, low: number, high: number): number {
  let [a, b] = [low, high];
  let best = a + golden * (b - a);
  let [second, third] = [best, best];
  let step = 0;
  let before = 0;
  let fBest = f(best);
  let [fSecond, fThird] = [fBest, fBest];
  for (let round = 0; round < 500; round++) {
    const middle = (a + b) / 2;
    const tolerance = Math.sqrt(Number.EPSILON) * Math.abs(best) + 1.48e-8 / 3;
    if (Math.abs(best - middle) <= 2 * tolerance - (b - a) / 2) break;
    let parabola = false;
    if (Math.abs(before) > tolerance) {
      let r = (best - second) * (fBest - fThird);
      let q = (best - third) * (fBest - fSecond);
      let p = (best - third) * q - (best - second) * r;
      q = 2 * (q - r);
      if (q > 0) p = -p;
      q = Math.abs(q);
      r = before;
      before = step;
      parabola = Math.abs(p) < Math.abs(0.5 * q * r) && p > q * (a - best) && p < q * (b - best);
      if (parabola) {
        step = p / q;
        const at = best + step;
        if (at - a < 2 * tolerance || b - at < 2 * tolerance) {
          step = middle >= best ? tolerance : -tolerance;
        }
      }
    }
    if (!parabola) {
      before = best >= middle ? a - best : b - best;
      step = golden * before;
    }
    const at = best + (step < 0 ? -1 : 1) * Math.max(Math.abs(step), tolerance);
    const fAt = f(at);
    if (fAt <= fBest) {
      if (at >= best) a = best;
      else b = best;
      [third, fThird, second, fSecond, best, fBest] = [second, fSecond, best, fBest, at, fAt];
      continue;
    }
    if (at < best) a = at;
    else b = at;
    if (fAt <= fSecond || second === best) {
      [third, fThird, second, fSecond] = [second, fSecond, at, fAt];
    } else if (fAt <= fThird || third === best || third === second) {
      [third, fThird] = [at, fAt];
    }
  }
  return best;
}

/** Bounds between which no transformed value over- or underflows, as scipy chooses them. */
function boundsOf(values: Float64Array): [number, number] {
  let most = 0;
  let below = 0;
  for (const value of values) {
    most = Math.max(most, Math.abs(value));
    if (value < 0) below++;
  }
  const span = Math.log1p(20 * most);
  const tiny = Math.log(2 ** -1022);
  const epsilon = Math.log(Number.EPSILON);
  const low = (tiny - epsilon) / 2 / span;
  const high = (Math.log(Number.MAX_VALUE) + epsilon) / 2 / span;
  if (below === values.length) return [2 - high, 2 - low];
  if (below > 0) return [Math.max(2 - high, low), Math.min(2 - low, high)];
  return [low, high];
}

/**
 * The λ under which the transformed values are most nearly normal, by maximum likelihood; 1 (no change
 * of shape) for values that do not vary. O(values × 50).
 */
export function bestLambda(values: Float64Array): number {
  if (values.every((value) => value === values[0])) return 1;
  let slope = 0;
  for (const value of values) slope += Math.sign(value) * Math.log1p(Math.abs(value));
  const [low, high] = boundsOf(values);
  return minimise((lambda) => badness(values, slope, lambda), low, high);
}
