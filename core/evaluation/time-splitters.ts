import { AppError } from '../base/app-error.ts';
import type { Fold } from './splitters.ts';

function tooFew(rows: number, wanted: string): AppError {
  return new AppError('NOT_ENOUGH_DATA', `${rows} rows are too few for ${wanted}.`, {
    hint: 'Ask for fewer folds or a smaller gap, or add rows.',
    path: 'cv',
  });
}

/** Row numbers by time; of equal times the row that comes first. O(rows log rows). */
export function timeOrder(times: Float64Array): Int32Array {
  const order = new Int32Array(times.length);
  let sorted = true;
  for (let row = 0; row < order.length; row++) {
    order[row] = row;
    if (row > 0 && times[row]! < times[row - 1]!) sorted = false;
  }
  return sorted ? order : order.sort((a, b) => times[a]! - times[b]! || a - b);
}

/** The rows at the places [from, to) of the order, rising. */
function between(order: Int32Array, from: number, to: number): Int32Array {
  return order.slice(Math.max(0, from), Math.max(0, to)).sort();
}

/**
 * Folds that train on the past only: k test parts of rows ÷ (k + 1) at the end of the order, each after
 * its training rows and `gap` rows between. expanding: all of the past; sliding: as many rows for each
 * fold as the first one has. As scikit-learn's TimeSeriesSplit (sliding: with max_train_size).
 */
export function timeFolds(
  order: Int32Array,
  options: { folds: number; gap: number; window: 'expanding' | 'sliding' },
): Fold[] {
  const { folds, gap, window } = options;
  const rows = order.length;
  const size = Math.floor(rows / (folds + 1));
  const first = rows - folds * size;
  if (size === 0 || first - gap <= 0) {
    throw tooFew(rows, `${folds} folds by time with a gap of ${gap} rows`);
  }
  const longest = window === 'sliding' ? first - gap : rows;
  return Array.from({ length: folds }, (_, f) => {
    const start = first + f * size;
    const end = start - gap;
    return {
      train: between(order, Math.max(0, end - longest), end),
      test: between(order, start, start + size),
    };
  });
}

/**
 * k test parts one after the other in time, each row tested once. Training rows are those before and
 * after, but for the ones whose label could overlap the test part: what a row's label tells spans the
 * `horizon` rows after it, so `horizon` rows before the test part and `horizon` + `embargo` × rows after it
 * are left out. López de Prado, Advances in Financial Machine Learning, 2018, snippets 7.1 to 7.3, with
 * spans in rows.
 */
export function purgedFolds(
  order: Int32Array,
  options: { folds: number; horizon: number; embargo: number },
): Fold[] {
  const { folds, horizon, embargo } = options;
  const rows = order.length;
  const after = horizon + Math.floor(rows * embargo);
  const small = Math.floor(rows / folds);
  if (small === 0) throw tooFew(rows, `${folds} purged folds`);
  let start = 0;
  return Array.from({ length: folds }, (_, f) => {
    const end = start + small + (f < rows % folds ? 1 : 0);
    const past = order.subarray(0, Math.max(0, start - horizon));
    const future = order.subarray(Math.min(rows, end + after));
    const train = new Int32Array(past.length + future.length);
    train.set(past);
    train.set(future, past.length);
    const fold = { train: train.sort(), test: between(order, start, end) };
    start = end;
    if (fold.train.length > 0) return fold;
    throw tooFew(
      rows,
      `${folds} purged folds with ${horizon} rows purged and an embargo of ${embargo}`,
    );
  });
}

/** One split: the last ceil(rows × testFraction) rows are the test rows, `gap` rows before them are left out. */
export function timeHoldout(
  order: Int32Array,
  options: { testFraction: number; gap: number },
): Fold {
  const rows = order.length;
  const start = rows - Math.ceil(rows * options.testFraction - 1e-9);
  const end = start - options.gap;
  if (end <= 0 || start >= rows) {
    throw tooFew(rows, `a split by time with a gap of ${options.gap} rows`);
  }
  return { train: between(order, 0, end), test: between(order, start, rows) };
}
