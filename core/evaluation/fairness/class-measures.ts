import type { Metrics } from '../metrics.ts';
import { groupRates, overallRates, type GroupCounts, type GroupRates } from './group-counts.ts';

type Rate = Exclude<keyof GroupRates, 'rows'>;

function valuesOf(rates: readonly GroupRates[], rate: Rate): number[] {
  return rates.map((one) => one[rate]).filter((value) => value !== null);
}

/** Highest less lowest; null with fewer than two groups that have the rate. */
function gap(values: readonly number[]): number | null {
  return values.length < 2 ? null : Math.max(...values) - Math.min(...values);
}

/** Lowest ÷ highest; 0 ÷ 0 is null: it tells nothing. */
function ratio(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const highest = Math.max(...values);
  return highest > 0 ? Math.min(...values) / highest : null;
}

function gapTo(values: readonly number[], overall: number | null): number | null {
  if (values.length < 2 || overall === null) return null;
  return Math.max(...values.map((value) => Math.abs(value - overall)));
}

/** The least of value ÷ overall and its inverse. */
function ratioTo(values: readonly number[], overall: number | null): number | null {
  if (values.length < 2 || overall === null || !(overall > 0)) return null;
  return Math.min(...values.map((v) => (v > overall ? overall / v : v / overall)));
}

type Pair = readonly [number | null, number | null];
type Choose = (a: number, b: number) => number;

const both = ([a, b]: Pair, choose: Choose): number | null =>
  a === null || b === null ? null : choose(a, b);
const mean: Choose = (a, b) => (a + b) / 2;

/** The group whose selection rate is furthest from the reference's, and how far, with its sign. */
function furthest(rates: readonly GroupRates[], reference: number): number | null {
  const base = rates[reference]?.selection ?? null;
  if (base === null) return null;
  const apart = rates.flatMap(({ selection }, g) =>
    g === reference || selection === null ? [] : selection - base,
  );
  if (apart.length === 0) return null;
  return apart.reduce((far, value) => (Math.abs(value) > Math.abs(far) ? value : far));
}

function disparateImpact(rates: readonly GroupRates[], reference: number): number | null {
  const base = rates[reference]?.selection ?? null;
  const others = rates.flatMap(({ selection }, g) =>
    g === reference || selection === null ? [] : selection,
  );
  return base === null || base === 0 || others.length === 0 ? null : Math.min(...others) / base;
}

/**
 * Measures over groups as Fairlearn defines them (between groups, and to the overall rate), and against
 * the group at `reference` as AIF360 does: disparate_impact is the least selection rate of the others ÷
 * its, statistical_parity_difference the difference furthest from 0. Unlike Fairlearn, a rate over
 * nothing takes no part instead of counting as 0. Null where undefined. O(groups).
 */
export function classMeasures(counts: GroupCounts, reference: number): Metrics {
  const rates = groupRates(counts);
  const overall = overallRates(counts);
  const selection = valuesOf(rates, 'selection');
  const tpr = valuesOf(rates, 'truePositive');
  const fpr = valuesOf(rates, 'falsePositive');
  const gaps: Pair = [gap(tpr), gap(fpr)];
  const ratios: Pair = [ratio(tpr), ratio(fpr)];
  const gapsTo: Pair = [gapTo(tpr, overall.truePositive), gapTo(fpr, overall.falsePositive)];
  const ratiosTo: Pair = [ratioTo(tpr, overall.truePositive), ratioTo(fpr, overall.falsePositive)];
  return {
    demographic_parity_difference: gap(selection),
    demographic_parity_ratio: ratio(selection),
    equalized_odds_difference: both(gaps, Math.max),
    equalized_odds_ratio: both(ratios, Math.min),
    equalized_odds_difference_mean: both(gaps, mean),
    equalized_odds_ratio_mean: both(ratios, mean),
    equal_opportunity_difference: gaps[0],
    equal_opportunity_ratio: ratios[0],
    false_positive_rate_difference: gaps[1],
    predictive_parity_difference: gap(valuesOf(rates, 'precision')),
    accuracy_difference: gap(valuesOf(rates, 'accuracy')),
    demographic_parity_difference_to_overall: gapTo(selection, overall.selection),
    demographic_parity_ratio_to_overall: ratioTo(selection, overall.selection),
    equalized_odds_difference_to_overall: both(gapsTo, Math.max),
    equalized_odds_ratio_to_overall: both(ratiosTo, Math.min),
    equal_opportunity_difference_to_overall: gapsTo[0],
    equal_opportunity_ratio_to_overall: ratiosTo[0],
    disparate_impact: disparateImpact(rates, reference),
    statistical_parity_difference: furthest(rates, reference),
  };
}
