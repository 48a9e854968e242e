import type { Floats } from './floats.ts';

export const activations = ['relu', 'tanh', 'logistic'] as const;
export type Activation = (typeof activations)[number];

/** Applies the activation to the first `count` values, from one array into another or the same. */
export function activate(kind: Activation, from: Floats, to: Floats, count: number): void {
  switch (kind) {
    case 'relu':
      for (let i = 0; i < count; i++) to[i] = from[i]! > 0 ? from[i]! : 0;
      return;
    case 'tanh':
      for (let i = 0; i < count; i++) to[i] = Math.tanh(from[i]!);
      return;
    case 'logistic':
      for (let i = 0; i < count; i++) to[i] = 1 / (1 + Math.exp(-from[i]!));
  }
}

/** Multiplies `delta` by the derivative of the activation, told by what it gave. */
export function deriveActivation(
  kind: Activation,
  given: Floats,
  delta: Floats,
  count: number,
): void {
  switch (kind) {
    case 'relu':
      for (let i = 0; i < count; i++) if (given[i]! <= 0) delta[i] = 0;
      return;
    case 'tanh':
      for (let i = 0; i < count; i++) delta[i]! *= 1 - given[i]! * given[i]!;
      return;
    case 'logistic':
      for (let i = 0; i < count; i++) delta[i]! *= given[i]! * (1 - given[i]!);
  }
}
