import type { Floats } from './floats.ts';

const epsilon = 1e-5;
const memory = 0.9;

interface Learned {
  readonly values: Floats;
  readonly gradient: Floats;
}

/** One layer's batch normalisation (Ioffe & Szegedy 2015). */
export interface Normalisation {
  readonly gamma: Learned;
  readonly beta: Learned;
  /** Standardised values of the last batch. */
  readonly standard: Floats;
  /** Standard deviations of the last batch. */
  readonly deviations: Float64Array;
  /** Running, weighted towards later batches; to be divided by 1 − 0.9^updates. */
  readonly means: Float64Array;
  readonly variances: Float64Array;
  readonly updates: { count: number };
}

interface Shape {
  readonly rows: number;
  readonly outputs: number;
}

/** Mean and standard deviation that scoring uses, of each unit. */
export function runningMoments({ means, variances, updates }: Normalisation): {
  means: Float64Array;
  deviations: Float64Array;
} {
  const seen = updates.count === 0 ? 1 : 1 - memory ** updates.count;
  return {
    means: means.map((mean) => mean / seen),
    deviations: variances.map((variance) =>
      Math.sqrt((updates.count === 0 ? 1 : variance / seen) + epsilon),
    ),
  };
}

function batchMoments(values: Floats, { rows, outputs }: Shape) {
  const means = new Float64Array(outputs);
  const variances = new Float64Array(outputs);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < outputs; j++) means[j]! += values[i * outputs + j]! / rows;
  }
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < outputs; j++) {
      variances[j]! += (values[i * outputs + j]! - means[j]!) ** 2 / rows;
    }
  }
  return { means, variances };
}

/** Standardises each unit over the batch, or by the running moments, then scales and shifts. In place. */
export function normalise(
  norm: Normalisation,
  values: Floats,
  { rows, outputs, training }: Shape & { readonly training: boolean },
): void {
  const { gamma, beta, standard } = norm;
  let { means, deviations } = runningMoments(norm);
  if (training) {
    const batch = batchMoments(values, { rows, outputs });
    means = batch.means;
    deviations = batch.variances.map((variance) => Math.sqrt(variance + epsilon));
    norm.deviations.set(deviations);
    for (let j = 0; j < outputs; j++) {
      norm.means[j] = memory * norm.means[j]! + (1 - memory) * means[j]!;
      norm.variances[j] = memory * norm.variances[j]! + (1 - memory) * batch.variances[j]!;
    }
    norm.updates.count++;
  }
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < outputs; j++) {
      const at = i * outputs + j;
      standard[at] = (values[at]! - means[j]!) / deviations[j]!;
      values[at] = gamma.values[j]! * standard[at]! + beta.values[j]!;
    }
  }
}

/** Turns how the loss changes with what came out into how it changes with what went in. In place. */
export function backNormalise(
  { gamma, beta, standard, deviations }: Normalisation,
  delta: Floats,
  { rows, outputs }: Shape,
): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < outputs; j++) {
      const at = i * outputs + j;
      beta.gradient[j]! += delta[at]!;
      gamma.gradient[j]! += delta[at]! * standard[at]!;
    }
  }
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < outputs; j++) {
      const at = i * outputs + j;
      const centred = delta[at]! - (beta.gradient[j]! + standard[at]! * gamma.gradient[j]!) / rows;
      delta[at] = (gamma.values[j]! / deviations[j]!) * centred;
    }
  }
}
