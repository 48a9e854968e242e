import type { Loss, LossRows } from './smooth-objective.ts';

interface Targets {
  readonly y: Float64Array;
  readonly weights: Float64Array | null;
}

/**
 * Half the unit deviance of a Tweedie distribution of mean e^margin, but for what does not depend on the
 * margin: power 1 is Poisson, 2 gamma, 3 inverse Gaussian; between 1 and 2 a sum of gammas, with
 * zeros. Jørgensen 1987; scikit-learn's HalfTweedieLoss.
 */
export function tweedieLoss({ y, weights }: Targets, power: number): Loss {
  const evaluate = ({ margins, residuals, from, length }: LossRows): number => {
    const margin = margins[0]!;
    const residual = residuals[0]!;
    let loss = 0;
    for (let i = 0; i < length; i++) {
      const weight = weights ? weights[from + i]! : 1;
      const eta = margin[i]!;
      const target = y[from + i]!;
      // e^(2−p)η and y e^(1−p)η: the two terms of loss, slope and curvature alike.
      const own = power === 2 ? 1 : Math.exp((2 - power) * eta);
      const pull = target === 0 ? 0 : power === 1 ? target : target * Math.exp((1 - power) * eta);
      const mean = power === 2 ? eta : own / (2 - power);
      loss += weight * (mean - (power === 1 ? target * eta : pull / (1 - power)));
      residual[i] = weight * (own - pull);
      const curvature = (2 - power) * own - (1 - power) * pull;
      // Beyond power 2 the loss is not convex; its expected curvature is positive.
      margin[i] = weight * (power > 2 ? own : curvature);
    }
    return loss;
  };
  return {
    outputs: 1,
    evaluate,
    curvature({ margins, length }, _outputs, target) {
      for (let i = 0; i < length; i++) target[i] = margins[0]![i]!;
    },
  };
}
