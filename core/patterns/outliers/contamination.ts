import { z } from 'zod';

/** The share of rows to call outliers; 0 leaves it to the method's own threshold. */
export function contaminationParam(fallback: number): z.ZodDefault<z.ZodNumber> {
  return z.number().min(0).max(0.5).default(fallback).meta({
    title: 'Contamination',
    description: 'Share of the rows to call outliers; 0: by the threshold of the method itself',
  });
}

/** The (1 − share) quantile of the scores, as numpy's percentile draws its line. */
export function scoreThreshold(scores: Float64Array, share: number): number {
  const sorted = scores.toSorted();
  const at = (1 - share) * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below]! + (at - below) * (sorted[above]! - sorted[below]!);
}
