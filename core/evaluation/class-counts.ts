import { margins, type Confusion } from './confusion.ts';
import type { Metrics } from './metrics.ts';

/** One class against the rest, as weights of rows. */
export interface ClassCounts {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
}

/** The counts of each class. O(classes²). */
export function classCounts({ classes, matrix }: Confusion): ClassCounts[] {
  const truth = new Float64Array(classes);
  const guessed = new Float64Array(classes);
  let total = 0;
  for (let t = 0; t < classes; t++) {
    for (let p = 0; p < classes; p++) {
      const count = matrix[t * classes + p]!;
      truth[t]! += count;
      guessed[p]! += count;
      total += count;
    }
  }
  return Array.from(truth, (support, k) => {
    const tp = matrix[k * classes + k]!;
    const fp = guessed[k]! - tp;
    const fn = support - tp;
    return { tp, fp, fn, tn: total - tp - fp - fn };
  });
}

/** Over nothing 0, scikit-learn's default. */
const orZero = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);

const orNull = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

/** (1 + β²) tp / ((1 + β²) tp + β² fn + fp), van Rijsbergen 1979. */
function fBeta({ tp, fp, fn }: ClassCounts, beta: number): number {
  const b = beta * beta;
  return orZero((1 + b) * tp, (1 + b) * tp + b * fn + fp);
}

/** Scores of a class that can be averaged over classes. */
const averaged = {
  precision: (c) => orZero(c.tp, c.tp + c.fp),
  recall: (c) => orZero(c.tp, c.tp + c.fn),
  f1: (c) => fBeta(c, 1),
  f0_5: (c) => fBeta(c, 0.5),
  f2: (c) => fBeta(c, 2),
  jaccard: (c) => orZero(c.tp, c.tp + c.fp + c.fn),
} satisfies Record<string, (counts: ClassCounts) => number>;

function sumCounts(all: readonly ClassCounts[]): ClassCounts {
  const sum = (pick: (c: ClassCounts) => number) => all.reduce((s, c) => s + pick(c), 0);
  return { tp: sum((c) => c.tp), fp: sum((c) => c.fp), fn: sum((c) => c.fn), tn: sum((c) => c.tn) };
}

function mean(all: readonly ClassCounts[], score: (c: ClassCounts) => number): number | null {
  const present = all.filter(({ tp, fp, fn }) => tp + fp + fn > 0);
  return orNull(
    present.reduce((sum, c) => sum + score(c), 0),
    present.length,
  );
}

function weighted(all: readonly ClassCounts[], score: (c: ClassCounts) => number): number | null {
  let sum = 0;
  let support = 0;
  for (const counts of all) {
    sum += score(counts) * (counts.tp + counts.fn);
    support += counts.tp + counts.fn;
  }
  return orNull(sum, support);
}

/** What only two classes have, of the second. */
function binaryMetrics({ tp, fp, fn, tn }: ClassCounts): Metrics {
  const known = tp + fn > 0 && fp + tn > 0;
  return {
    specificity: orNull(tn, tn + fp),
    negative_predictive_value: orNull(tn, tn + fn),
    positive_likelihood_ratio: known && fp > 0 ? tp / (tp + fn) / (fp / (fp + tn)) : null,
    negative_likelihood_ratio: known && tn > 0 ? fn / (tp + fn) / (tn / (fp + tn)) : null,
  };
}

/**
 * Averages over classes (those that occur among true or predicted ones): `_macro` counts each class
 * alike, `_weighted` by its rows, `_micro` every row alike. f0_5, f2 and jaccard without an ending are
 * those of the second of two classes, else macro. All as scikit-learn; null without rows.
 */
export function averagedMetrics(confusion: Confusion): Metrics {
  const all = classCounts(confusion);
  const whole = sumCounts(all);
  const metrics: Metrics = {};
  for (const [id, scoreOf] of Object.entries(averaged)) {
    const macro = mean(all, scoreOf);
    metrics[id] = all.length === 2 && macro !== null ? scoreOf(all[1]!) : macro;
    metrics[`${id}_macro`] = macro;
    metrics[`${id}_weighted`] = weighted(all, scoreOf);
    metrics[`${id}_micro`] = macro === null ? null : scoreOf(whole);
  }
  if (all.length === 2) return { ...metrics, ...binaryMetrics(all[1]!) };
  const specificity = mean(all, ({ tn, fp }) => orZero(tn, tn + fp));
  return { ...metrics, specificity };
}

/** Scores of one class against the rest; null over nothing. */
export function oneClassMetrics(counts: ClassCounts): Metrics {
  const { tp, fp, fn, tn } = counts;
  return {
    precision: orNull(tp, tp + fp),
    recall: orNull(tp, tp + fn),
    specificity: orNull(tn, tn + fp),
    negative_predictive_value: orNull(tn, tn + fn),
    f1: orNull(2 * tp, 2 * tp + fp + fn),
    f0_5: tp + fp + fn > 0 ? fBeta(counts, 0.5) : null,
    f2: tp + fp + fn > 0 ? fBeta(counts, 2) : null,
    jaccard: orNull(tp, tp + fp + fn),
  };
}

/**
 * Cohen's kappa (1968) where a miss by more classes counts for more: by their distance, or its square.
 * Classes count as ordered as they are listed. Null when chance alone explains everything.
 */
export function weightedKappa(
  confusion: Confusion,
  distance: (apart: number) => number,
): number | null {
  const { classes, matrix } = confusion;
  const { truth, guessed, total } = margins(confusion);
  let seen = 0;
  for (let t = 0; t < classes; t++) {
    for (let p = 0; p < classes; p++) {
      seen += distance(Math.abs(t - p)) * matrix[t * classes + p]!;
    }
  }
  let chance = 0;
  for (let t = 0; t < classes; t++) {
    for (let p = 0; p < classes; p++) {
      chance += (distance(Math.abs(t - p)) * truth[t]! * guessed[p]!) / total;
    }
  }
  return chance > 0 ? 1 - seen / chance : null;
}
