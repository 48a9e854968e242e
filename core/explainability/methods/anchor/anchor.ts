import { createRng } from '../../../base/rng.ts';
import type { Tick } from '../../../base/tick.ts';
import type { OutputOf } from '../../../contract/contract.ts';
import type { FittedPipeline } from '../../../models/pipeline.ts';
import type { Table } from '../../../table/table.ts';
import { joinTables } from '../replace-column.ts';
import { predictRow } from '../what-if.ts';
import { bestArms, mostAsked, precisionOf, type Arm } from './best-arms.ts';
import { lowerBound, upperBound } from './bounds.ts';
import { rowDrawer, type DrawRows } from './draw-rows.ts';
import { likenessOf } from './likeness.ts';
import { predicatesOf, type Predicate } from './predicates.ts';

type Answer = OutputOf<'explainability.anchor'>;

export interface AnchorOptions {
  readonly precision: number;
  readonly seed: number;
  readonly tick: Tick;
}

interface Rule extends Arm {
  /** Numbers of its predicates, ascending. */
  readonly parts: readonly number[];
}

const delta = 0.05;
const epsilon = 0.1;
const batch = 100;
const beam = 4;
const mostConditions = 6;
/** Samplings of a rule that is checked. */
const mostChecks = 60;
/** Rows the model is asked about at once. */
const mostTogether = 4000;

interface Search {
  readonly predicates: readonly Predicate[];
  /** Training rows. */
  readonly rows: number;
  readonly draw: DrawRows;
  readonly alike: (table: Table) => Uint8Array;
  /** Told before the model is asked about so many rows. */
  readonly asking: (rows: number) => void;
}

function coverageOf({ predicates, rows }: Search, parts: readonly number[]): number {
  const masks = parts.map((part) => predicates[part]!.rows);
  let met = 0;
  for (let i = 0; i < rows; i++) if (masks.every((mask) => mask[i] === 1)) met++;
  return met / rows;
}

/** Asks the model about `each` rows of every rule. */
function sampleRules(search: Search, rules: readonly Rule[], each: number): void {
  const together = Math.max(1, Math.floor(mostTogether / each));
  for (let first = 0; first < rules.length; first += together) {
    const some = rules.slice(first, first + together);
    search.asking(some.length * each);
    const alike = search.alike(search.draw(some, each));
    some.forEach((rule, r) => {
      for (let n = r * each; n < (r + 1) * each; n++) rule.met += alike[n]!;
      rule.asked += each;
    });
  }
}

function boundsOf(rule: Arm): { low: number; high: number } {
  const level = Math.log(1 / delta) / rule.asked;
  return { low: lowerBound(precisionOf(rule), level), high: upperBound(precisionOf(rule), level) };
}

/** Samples until it is plain whether the rule is precise enough. */
function isPrecise(search: Search, rule: Rule, wanted: number): boolean {
  for (let check = 0; check < mostChecks; check++) {
    const { low, high } = boundsOf(rule);
    const mean = precisionOf(rule);
    if (mean >= wanted && low > wanted - epsilon / 2) return true;
    if (mean < wanted && high < wanted + epsilon / 2) return false;
    sampleRules(search, [rule], batch);
  }
  return false;
}

/** The parts with one more; without those on its column that it says already. */
function withPart({ predicates }: Search, parts: readonly number[], part: number): number[] {
  const added = predicates[part]!;
  const says = ({ at, rows }: Predicate): boolean =>
    at === added.at && added.rows.every((met, i) => met <= rows[i]!);
  return [...parts.filter((each) => !says(predicates[each]!)), part].toSorted((a, b) => a - b);
}

function extend(search: Search, rules: readonly Rule[], seen: Set<string>): Rule[] {
  const made: Rule[] = [];
  for (const { parts, coverage: before } of rules) {
    search.predicates.forEach((_, part) => {
      if (parts.includes(part)) return;
      const joined = withPart(search, parts, part);
      const key = joined.join();
      if (seen.has(key)) return;
      seen.add(key);
      const coverage = coverageOf(search, joined);
      // What holds for the same rows as before tells nothing.
      if (coverage > 0 && coverage < before)
        made.push({ parts: joined, coverage, asked: 0, met: 0 });
    });
  }
  return made;
}

function answer(
  search: Search,
  rule: Rule,
  wanted: number,
): Pick<Answer, 'conditions' | 'filter' | 'precision' | 'low' | 'high' | 'reached' | 'coverage'> {
  const conditions = rule.parts.map((part) => search.predicates[part]!.text);
  const { low, high } = boundsOf(rule);
  const precision = precisionOf(rule);
  return {
    conditions,
    filter: conditions.join(' and '),
    precision,
    low,
    high,
    reached: precision >= wanted && low > wanted - epsilon / 2,
    coverage: rule.coverage,
  };
}

/** Rows asked about, told as progress: each step of the beam is an equal part. */
function countAsked(steps: number, tick: Tick) {
  const asked = { samples: 0, step: 0, from: 0, expected: 1 };
  return {
    asked,
    begin(step: number, expected: number): void {
      Object.assign(asked, { step, from: asked.samples, expected });
    },
    asking(rows: number): void {
      const part = Math.min(1, (asked.samples - asked.from) / asked.expected);
      tick((asked.step + part) / (steps + 1), 'Asking the model');
      asked.samples += rows;
    },
  };
}

/**
 * An anchor (Ribeiro et al. 2018): the conditions of widest coverage under which rows are predicted like
 * the row with the wanted precision, by a beam of 4 rules with KL-LUCB bounds (δ 0.05, ε 0.1, up to 6
 * conditions); where none is precise enough, the most precise one. Rows are drawn column by column from
 * training rows that meet the conditions. Both tables as the model reads them.
 */
export function findAnchor(
  pipeline: FittedPipeline,
  tables: { readonly row: Table; readonly training: Table },
  { precision: wanted, seed, tick }: AnchorOptions,
): Answer {
  const { row, training } = tables;
  const joined = joinTables(training, row);
  const { alike, warnings } = likenessOf(pipeline, tables, tick);
  const predicates = predicatesOf(training, joined);
  const { rows } = training;
  const most = Math.min(mostConditions, predicates.length);
  const { asked, begin, asking } = countAsked(most, tick);
  const draw = rowDrawer({ joined, rows, predicates, rng: createRng(seed).fork('anchor') });
  const search: Search = { predicates, rows, draw, alike, asking };
  const sample = (some: readonly Rule[], each: number) => sampleRules(search, some, each);

  const empty: Rule = { parts: [], coverage: 1, asked: 0, met: 0 };
  sample([empty], batch);
  let best = empty;
  let found = isPrecise(search, empty, wanted) ? empty : null;
  const seen = new Set<string>();
  let rules: Rule[] = [empty];
  for (let size = 1; found === null && size <= most; size++) {
    const candidates = extend(search, rules, seen);
    if (candidates.length === 0) break;
    begin(size, mostAsked(candidates.length, beam));
    const likely = bestArms(candidates, { count: beam, epsilon, delta, sample });
    rules = likely.slice(0, beam);
    for (const rule of likely) {
      if (boundsOf(rule).low > boundsOf(best).low) best = rule;
      const wider = found === null || rule.coverage > found.coverage;
      if (wider && isPrecise(search, rule, wanted)) found = rule;
    }
  }
  const { prediction } = predictRow(pipeline, row);
  const label = typeof prediction === 'string' ? prediction : null;
  const { samples } = asked;
  return {
    label,
    prediction,
    ...answer(search, found ?? best, wanted),
    samples,
    warnings: [...warnings],
  };
}
