/** P(second class) = 1 / (1 + exp(slope × score + offset)): Platt's A and B. */
export interface SigmoidCurve {
  readonly slope: number;
  readonly offset: number;
}

/** Scores beyond are scaled down while fitting, which changes nothing but the steps. */
const mostScore = 30;
const mostRounds = 100;

interface Sums {
  readonly loss: number;
  /** Derivatives by slope and offset. */
  readonly gradient: readonly [number, number];
  /** Second derivatives: slope, both, offset. */
  readonly hessian: readonly [number, number, number];
}

interface Fitting {
  readonly scores: Float64Array;
  /** Wanted probabilities. */
  readonly targets: Float64Array;
  readonly weights: Float64Array | null;
}

function sumUp({ scores, targets, weights }: Fitting, slope: number, offset: number): Sums {
  let loss = 0;
  let [gSlope, gOffset, hSlope, hBoth, hOffset] = [0, 0, 0, 0, 0];
  for (let i = 0; i < scores.length; i++) {
    const weight = weights ? weights[i]! : 1;
    const raw = -(slope * scores[i]! + offset);
    const p = 1 / (1 + Math.exp(-raw));
    loss += weight * (Math.max(raw, 0) + Math.log1p(Math.exp(-Math.abs(raw))) - targets[i]! * raw);
    const g = weight * (targets[i]! - p);
    const h = weight * p * (1 - p);
    gSlope += g * scores[i]!;
    gOffset += g;
    hSlope += h * scores[i]! * scores[i]!;
    hBoth += h * scores[i]!;
    hOffset += h;
  }
  return { loss, gradient: [gSlope, gOffset], hessian: [hSlope, hBoth, hOffset] };
}

/** Platt's targets: a class is never quite certain, by as much as it is small. */
function smoothTargets(y: Float64Array, weights: Float64Array | null): Float64Array {
  let [first, second] = [0, 0];
  y.forEach((value, i) => {
    if (value > 0) second += weights ? weights[i]! : 1;
    else first += weights ? weights[i]! : 1;
  });
  return y.map((value) => (value > 0 ? (second + 1) / (second + 2) : 1 / (first + 2)));
}

/**
 * The logistic curve of a score (Platt 1999; Lin, Lin & Weng 2007), as scikit-learn's sigmoid
 * calibration, by Newton steps. y holds 0 and 1. O(n × rounds).
 */
export function fitSigmoid(
  scores: Float64Array,
  y: Float64Array,
  weights: Float64Array | null = null,
): SigmoidCurve {
  let most = 0;
  for (const score of scores) most = Math.max(most, Math.abs(score));
  const scale = most >= mostScore ? most : 1;
  const targets = smoothTargets(y, weights);
  const fitting = { scores: scores.map((score) => score / scale), targets, weights };
  const mean = targets.reduce((sum, t) => sum + t, 0) / Math.max(1, targets.length);
  let [slope, offset] = [0, Math.log((1 - mean) / mean)];
  let now = sumUp(fitting, slope, offset);
  for (let round = 0; round < mostRounds; round++) {
    const [a, b, c] = now.hessian;
    const ridge = 1e-12 * (a + c) + 1e-300;
    const determinant = (a + ridge) * (c + ridge) - b * b;
    const [gSlope, gOffset] = now.gradient;
    const stepSlope = -((c + ridge) * gSlope - b * gOffset) / determinant;
    const stepOffset = -((a + ridge) * gOffset - b * gSlope) / determinant;
    let share = 1;
    let next = sumUp(fitting, slope + stepSlope, offset + stepOffset);
    while (!(next.loss <= now.loss) && share > 1e-10) {
      share /= 2;
      next = sumUp(fitting, slope + share * stepSlope, offset + share * stepOffset);
    }
    if (!(next.loss <= now.loss)) break;
    slope += share * stepSlope;
    offset += share * stepOffset;
    const moved = share * Math.max(Math.abs(stepSlope), Math.abs(stepOffset));
    now = next;
    if (moved < 1e-12 * (1 + Math.abs(slope) + Math.abs(offset))) break;
  }
  return { slope: slope / scale, offset };
}

/** The curve's value at one score. */
export function sigmoidAt({ slope, offset }: SigmoidCurve, score: number): number {
  return 1 / (1 + Math.exp(slope * score + offset));
}
