import { AppError } from '../base/app-error.ts';
import { createRng } from '../base/rng.ts';
import { allRows, fromAssignment, rowsByLabel, toFold, type Fold } from './splitters.ts';

/** More folds than this one by one are hours of work that nobody meant. */
export const mostLeftOut = 200;

/** The order in which groups are dealt out before they are sorted; the seed decides between equals. */
function shuffledGroups(groups: number, seed: number | null): Int32Array {
  const order = allRows(groups);
  return seed === null ? order : createRng(seed).fork('groups').shuffle(order);
}

function requireGroups(groups: number, wanted: number): void {
  if (groups >= wanted) return;
  const seen = groups === 1 ? 'one group' : `${groups} groups`;
  throw new AppError('NOT_ENOUGH_DATA', `The rows are of ${seen}; ${wanted} are needed.`, {
    hint: 'Ask for fewer folds, or choose another group column.',
    path: 'group',
  });
}

/**
 * k folds that keep the rows of a group together: the largest group first, each to the fold with the
 * fewest rows. As scikit-learn's GroupKFold; `seed` decides between groups of the same size, null: the
 * one met first. `groups` holds numbers from 0. NOT_ENOUGH_DATA with fewer groups than folds.
 */
export function groupKFold(
  groups: Int32Array,
  options: { folds: number; seed: number | null },
): Fold[] {
  const members = rowsByLabel(groups);
  requireGroups(members.length, options.folds);
  const order = [...shuffledGroups(members.length, options.seed)].toSorted(
    (a, b) => members[b]!.length - members[a]!.length,
  );
  const sizes = new Float64Array(options.folds);
  const foldOf = new Int32Array(groups.length);
  for (const g of order) {
    const lightest = sizes.indexOf(Math.min(...sizes));
    for (const row of members[g]!) foldOf[row] = lightest;
    sizes[lightest]! += members[g]!.length;
  }
  return fromAssignment(foldOf, options.folds);
}

function deviation(values: ArrayLike<number>): number {
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i]! / n;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += (values[i]! - mean) ** 2;
  return Math.sqrt(sum / n);
}

/** numpy.isclose with its defaults. */
function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-8 + 1e-5 * Math.abs(b);
}

/** How unevenly the classes lie over the folds: mean over classes of the deviation of their shares. */
function unevenness(counts: readonly Float64Array[], totals: Float64Array): number {
  const shares = new Float64Array(counts.length);
  let sum = 0;
  for (let c = 0; c < totals.length; c++) {
    for (let f = 0; f < counts.length; f++) shares[f] = counts[f]![c]! / totals[c]!;
    sum += deviation(shares);
  }
  return sum / totals.length;
}

function bestFold(
  counts: readonly Float64Array[],
  totals: Float64Array,
  group: Float64Array,
): number {
  let best = 0;
  let least = Infinity;
  let fewest = Infinity;
  counts.forEach((fold, f) => {
    for (let c = 0; c < group.length; c++) fold[c]! += group[c]!;
    const value = unevenness(counts, totals);
    const rows = fold.reduce((sum, count) => sum + count, 0);
    for (let c = 0; c < group.length; c++) fold[c]! -= group[c]!;
    if (value < least || (isClose(value, least) && rows < fewest)) {
      best = f;
      least = value;
      fewest = rows;
    }
  });
  return best;
}

/**
 * k folds that keep groups together and give each fold its share of every class, as far as groups
 * allow: groups whose classes differ most first, each to the fold it makes least uneven. As
 * scikit-learn's StratifiedGroupKFold; seed null: groups in the order of their number.
 * O(groups × folds² × classes).
 */
export function stratifiedGroupKFold(
  labels: ArrayLike<number>,
  groups: Int32Array,
  options: { folds: number; seed: number | null },
): Fold[] {
  const members = rowsByLabel(groups);
  requireGroups(members.length, options.folds);
  const classes = rowsByLabel(labels);
  const totals = Float64Array.from(classes, ({ length }) => length);
  const classOf = new Int32Array(labels.length);
  classes.forEach((rows, c) => {
    for (const row of rows) classOf[row] = c;
  });
  const ofGroup = members.map((rows) => {
    const counts = new Float64Array(classes.length);
    for (const row of rows) counts[classOf[row]!]!++;
    return counts;
  });
  const spread = ofGroup.map(deviation);
  const order = [...shuffledGroups(members.length, options.seed)].toSorted(
    (a, b) => spread[b]! - spread[a]!,
  );
  const counts = Array.from({ length: options.folds }, () => new Float64Array(classes.length));
  const foldOf = new Int32Array(labels.length);
  for (const g of order) {
    const fold = bestFold(counts, totals, ofGroup[g]!);
    for (let c = 0; c < classes.length; c++) counts[fold]![c]! += ofGroup[g]![c]!;
    for (const row of members[g]!) foldOf[row] = fold;
  }
  return fromAssignment(foldOf, options.folds);
}

/** One fold a group, in order of the groups' numbers. UNSUPPORTED above 200 groups. */
export function leaveOneGroupOut(groups: Int32Array): Fold[] {
  const members = rowsByLabel(groups);
  requireGroups(members.length, 2);
  if (members.length > mostLeftOut) {
    throw new AppError(
      'UNSUPPORTED',
      `Leaving out ${members.length} groups one by one needs as many fits; at most ${mostLeftOut} are made.`,
      { hint: 'Choose the split group, or a column with fewer values.', path: 'group' },
    );
  }
  return members.map((rows) => {
    const isTest = new Uint8Array(groups.length);
    for (const row of rows) isTest[row] = 1;
    return toFold(isTest);
  });
}

/**
 * One split that keeps groups together: groups in random order become test rows while that brings their
 * number nearer to rows × testFraction; at least the smallest group.
 */
export function groupHoldout(
  groups: Int32Array,
  options: { testFraction: number; seed: number },
): Fold {
  const members = rowsByLabel(groups);
  requireGroups(members.length, 2);
  const wanted = groups.length * options.testFraction;
  const order = shuffledGroups(members.length, options.seed);
  const isTest = new Uint8Array(groups.length);
  let tests = 0;
  for (const g of order) {
    const more = tests + members[g]!.length;
    const nearer = Math.abs(more - wanted) < Math.abs(tests - wanted);
    if (!nearer || more === groups.length) continue;
    for (const row of members[g]!) isTest[row] = 1;
    tests = more;
  }
  if (tests > 0) return toFold(isTest);
  const smallest = members.reduce((a, b) => (b.length < a.length ? b : a));
  for (const row of smallest) isTest[row] = 1;
  return toFold(isTest);
}
