import { mostProbable } from '../../models/links.ts';

export interface DecideOptions {
  /** Index of the favourable class. */
  readonly positive: number;
  /** From which of its probabilities on it is called; null: as the model calls it. */
  readonly threshold: number | null;
  /** The model's own threshold on the second of two classes. */
  readonly modelThreshold: number | null;
}

/** Whether each row is of the favourable class, and whether it is called so. */
export interface Decisions {
  readonly actual: Uint8Array;
  readonly selected: Uint8Array;
  /** Probability of the favourable class. */
  readonly scores: Float64Array;
  /** What selects exactly these rows of two classes; for people see `shown`. */
  readonly cut: number;
  readonly shown: number | null;
}

function shownThreshold(classes: number, options: DecideOptions): number | null {
  const { positive, threshold, modelThreshold } = options;
  if (threshold !== null) return threshold;
  if (classes > 2) return null;
  const second = modelThreshold ?? 0.5;
  return positive === 1 ? second : 1 - second;
}

/** Calls rows as the model does, or by a threshold of the favourable class. O(rows × classes). */
export function decide(
  y: Int32Array,
  probabilities: readonly Float64Array[],
  options: DecideOptions,
): Decisions {
  const { positive, threshold, modelThreshold } = options;
  const scores = probabilities[positive]!;
  const called = threshold === null ? mostProbable(probabilities, modelThreshold) : null;
  const selected = Uint8Array.from(scores, (score, i) =>
    (called ? called[i] === positive : score >= threshold!) ? 1 : 0,
  );
  // The model's call of a probability right on the edge depends on the class it is of.
  let cut = Infinity;
  for (let i = 0; i < scores.length; i++) if (selected[i] === 1) cut = Math.min(cut, scores[i]!);
  return {
    actual: Uint8Array.from(y, (truth) => (truth === positive ? 1 : 0)),
    selected,
    scores,
    cut,
    shown: shownThreshold(probabilities.length, options),
  };
}
