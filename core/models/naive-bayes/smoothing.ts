import { z } from 'zod';

/** Parameters that models of counts share. */
export const countParams = {
  alpha: z.number().min(0).max(1e6).default(1).meta({
    title: 'Smoothing',
    description: 'Added to every count (Laplace): keeps what training never saw possible',
  }),
  fit_prior: z.boolean().default(true).meta({
    title: 'Learn class shares',
    description: 'Off: every class is equally likely beforehand',
  }),
};

/** Smoothing of 0 would give logarithms of 0; scikit-learn has the same floor. */
export function smoothingOf(alpha: number): number {
  return Math.max(alpha, 1e-10);
}
