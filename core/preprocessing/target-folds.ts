import { createRng } from '../base/rng.ts';
import type { StepTarget } from './step.ts';

/** As scikit-learn's KFold without shuffling: runs of neighbours, the first ones a row longer. */
function runs(rows: number, folds: number): Int32Array {
  const foldOf = new Int32Array(rows);
  const short = Math.floor(rows / folds);
  const long = rows % folds;
  for (let f = 0, at = 0; f < folds; f++) {
    const end = at + short + (f < long ? 1 : 0);
    foldOf.fill(f, at, end);
    at = end;
  }
  return foldOf;
}

/** Deals the rows of each class out in turn, in the order given, each class going on where the last ended. */
function dealt(y: Float64Array, order: Int32Array, folds: number): Int32Array {
  const foldOf = new Int32Array(y.length);
  const byClass = new Map<number, number[]>();
  for (const row of order) {
    const rows = byClass.get(y[row]!);
    if (rows) rows.push(row);
    else byClass.set(y[row]!, [row]);
  }
  let next = 0;
  for (const key of [...byClass.keys()].toSorted((a, b) => a - b)) {
    for (const row of byClass.get(key)!) {
      foldOf[row] = next;
      next = (next + 1) % folds;
    }
  }
  return foldOf;
}

/** The fold of each row: every class evenly for classification, shuffled unless told otherwise. */
export function targetFolds(
  target: StepTarget,
  { folds, shuffle }: { readonly folds: number; readonly shuffle: boolean },
): Int32Array {
  const { task, y, seed } = target;
  const count = Math.max(2, Math.min(folds, y.length));
  const order = Int32Array.from(y, (_, row) => row);
  if (shuffle) createRng(seed).fork('target-encoder').shuffle(order);
  if (task === 'classification') return dealt(y, order, count);
  const foldOf = new Int32Array(y.length);
  runs(y.length, count).forEach((fold, i) => {
    foldOf[order[i]!] = fold;
  });
  return foldOf;
}
