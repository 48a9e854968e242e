import type { Metrics, Scorer } from './metrics.ts';
import { rankedPlaces, type RankedScores } from './ranking.ts';
import { weightedMean } from './weighted-mean.ts';

const epsilon = 2 ** -52;
const clip = (p: number): number => Math.min(1 - epsilon, Math.max(epsilon, p));

/** How many classes are thought at least as probable as the true one, itself included. */
function trueRanks(y: Int32Array, probabilities: readonly Float64Array[]): Int32Array {
  return y.map((truth, i) => {
    const p = probabilities[truth]![i]!;
    let rank = 1;
    for (let k = 0; k < probabilities.length; k++) {
      const other = probabilities[k]![i]!;
      // of equal ones the last comes first, as in scikit-learn
      if (other > p || (other === p && k > truth)) rank++;
    }
    return rank;
  });
}

/** Share of rows whose class is among the 2, 3, 5 most probable, where there are more classes. */
export function topScorer(y: Int32Array, probabilities: readonly Float64Array[]): Scorer {
  const asked = [2, 3, 5].filter((k) => k < probabilities.length);
  if (asked.length === 0) return () => ({});
  const ranks = trueRanks(y, probabilities);
  const hits = asked.map((k) => Float64Array.from(ranks, (rank) => (rank <= k ? 1 : 0)));
  return (weights) =>
    Object.fromEntries(asked.map((k, i) => [`top_${k}_accuracy`, weightedMean(hits[i]!, weights)]));
}

/**
 * Where the true class stands among classes by probability, ties counted against it: mean place
 * (`coverage_error`), mean 1 ÷ place (`label_ranking_average_precision`) and the share of other classes
 * that are at least as probable (`label_ranking_loss`). As scikit-learn of one label a row.
 */
export function placeScorer(y: Int32Array, probabilities: readonly Float64Array[]): Scorer {
  const others = probabilities.length - 1;
  const places = Float64Array.from(y, (truth, i) => {
    const own = probabilities[truth]![i]!;
    return probabilities.reduce((place, column) => place + (column[i]! >= own ? 1 : 0), 0);
  });
  const inverse = places.map((place) => 1 / place);
  const missed = places.map((place) => (place - 1) / others);
  return (weights) => ({
    coverage_error: weightedMean(places, weights),
    label_ranking_average_precision: weightedMean(inverse, weights),
    label_ranking_loss: weightedMean(missed, weights),
  });
}

/**
 * Hinge loss of log-odds (two classes: max(0, 1 ∓ ln p/(1−p))) or of log-probabilities (Crammer & Singer
 * 2001: the true class against the best other). Probabilities are clipped to [ε, 1−ε].
 */
export function hingeScorer(y: Int32Array, probabilities: readonly Float64Array[]): Scorer {
  const losses = Float64Array.from(y, (truth, i) => {
    const own = clip(probabilities[truth]![i]!);
    if (probabilities.length === 2) return Math.max(0, 1 - Math.log(own / (1 - own)));
    let other = -Infinity;
    for (let k = 0; k < probabilities.length; k++) {
      if (k !== truth) other = Math.max(other, Math.log(clip(probabilities[k]![i]!)));
    }
    return Math.max(0, 1 - Math.log(own) + other);
  });
  return (weights) => ({ hinge_loss: weightedMean(losses, weights) });
}

const bins = 10;

/** Confidence and whether it came true: of the second of two classes, else of the most probable one. */
function confidences(
  y: Int32Array,
  probabilities: readonly Float64Array[],
): { readonly confidence: Float64Array; readonly right: Uint8Array } {
  if (probabilities.length === 2) {
    return { confidence: probabilities[1]!, right: Uint8Array.from(y) };
  }
  const confidence = new Float64Array(y.length);
  const right = new Uint8Array(y.length);
  for (let i = 0; i < y.length; i++) {
    let best = 0;
    for (let k = 1; k < probabilities.length; k++) {
      if (probabilities[k]![i]! > probabilities[best]![i]!) best = k;
    }
    confidence[i] = probabilities[best]![i]!;
    right[i] = y[i] === best ? 1 : 0;
  }
  return { confidence, right };
}

/**
 * Expected and maximum calibration error (Naeini et al. 2015): gap between mean confidence and the share
 * that came true, in ten equal bins (0.1 falls below) weighted by their rows, and the widest gap.
 */
export function calibrationScorer(y: Int32Array, probabilities: readonly Float64Array[]): Scorer {
  const { confidence, right } = confidences(y, probabilities);
  const bin = Uint8Array.from(confidence, (p) => {
    let at = 0;
    while (at < bins - 1 && p > (at + 1) * 0.1) at++;
    return at;
  });
  const off = confidence.map((p, i) => p - right[i]!);
  return (weights): Metrics => {
    const gap = new Float64Array(bins);
    const weight = new Float64Array(bins);
    let total = 0;
    for (let i = 0; i < y.length; i++) {
      const w = weights === null ? 1 : weights[i]!;
      gap[bin[i]!]! += w * off[i]!;
      weight[bin[i]!]! += w;
      total += w;
    }
    if (!(total > 0)) return { ece: null, mce: null };
    const widest = gap.map((sum, at) => (weight[at]! > 0 ? Math.abs(sum) / weight[at]! : 0));
    return {
      ece: gap.reduce((sum, one) => sum + Math.abs(one), 0) / total,
      mce: Math.max(...widest),
    };
  };
}

/** Kolmogorov–Smirnov distance of the scores of positives and negatives; null with one of them only. */
export function ksScorer(ranked: RankedScores): Scorer {
  const { order, positives, ends } = rankedPlaces(ranked);
  return (weights) => {
    let total = 0;
    let ofPositives = 0;
    for (let i = 0; i < order.length; i++) {
      const weight = weights === null ? 1 : weights[order[i]!]!;
      total += weight;
      ofPositives += positives[i]! * weight;
    }
    const ofNegatives = total - ofPositives;
    if (!(ofPositives > 0 && ofNegatives > 0)) return { ks: null };
    const steps = [-1 / ofNegatives, 1 / ofPositives];
    let gap = 0;
    let widest = 0;
    for (let i = 0; i < order.length; i++) {
      const weight = weights === null ? 1 : weights[order[i]!]!;
      gap += weight * steps[positives[i]!]!;
      if (ends[i] === 1) widest = Math.max(widest, Math.abs(gap));
    }
    return { ks: widest };
  };
}
