import type { FitOptions } from '../estimator.ts';
import type { LinearState } from '../states/linear.ts';
import { classWeights, columnMeans } from '../weighted-moments.ts';
import type { Matrix } from '../../table/matrix.ts';

/** How much less likely a class is that no training row has; e^−700 is still above 0. */
const absence = 700;

/** Linear log-likelihoods of the classes. */
export interface ClassScores {
  /** [class][feature] */
  readonly coefficients: readonly Float64Array[];
  /** [class] */
  readonly intercepts: Float64Array;
}

/** What Bayes' rule starts from. */
export interface Priors {
  /** Weight of each class. */
  readonly counts: Float64Array;
  /** Logarithm of the share of each class; of a class that no row has, −Infinity. */
  readonly logPriors: Float64Array;
}

/** Class shares, or equal ones when `fitPrior` is off. */
export function classPriors(
  y: Float64Array,
  { classes, weights }: Pick<FitOptions<unknown>, 'classes' | 'weights'>,
  fitPrior = true,
): Priors {
  const counts = classWeights(y, classes, weights);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const present = counts.filter((count) => count > 0).length;
  const logPriors = counts.map((count) =>
    count > 0 ? Math.log(fitPrior ? count / total : 1 / present) : -Infinity,
  );
  return { counts, logPriors };
}

/** Sum of weight × value by class: [class][feature]. O(rows × features). */
export function featureSums(
  columns: readonly Float64Array[],
  y: Float64Array,
  { classes, weights, tick }: Pick<FitOptions<unknown>, 'classes' | 'weights' | 'tick'>,
): Float64Array[] {
  const sums = Array.from({ length: classes }, () => new Float64Array(columns.length));
  columns.forEach((column, j) => {
    tick(j / columns.length);
    for (let i = 0; i < column.length; i++) {
      sums[y[i]!]![j]! += (weights ? weights[i]! : 1) * column[i]!;
    }
  });
  return sums;
}

/** Scores as margins: the difference for two classes; one a class for more, absent ones far below. */
export function toMargins(
  { coefficients, intercepts }: ClassScores,
  { counts }: Priors,
): ClassScores {
  if (counts.length === 2) {
    const [none, one] = coefficients;
    return {
      coefficients: [one!.map((value, j) => value - none![j]!)],
      intercepts: Float64Array.of(intercepts[1]! - intercepts[0]!),
    };
  }
  const present = Array.from(counts.keys()).filter((label) => counts[label]! > 0);
  const mean = (values: (label: number) => number) =>
    present.reduce((sum, label) => sum + values(label), 0) / present.length;
  const isAbsent = (label: number) => counts[label] === 0;
  return {
    coefficients: coefficients.map((own, label) =>
      isAbsent(label) ? own.map((_, j) => mean((other) => coefficients[other]![j]!)) : own,
    ),
    intercepts: intercepts.map((own, label) =>
      isAbsent(label) ? mean((other) => intercepts[other]!) - absence : own,
    ),
  };
}

/** The same for scores that were worked out row by row: [class][row]. */
export function jointMargins(scores: Float64Array[], logPriors: Float64Array): Float64Array[] {
  const [none, one] = scores;
  if (scores.length === 2) return [one!.map((value, row) => value - none![row]!)];
  const present = scores.filter((_, label) => logPriors[label]! > -Infinity);
  return scores.map((own, label) =>
    logPriors[label]! > -Infinity
      ? own
      : own.map((_, row) => Math.min(...present.map((score) => score[row]!)) - absence),
  );
}

/** Scores that are linear in the columns as they are. */
export function linearScores(
  x: Matrix,
  { scores, priors }: { scores: ClassScores; priors: Priors },
  weights: Float64Array | null,
): LinearState {
  return { kind: 'linear', ...toMargins(scores, priors), means: columnMeans(x, weights) };
}
