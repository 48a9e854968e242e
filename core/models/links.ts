import type { Task } from '../contract/common.ts';
import type { Link, StateBase } from './states/state-kind.ts';

export function linkOf({ link }: StateBase, task: Task): Link {
  return link ?? (task === 'classification' ? 'logit' : 'identity');
}

/** Values of the target of margins of a regression: themselves, or e to them. */
export function targetValues(margin: Float64Array, link: Link): Float64Array {
  return link === 'log' ? margin.map(Math.exp) : margin;
}

/**
 * Class probabilities [class][row] of margins [output][row]: the logistic function of one output
 * (log-odds of the second class), or softmax over one output a class; as they are where the estimator
 * gives probabilities. O(rows × classes).
 */
export function classProbabilities(
  margins: readonly Float64Array[],
  link: Link = 'logit',
): Float64Array[] {
  const [first] = margins;
  if (!first) return [];
  if (link === 'probability') {
    return margins.length === 1 ? [first.map((p) => 1 - p), first] : [...margins];
  }
  if (margins.length === 1) {
    const positive = first.map((margin) => 1 / (1 + Math.exp(-margin)));
    const negative = first.map((margin) => 1 / (1 + Math.exp(margin)));
    return [negative, positive];
  }
  const probabilities = margins.map((margin) => new Float64Array(margin.length));
  for (let row = 0; row < first.length; row++) {
    let highest = -Infinity;
    for (const margin of margins) highest = Math.max(highest, margin[row]!);
    let total = 0;
    for (let k = 0; k < margins.length; k++) {
      const weight = Math.exp(margins[k]![row]! - highest);
      probabilities[k]![row] = weight;
      total += weight;
    }
    for (const probability of probabilities) probability[row]! /= total;
  }
  return probabilities;
}

/**
 * Index of the most probable class a row; the lower index of equals. With a threshold (two classes only)
 * the second where its probability is not below it.
 */
export function mostProbable(
  probabilities: readonly Float64Array[],
  threshold?: number | null,
): Int32Array {
  if (typeof threshold === 'number' && probabilities.length === 2) {
    return Int32Array.from(probabilities[1]!, (p) => (p >= threshold ? 1 : 0));
  }
  const labels = new Int32Array(probabilities[0]?.length ?? 0);
  for (let row = 0; row < labels.length; row++) {
    for (let k = 1; k < probabilities.length; k++) {
      if (probabilities[k]![row]! > probabilities[labels[row]!]![row]!) labels[row] = k;
    }
  }
  return labels;
}
