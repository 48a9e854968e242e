import { createRng } from '../../base/rng.ts';
import { fitSigmoid } from '../calibration/sigmoid.ts';

const folds = 5;

/** Log-odds of the positive class: slope × decision + offset. */
export interface PlattScale {
  readonly slope: number;
  readonly offset: number;
}

/** Decisions as they are. */
export const unscaled: PlattScale = { slope: 1, offset: 0 };

/** Fits a machine on some rows and gives its decisions for others. */
export type DecideOthers = (train: Int32Array, test: Int32Array, done: number) => Float64Array;

/** Fold of each row, drawn within each label so that all folds hold all labels where they can. */
function drawFolds(labels: Int8Array, seed: number): Int32Array {
  const foldOf = new Int32Array(labels.length);
  const rng = createRng(seed).fork('platt');
  let next = 0;
  for (const label of [1, -1]) {
    const rows = Int32Array.from(labels.keys()).filter((i) => labels[i] === label);
    for (const row of rng.shuffle(rows)) foldOf[row] = next++ % folds;
  }
  return foldOf;
}

/**
 * Platt's sigmoid (1999) on the decisions of machines that did not see the row, by 5-fold
 * cross-validation. Where the others have one label only, that label is the decision, as in LIBSVM.
 */
export function fitPlatt(
  labels: Int8Array,
  { weights, seed }: { weights: Float64Array | null; seed: number },
  decideOthers: DecideOthers,
): PlattScale {
  const foldOf = drawFolds(labels, seed);
  const rows = Int32Array.from(labels.keys());
  const decisions = new Float64Array(labels.length);
  for (let fold = 0; fold < folds; fold++) {
    const train = rows.filter((row) => foldOf[row] !== fold);
    const test = rows.filter((row) => foldOf[row] === fold);
    if (test.length === 0) continue;
    const first = labels[train[0] ?? -1] ?? 0;
    const mixed = train.some((row) => labels[row] !== first);
    const found = mixed ? decideOthers(train, test, fold / folds) : null;
    test.forEach((row, i) => (decisions[row] = found ? found[i]! : first));
  }
  const target = Float64Array.from(labels, (label) => (label > 0 ? 1 : 0));
  const { slope, offset } = fitSigmoid(decisions, target, weights);
  return { slope: -slope, offset: -offset };
}
