import type { LinearState } from '../states/linear.ts';

/** Linear score of one class, up to what all classes share. */
export interface ClassScore {
  readonly label: number;
  readonly coefficients: Float64Array;
  readonly intercept: number;
}

/** Margin of a class that training did not see: e^-700 is still above 0. */
export const absentMargin = -700;

/**
 * Scores as a linear state holds them: the difference of two classes' as log-odds, else one a class. Where
 * only two of several classes were seen, half the difference each, so that the absent ones stay far.
 */
export function classScores(
  scores: readonly ClassScore[],
  { classes, features }: { classes: number; features: number },
): Pick<LinearState, 'coefficients' | 'intercepts'> {
  if (classes === 2) {
    const [first, second] = [scores[0]!, scores[1]!];
    return {
      coefficients: [second.coefficients.map((value, j) => value - first.coefficients[j]!)],
      intercepts: Float64Array.of(second.intercept - first.intercept),
    };
  }
  const coefficients = Array.from({ length: classes }, () => new Float64Array(features));
  const intercepts = new Float64Array(classes).fill(absentMargin);
  const mean = new Float64Array(features + 1);
  for (const score of scores) {
    for (let j = 0; j < features; j++) mean[j]! += score.coefficients[j]! / scores.length;
    mean[features]! += score.intercept / scores.length;
  }
  for (const score of scores) {
    coefficients[score.label] = score.coefficients.map((value, j) => value - mean[j]!);
    intercepts[score.label] = score.intercept - mean[features]!;
  }
  return { coefficients, intercepts };
}
