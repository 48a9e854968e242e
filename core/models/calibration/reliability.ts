import type { Warning } from '../../contract/common.ts';
import type { TrainingData } from '../training-data.ts';

const bins = 10;
/** Probabilities that are this far off on average, and twice what chance alone would do, are worth a word. */
const acceptable = 0.05;

interface Reliability {
  /** Mean |observed − predicted| over ten equally wide ranges of the probability, by rows. */
  readonly error: number;
  /** What that would be on average if the probabilities were right. */
  readonly chance: number;
}

/** Expected calibration error (Naeini et al. 2015): of the second of two classes, else of the class called. */
export function reliabilityOf(
  y: Float64Array,
  probabilities: readonly Float64Array[],
): Reliability {
  const counts = new Float64Array(bins);
  const hits = new Float64Array(bins);
  const sums = new Float64Array(bins);
  const spreads = new Float64Array(bins);
  for (let row = 0; row < y.length; row++) {
    let k = 1;
    if (probabilities.length > 2) {
      k = 0;
      for (let c = 1; c < probabilities.length; c++) {
        if (probabilities[c]![row]! > probabilities[k]![row]!) k = c;
      }
    }
    const p = probabilities[k]![row]!;
    const bin = Math.min(bins - 1, Math.floor(p * bins));
    counts[bin]!++;
    sums[bin]! += p;
    spreads[bin]! += p * (1 - p);
    if (y[row] === k) hits[bin]!++;
  }
  let error = 0;
  let chance = 0;
  for (let bin = 0; bin < bins; bin++) {
    error += Math.abs(hits[bin]! - sums[bin]!) / y.length;
    chance += Math.sqrt((2 / Math.PI) * spreads[bin]!) / y.length;
  }
  return { error, chance };
}

/** Offers calibration where the probabilities of rows the model has not seen are poor. */
export function warnOfReliability(
  { y }: TrainingData,
  probabilities: readonly Float64Array[],
): Warning[] {
  const { error, chance } = reliabilityOf(y, probabilities);
  if (error <= acceptable || error <= 2 * chance) return [];
  const message = `The predicted probabilities are ${(100 * error).toFixed(1)} percentage points off on average on the test rows. Train with calibration sigmoid (few rows) or isotonic (many) to correct them.`;
  return [{ kind: 'calibration', message }];
}
