import type { Task } from '../../contract/common.ts';
import type { Floats } from './floats.ts';

export interface LossInput {
  readonly task: Task;
  /** Raw outputs, [row][output]: log-odds, one score a class, or the number. */
  readonly outputs: Floats;
  readonly width: number;
  readonly batch: Int32Array;
  readonly y: Float64Array;
  readonly weights: Float64Array | null;
}

function weigh({ batch, weights }: LossInput): number {
  if (!weights) return batch.length;
  let total = 0;
  for (const row of batch) total += weights[row]!;
  return total;
}

/** Loss of one row, and how it changes with its outputs, into `delta`. */
function deriveRow({ task, outputs, width, y }: LossInput, at: number, row: number, delta: Floats) {
  const truth = y[row]!;
  if (task === 'regression') {
    const error = outputs[at]! - truth;
    delta[at] = error;
    return (error * error) / 2;
  }
  if (width === 1) {
    const score = outputs[at]!;
    delta[at] = 1 / (1 + Math.exp(-score)) - truth;
    return Math.max(score, 0) - score * truth + Math.log1p(Math.exp(-Math.abs(score)));
  }
  let highest = -Infinity;
  for (let k = 0; k < width; k++) highest = Math.max(highest, outputs[at + k]!);
  let total = 0;
  for (let k = 0; k < width; k++) total += Math.exp(outputs[at + k]! - highest);
  for (let k = 0; k < width; k++) {
    delta[at + k] = Math.exp(outputs[at + k]! - highest) / total - (truth === k ? 1 : 0);
  }
  return highest + Math.log(total) - outputs[at + truth]!;
}

/**
 * Weighted mean loss of a batch: half the squared error, or minus the log-likelihood; and how it
 * changes with each output, into `delta`.
 */
export function deriveLoss(input: LossInput, delta: Floats): { loss: number; weight: number } {
  const { batch, width, weights } = input;
  const weight = weigh(input);
  let loss = 0;
  for (let i = 0; i < batch.length; i++) {
    const row = batch[i]!;
    const share = weight > 0 ? (weights ? weights[row]! : 1) / weight : 0;
    loss += share * deriveRow(input, i * width, row, delta);
    for (let k = 0; k < width; k++) delta[i * width + k]! *= share;
  }
  return { loss, weight };
}
