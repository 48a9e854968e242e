import type { DriftColumn } from '../contract/monitoring.ts';

/**
 * A word for an effect, which is the Kolmogorov-Smirnov distance or the total variation distance: both
 * are shares of rows, 0..1, that do not grow with the number of rows. Below 0.1 none, below 0.2 small,
 * below 0.4 moderate, else large.
 */
export function effectVerdict(effect: number): DriftColumn['verdict'] {
  if (effect < 0.1) return 'none';
  if (effect < 0.2) return 'small';
  return effect < 0.4 ? 'moderate' : 'large';
}
