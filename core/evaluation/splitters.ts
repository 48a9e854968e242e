import { AppError } from '../base/app-error.ts';
import { createRng, type Rng } from '../base/rng.ts';
import type { Warning } from '../contract/common.ts';

/** Row numbers, rising. Every row is in exactly one of the two. */
export interface Fold {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

export interface Folds {
  readonly folds: readonly Fold[];
  readonly warnings: readonly Warning[];
}

/** 0, 1 ... rows − 1. */
export function allRows(rows: number): Int32Array {
  const all = new Int32Array(rows);
  for (let row = 0; row < rows; row++) all[row] = row;
  return all;
}

/** Test rows are those with a flag; the others are training rows. O(rows). */
export function toFold(isTest: Uint8Array): Fold {
  let tests = 0;
  for (let row = 0; row < isTest.length; row++) tests += isTest[row] ? 1 : 0;
  const train = new Int32Array(isTest.length - tests);
  const test = new Int32Array(tests);
  let a = 0;
  let b = 0;
  for (let row = 0; row < isTest.length; row++) {
    if (isTest[row]) test[b++] = row;
    else train[a++] = row;
  }
  return { train, test };
}

/** Rows of each label 0, 1 ..., in order of the label; labels without rows are left out. O(rows). */
export function rowsByLabel(labels: ArrayLike<number>): Int32Array[] {
  let most = -1;
  for (let row = 0; row < labels.length; row++) if (labels[row]! > most) most = labels[row]!;
  const sizes = new Int32Array(most + 1);
  for (let row = 0; row < labels.length; row++) sizes[labels[row]!]!++;
  const groups = Array.from(sizes, (size) => new Int32Array(size));
  const filled = new Int32Array(most + 1);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    groups[label]![filled[label]!++] = row;
  }
  return groups.filter((group) => group.length > 0);
}

/** How many test rows each class gives: in proportion, by largest remainder, never its last row. */
function shareOut(sizes: readonly number[], wanted: number): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const exact = sizes.map((size) => (size * wanted) / total);
  const shares = exact.map((value, k) => Math.min(Math.floor(value), sizes[k]! - 1));
  let left = wanted - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = exact
    .map((value, k) => ({ k, remainder: value - shares[k]! }))
    .toSorted((a, b) => b.remainder - a.remainder || a.k - b.k);
  for (let moved = true; left > 0 && moved;) {
    moved = false;
    for (const { k } of byRemainder) {
      if (left === 0 || shares[k]! >= sizes[k]! - 1) continue;
      shares[k]!++;
      left--;
      moved = true;
    }
  }
  return shares;
}

/**
 * One split. With labels each class has its share on both sides, and at least one training row.
 * The test side has ceil(rows × testFraction) rows where classes allow. NOT_ENOUGH_DATA when either
 * side would be empty. O(rows).
 */
export function holdout(
  rows: number,
  options: { labels: ArrayLike<number> | null; testFraction: number; seed: number },
): Fold {
  const { labels, testFraction, seed } = options;
  const wanted = Math.ceil(rows * testFraction - 1e-9);
  const rng = createRng(seed).fork('holdout');
  const groups = labels ? rowsByLabel(labels) : [allRows(rows)];
  const sizes = groups.map((group) => group.length);
  const shares = shareOut(sizes, wanted);
  const isTest = new Uint8Array(rows);
  groups.forEach((group, k) => {
    const shuffled = rng.shuffle(Int32Array.from(group));
    for (let i = 0; i < shares[k]!; i++) isTest[shuffled[i]!] = 1;
  });
  const fold = toFold(isTest);
  if (fold.test.length > 0 && fold.train.length > 0) return fold;
  throw new AppError(
    'NOT_ENOUGH_DATA',
    `${rows} rows cannot be split into training and test rows.`,
    {
      hint: 'Add rows, change the test fraction, or give a test version.',
      path: 'testFraction',
    },
  );
}

/** One fold for each number in `foldOf`, which holds the fold that tests each row. */
export function fromAssignment(foldOf: Int32Array, folds: number): Fold[] {
  return Array.from({ length: folds }, (_, f) => {
    const isTest = new Uint8Array(foldOf.length);
    for (let row = 0; row < foldOf.length; row++) if (foldOf[row] === f) isTest[row] = 1;
    return toFold(isTest);
  });
}

function assignPlain(rows: number, folds: number, rng: Rng): Int32Array {
  const order = rng.shuffle(allRows(rows));
  const foldOf = new Int32Array(rows);
  for (let i = 0; i < rows; i++) foldOf[order[i]!] = i % folds;
  return foldOf;
}

/** Deals out the shuffled rows of one class after the other, so that folds differ by one row at most. */
function assignStratified(labels: ArrayLike<number>, folds: number, rng: Rng): Int32Array {
  const foldOf = new Int32Array(labels.length);
  let next = 0;
  for (const group of rowsByLabel(labels)) {
    for (const row of rng.shuffle(Int32Array.from(group))) {
      foldOf[row] = next;
      next = (next + 1) % folds;
    }
  }
  return foldOf;
}

function requireFolds(rows: number, folds: number): number {
  if (rows >= 2 * 2) return Math.min(folds, Math.floor(rows / 2));
  throw new AppError('NOT_ENOUGH_DATA', `${rows} rows are too few for cross-validation.`, {
    hint: 'Set the folds to 0, or add rows.',
    path: 'cv',
  });
}

/** k folds of shuffled rows; each row is a test row once. Fewer folds when there are few rows. */
export function kFold(rows: number, options: { folds: number; seed: number }): Folds {
  const folds = requireFolds(rows, options.folds);
  const rng = createRng(options.seed).fork('k-fold');
  const warnings: Warning[] = [];
  if (folds < options.folds) {
    const message = `${rows} rows allow ${folds} folds, not ${options.folds}.`;
    warnings.push({ kind: 'folds', message });
  }
  return { folds: fromAssignment(assignPlain(rows, folds, rng), folds), warnings };
}

/**
 * k folds with every class's share in each. When the smallest class has fewer rows than there are folds,
 * there are as many folds as it has rows, but at least 2, with a warning.
 */
export function stratifiedKFold(
  labels: ArrayLike<number>,
  options: { folds: number; seed: number },
): Folds {
  const wanted = requireFolds(labels.length, options.folds);
  const smallest = rowsByLabel(labels).reduce(
    (least, { length }) => Math.min(least, length),
    labels.length,
  );
  const folds = Math.max(2, Math.min(wanted, smallest));
  const rng = createRng(options.seed).fork('stratified-k-fold');
  const warnings: Warning[] = [];
  if (folds < options.folds || smallest < folds) {
    const rows = smallest === 1 ? '1 row' : `${smallest} rows`;
    const message = `The smallest class has ${rows}: ${folds} folds are used, not ${options.folds}.`;
    warnings.push({ kind: 'folds', message });
  }
  return { folds: fromAssignment(assignStratified(labels, folds, rng), folds), warnings };
}
