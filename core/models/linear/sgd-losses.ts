/** ∂loss/∂margin and the loss of one row. For classes y is −1 or 1. */
export interface RowLoss {
  value(margin: number, y: number): number;
  slope(margin: number, y: number): number;
}

const softplus = (z: number): number => Math.log1p(Math.exp(-Math.abs(z))) + Math.max(z, 0);

export const classLosses = {
  hinge: {
    value: (p, y) => Math.max(0, 1 - p * y),
    slope: (p, y) => (p * y <= 1 ? -y : 0),
  },
  squared_hinge: {
    value: (p, y) => Math.max(0, 1 - p * y) ** 2,
    slope: (p, y) => (p * y < 1 ? -2 * y * (1 - p * y) : 0),
  },
  log_loss: {
    value: (p, y) => softplus(-p * y),
    slope: (p, y) => -y / (1 + Math.exp(p * y)),
  },
  modified_huber: {
    value: (p, y) => (p * y >= 1 ? 0 : p * y >= -1 ? (1 - p * y) ** 2 : -4 * p * y),
    slope: (p, y) => (p * y >= 1 ? 0 : p * y >= -1 ? -2 * y * (1 - p * y) : -4 * y),
  },
  perceptron: {
    value: (p, y) => Math.max(0, -p * y),
    slope: (p, y) => (p * y <= 0 ? -y : 0),
  },
} as const satisfies Record<string, RowLoss>;

/** Losses of a number; `epsilon` in the units of the target. */
export const numberLosses = {
  squared_error: () => ({
    value: (p, y) => (p - y) ** 2 / 2,
    slope: (p, y) => p - y,
  }),
  huber: (epsilon) => ({
    value: (p, y) => {
      const size = Math.abs(p - y);
      return size <= epsilon ? size ** 2 / 2 : epsilon * (size - epsilon / 2);
    },
    slope: (p, y) => Math.max(-epsilon, Math.min(epsilon, p - y)),
  }),
  epsilon_insensitive: (epsilon) => ({
    value: (p, y) => Math.max(0, Math.abs(p - y) - epsilon),
    slope: (p, y) => (Math.abs(p - y) > epsilon ? Math.sign(p - y) : 0),
  }),
  squared_epsilon_insensitive: (epsilon) => ({
    value: (p, y) => Math.max(0, Math.abs(p - y) - epsilon) ** 2,
    slope: (p, y) => 2 * Math.sign(p - y) * Math.max(0, Math.abs(p - y) - epsilon),
  }),
} as const satisfies Record<string, (epsilon: number) => RowLoss>;
