import type { Loss, LossRows } from './smooth-objective.ts';

interface Labels {
  /** Class indices. */
  readonly y: Float64Array;
  /** One weight a row, class weights included; null for 1 throughout. */
  readonly weights: Float64Array | null;
}

/** log(1 + e^−m) for m ≥ 0 together with the larger probability, from one exponential. */
function evaluateBinary({ y, weights }: Labels, rows: LossRows): number {
  const { from, length } = rows;
  const margin = rows.margins[0]!;
  const residual = rows.residuals[0]!;
  let loss = 0;
  for (let i = 0; i < length; i++) {
    const weight = weights ? weights[from + i]! : 1;
    const z = margin[i]!;
    const signed = y[from + i] === 1 ? z : -z;
    const small = Math.exp(-Math.abs(signed));
    // Probability of the other class than the row's: no cancellation on either side.
    const wrong = signed > 0 ? small / (1 + small) : 1 / (1 + small);
    loss += weight * (Math.log1p(small) - Math.min(signed, 0));
    residual[i] = y[from + i] === 1 ? -weight * wrong : weight * wrong;
    margin[i] = weight * wrong * (1 - wrong);
  }
  return loss;
}

/** Log-loss of two classes: one margin, the log-odds of class 1. */
export function binaryLoss(labels: Labels): Loss {
  return {
    outputs: 1,
    evaluate: (rows) => evaluateBinary(labels, rows),
    curvature({ margins, length }, _outputs, target) {
      for (let i = 0; i < length; i++) target[i] = margins[0]![i]!;
    },
  };
}

function evaluateSoftmax({ y, weights }: Labels, rows: LossRows): number {
  const { margins, residuals, from, length } = rows;
  const outputs = margins.length;
  let loss = 0;
  for (let i = 0; i < length; i++) {
    let highest = -Infinity;
    for (let k = 0; k < outputs; k++) highest = Math.max(highest, margins[k]![i]!);
    const label = y[from + i]!;
    const own = margins[label]![i]!;
    let total = 0;
    for (let k = 0; k < outputs; k++) {
      const share = Math.exp(margins[k]![i]! - highest);
      margins[k]![i] = share;
      total += share;
    }
    const weight = weights ? weights[from + i]! : 1;
    loss += weight * (highest + Math.log(total) - own);
    const inverse = 1 / total;
    for (let k = 0; k < outputs; k++) {
      const p = margins[k]![i]! * inverse;
      margins[k]![i] = p;
      residuals[k]![i] = weight * (k === label ? p - 1 : p);
    }
  }
  return loss;
}

/** Log-loss of softmax over one margin a class. */
export function softmaxLoss(labels: Labels, outputs: number): Loss {
  const { weights } = labels;
  return {
    outputs,
    evaluate: (rows) => evaluateSoftmax(labels, rows),
    curvature({ margins, from, length }, { a, b }, target) {
      const pa = margins[a]!;
      const pb = margins[b]!;
      for (let i = 0; i < length; i++) {
        const weight = weights ? weights[from + i]! : 1;
        target[i] = weight * (a === b ? pa[i]! * (1 - pa[i]!) : -pa[i]! * pb[i]!);
      }
    },
  };
}
