import { fitIsotonic, isotonicAt, type IsotonicCurve } from './isotonic.ts';
import { fitSigmoid, sigmoidAt, type SigmoidCurve } from './sigmoid.ts';

export type CalibrationMethod = 'sigmoid' | 'isotonic';

/** Curves from a score to a probability: one for two classes, of the second; else one a class. */
export type Calibration =
  | { readonly method: 'sigmoid'; readonly curves: readonly SigmoidCurve[] }
  | { readonly method: 'isotonic'; readonly curves: readonly IsotonicCurve[] };

/** Probabilities nearer to 0 or 1 than this count as this near where their log-odds are taken. */
const nearest = 1e-12;

/** What the curves read: the log-odds of each class. */
function scoresOf(probabilities: readonly Float64Array[]): Float64Array[] {
  const read = probabilities.length === 2 ? [probabilities[1]!] : probabilities;
  return read.map((column) =>
    column.map((p) => {
      const kept = Math.min(1 - nearest, Math.max(nearest, p));
      return Math.log(kept / (1 - kept));
    }),
  );
}

/**
 * Learns to correct probabilities [class][row] from rows the model has not seen, one class against the
 * rest. Rows of weight 0 count for nothing.
 */
export function fitCalibration(
  method: CalibrationMethod,
  probabilities: readonly Float64Array[],
  { y, weights }: { readonly y: Float64Array; readonly weights: Float64Array | null },
): Calibration {
  const scores = scoresOf(probabilities);
  const truth = (k: number) => {
    const positive = scores.length === 1 ? 1 : k;
    return y.map((value) => (value === positive ? 1 : 0));
  };
  return method === 'sigmoid'
    ? { method, curves: scores.map((score, k) => fitSigmoid(score, truth(k), weights)) }
    : { method, curves: scores.map((score, k) => fitIsotonic(score, truth(k), weights)) };
}

/** Corrected probabilities [class][row], which add up to 1. */
export function applyCalibration(
  calibration: Calibration,
  probabilities: readonly Float64Array[],
): Float64Array[] {
  const corrected = scoresOf(probabilities).map((score, k) =>
    calibration.method === 'sigmoid'
      ? score.map((value) => sigmoidAt(calibration.curves[k]!, value))
      : score.map((value) => isotonicAt(calibration.curves[k]!, value)),
  );
  const [only] = corrected;
  if (corrected.length === 1 && only) return [only.map((p) => 1 - p), only];
  const classes = corrected.length;
  for (let row = 0; row < (only?.length ?? 0); row++) {
    let total = 0;
    for (const column of corrected) total += column[row]!;
    // As scikit-learn: where every class is denied, all are as likely.
    for (const column of corrected) column[row] = total > 0 ? column[row]! / total : 1 / classes;
  }
  return corrected;
}
