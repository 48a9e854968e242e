import type { Evaluation } from '../contract/evaluation.ts';
import { evaluateClasses } from './evaluate-classes.ts';
import { evaluateNumbers } from './evaluate-numbers.ts';
import type { EvaluationInput } from './evaluation-input.ts';

/**
 * Everything that is shown of how predictions compare with the truth: metrics with 95 % bootstrap
 * intervals, curves, thresholds, residuals and the roll-up by group. Same input, same output.
 */
export function evaluate(input: EvaluationInput): Evaluation {
  return input.task === 'classification' ? evaluateClasses(input) : evaluateNumbers(input);
}
