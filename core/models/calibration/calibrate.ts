import type { Link } from '../states/state-kind.ts';
import { fitIsotonic, isotonicAt, type IsotonicCurve } from './isotonic.ts';
import { fitSigmoid, sigmoidAt, type SigmoidCurve } from './sigmoid.ts';

export type CalibrationMethod = 'sigmoid' | 'isotonic';

/**
 * What the curves read: log-odds of estimators that think in them, which a logistic curve can then leave as
 * they are; else the probabilities themselves, whose log-odds may be infinite.
 */
export type ScoreScale = 'log_odds' | 'probability';

/** Curves from a score to a probability: one for two classes, of the second; else one a class. */
export type Calibration = { readonly scale: ScoreScale } & (
  | { readonly method: 'sigmoid'; readonly curves: readonly SigmoidCurve[] }
  | { readonly method: 'isotonic'; readonly curves: readonly IsotonicCurve[] }
);

/** Probabilities nearer to 0 or 1 than this count as this near where their log-odds are taken. */
const nearest = 1e-12;

/** What the curves of an estimator with that link should read. */
export function scaleOf(link: Link): ScoreScale {
  return link === 'probability' ? 'probability' : 'log_odds';
}

function scoresOf(
  probabilities: readonly Float64Array[],
  scale: ScoreScale,
): readonly Float64Array[] {
  const read = probabilities.length === 2 ? [probabilities[1]!] : probabilities;
  if (scale === 'probability') return read;
  return read.map((column) =>
    column.map((p) => {
      const kept = Math.min(1 - nearest, Math.max(nearest, p));
      return Math.log(kept / (1 - kept));
    }),
  );
}

export interface CalibrationRows {
  /** Class indices. */
  readonly y: Float64Array;
  readonly weights: Float64Array | null;
  readonly scale: ScoreScale;
}

/**
 * Learns to correct probabilities [class][row] from rows the model has not seen, one class against the
 * rest. Rows of weight 0 count for nothing.
 */
export function fitCalibration(
  method: CalibrationMethod,
  probabilities: readonly Float64Array[],
  { y, weights, scale }: CalibrationRows,
): Calibration {
  const scores = scoresOf(probabilities, scale);
  const truth = (k: number) => {
    const positive = scores.length === 1 ? 1 : k;
    return y.map((value) => (value === positive ? 1 : 0));
  };
  // Platt's targets would give a class that no row has a chance; it has none.
  const sigmoid = (score: Float64Array, k: number): SigmoidCurve =>
    truth(k).includes(1) ? fitSigmoid(score, truth(k), weights) : { slope: 0, offset: 40 };
  return method === 'sigmoid'
    ? { method, scale, curves: scores.map(sigmoid) }
    : { method, scale, curves: scores.map((score, k) => fitIsotonic(score, truth(k), weights)) };
}

/** Corrected probabilities [class][row], which add up to 1. */
export function applyCalibration(
  calibration: Calibration,
  probabilities: readonly Float64Array[],
): Float64Array[] {
  const corrected = scoresOf(probabilities, calibration.scale).map((score, k) =>
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
