import type { OutputOf } from '../../contract/contract.ts';
import type { Tick } from '../../base/tick.ts';
import type { Itemset } from '../pattern-algorithm.ts';
import type { AssociationParams } from './association-algorithm.ts';

export type Rule = OutputOf<'patterns.associations'>['rules'][number];

/** A rule in items, with how many transactions have its sides. */
interface FoundRule {
  readonly antecedent: readonly number[];
  readonly consequent: readonly number[];
  readonly both: number;
  readonly left: number;
  readonly right: number;
}

/** A rule with how far above chance it is, to sort by. */
interface Ranked extends FoundRule {
  readonly lift: number;
  readonly confidence: number;
}

export interface RuleOptions {
  readonly transactions: number;
  readonly params: AssociationParams;
  /** Share of the transactions in which the items could be seen at all. */
  readonly representativity: (items: readonly number[]) => number;
  readonly names: readonly string[];
  readonly tick: Tick;
}

/**
 * Rules between the parts of frequent itemsets, the highest lift first, with the measures of mlxtend.
 * `itemsets` hold every subset of each. How many there are is told besides.
 */
export function findRules(
  itemsets: readonly Itemset[],
  options: RuleOptions,
): { readonly rules: Rule[]; readonly count: number } {
  const { transactions, params, names } = options;
  const counts = new Map(itemsets.map(({ items, count }) => [items.join(), count]));
  const countOf = (items: readonly number[]): number => counts.get(items.join())!;
  let kept: Ranked[] = [];
  let count = 0;
  const trim = (): void => {
    kept = kept.sort(byLift).slice(0, params.max_rules);
  };
  itemsets.forEach(({ items, count: both }, at) => {
    if (at % 256 === 0) options.tick(at / itemsets.length);
    if (items.length < 2) return;
    for (let mask = 1; mask < 2 ** items.length - 1; mask++) {
      const antecedent = items.filter((_, i) => (mask & (1 << i)) !== 0);
      const left = countOf(antecedent);
      const confidence = both / left;
      if (confidence < params.min_confidence) continue;
      const consequent = items.filter((_, i) => (mask & (1 << i)) === 0);
      const right = countOf(consequent);
      const lift = (both * transactions) / (left * right);
      if (lift < params.min_lift) continue;
      const rule = { antecedent, consequent, both, left, right, lift, confidence };
      if (params.prune_redundant && isRedundant(rule, countOf)) continue;
      count++;
      kept.push(rule);
      if (kept.length >= 4 * params.max_rules + 1000) trim();
    }
  });
  trim();
  const named = (ids: readonly number[]) => ids.map((item) => names[item]!);
  const rules = kept.map((rule) => ({
    antecedent: named(rule.antecedent),
    consequent: named(rule.consequent),
    ...measures(rule, transactions),
    representativity: options.representativity([...rule.antecedent, ...rule.consequent]),
  }));
  return { rules, count };
}

function byLift(a: Ranked, b: Ranked): number {
  return (
    b.lift - a.lift ||
    b.confidence - a.confidence ||
    b.both - a.both ||
    a.antecedent.length - b.antecedent.length ||
    compareKeys(a.antecedent.join(), b.antecedent.join()) ||
    compareKeys(a.consequent.join(), b.consequent.join())
  );
}

function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether a part of the left side implies the right one as surely. */
function isRedundant(
  { antecedent, consequent, both, left }: FoundRule,
  countOf: (items: readonly number[]) => number,
): boolean {
  for (let mask = 1; mask < 2 ** antecedent.length - 1; mask++) {
    const part = antecedent.filter((_, i) => (mask & (1 << i)) !== 0);
    const whole = [...part, ...consequent].sort((a, b) => a - b);
    if (countOf(whole) * left >= both * countOf(part)) return true;
  }
  return false;
}

/** mlxtend's `association_rules`; a confidence of 1 has infinite conviction, which is null here. */
export function measures(
  { both, left, right }: Pick<FoundRule, 'both' | 'left' | 'right'>,
  transactions: number,
): Omit<Rule, 'antecedent' | 'consequent' | 'representativity'> {
  const support = both / transactions;
  const antecedentSupport = left / transactions;
  const consequentSupport = right / transactions;
  const confidence = both / left;
  const leverage = support - antecedentSupport * consequentSupport;
  const bound = Math.max(
    support * (1 - antecedentSupport),
    antecedentSupport * (consequentSupport - support),
  );
  return {
    antecedentSupport,
    consequentSupport,
    support,
    confidence,
    lift: confidence / consequentSupport,
    leverage,
    conviction: both === left ? null : (1 - consequentSupport) / (1 - confidence),
    zhang: bound === 0 ? 0 : leverage / bound,
    jaccard: both / (left + right - both),
    certainty:
      right === transactions ? 0 : (confidence - consequentSupport) / (1 - consequentSupport),
    kulczynski: (confidence + both / right) / 2,
  };
}
