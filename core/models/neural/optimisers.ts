import type { Floats, FloatsType } from './floats.ts';

export interface Optimiser {
  /** Moves the parameters against the gradient. */
  step(parameters: Floats, gradient: Floats): void;
}

const [beta1, beta2, epsilon] = [0.9, 0.999, 1e-8];

/** Kingma & Ba 2015. */
export function createAdam(count: number, type: FloatsType, rate: number): Optimiser {
  const first = new type(count);
  const second = new type(count);
  let updates = 0;
  return {
    step(parameters, gradient) {
      updates++;
      const scaled = (rate * Math.sqrt(1 - beta2 ** updates)) / (1 - beta1 ** updates);
      for (let i = 0; i < count; i++) {
        const g = gradient[i]!;
        const m = beta1 * first[i]! + (1 - beta1) * g;
        const v = beta2 * second[i]! + (1 - beta2) * g * g;
        first[i] = m;
        second[i] = v;
        parameters[i]! -= (scaled * m) / (Math.sqrt(v) + epsilon);
      }
    },
  };
}

/** Gradient descent with Nesterov's momentum, as scikit-learn does it. */
export function createSgd(
  count: number,
  type: FloatsType,
  { rate, momentum }: { readonly rate: number; readonly momentum: number },
): Optimiser {
  const velocity = new type(count);
  return {
    step(parameters, gradient) {
      for (let i = 0; i < count; i++) {
        const push = rate * gradient[i]!;
        const v = momentum * velocity[i]! - push;
        velocity[i] = v;
        parameters[i]! += momentum * v - push;
      }
    },
  };
}
