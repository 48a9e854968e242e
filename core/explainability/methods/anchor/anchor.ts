import { createRng } from '../../../base/rng.ts';
import type { Tick } from '../../../base/tick.ts';
import type { Warning } from '../../../contract/common.ts';
import type { OutputOf } from '../../../contract/contract.ts';
import type { FittedPipeline } from '../../../models/pipeline.ts';
import { predictPipeline } from '../../../models/predict.ts';
import type { Table } from '../../../table/table.ts';
import { cellNumbers, quartiles } from '../bins.ts';
import { joinTables, withNumbers } from '../replace-column.ts';
import { predictRow } from '../what-if.ts';
import { bestArms, type Arm } from './best-arms.ts';
import { lowerBound, upperBound } from './bounds.ts';
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
  readonly coverage: number;
}

const delta = 0.05;
const epsilon = 0.1;
const batch = 100;
const beam = 4;
const mostConditions = 6;
/** Samplings of one step of the beam, and of one rule that is checked. */
const mostRounds = 40;
const mostChecks = 60;

interface Search {
  readonly joined: Table;
  readonly cells: readonly Float64Array[];
  readonly predicates: readonly Predicate[];
  readonly rows: number;
  /** 1 where a row is predicted like the row. */
  readonly alike: (table: Table) => Uint8Array;
  readonly rng: ReturnType<typeof createRng>;
}

/** Whether rows are predicted like the row: the class, or the quarter of predicted numbers it is in. */
function likeness(
  pipeline: FittedPipeline,
  { row, training }: { readonly row: Table; readonly training: Table },
  tick: Tick,
) {
  const { values, labels } = predictPipeline(pipeline, row);
  if (labels) {
    const own = labels[0]!;
    const alike = (table: Table) =>
      Uint8Array.from(predictPipeline(pipeline, table).labels!, (label) => (label === own ? 1 : 0));
    return { alike, warnings: [] };
  }
  const own = values![0]!;
  const edges = quartiles(predictPipeline(pipeline, training, () => tick(0)).values!);
  const low = edges.findLast((edge) => own > edge) ?? -Infinity;
  const high = edges.find((edge) => own <= edge) ?? Infinity;
  const alike = (table: Table) =>
    Uint8Array.from(predictPipeline(pipeline, table).values!, (v) =>
      v > low && v <= high ? 1 : 0,
    );
  const range =
    low === -Infinity
      ? `at most ${high}`
      : high === Infinity
        ? `above ${low}`
        : `above ${low} and at most ${high}`;
  const message = `Predictions count as alike when they are ${range}: a quarter of those of the training rows.`;
  return { alike, warnings: [{ kind: 'range', message }] satisfies Warning[] };
}

function coverageOf({ predicates, rows }: Search, parts: readonly number[]): number {
  let met = 0;
  for (let i = 0; i < rows; i++) if (parts.every((part) => predicates[part]!.rows[i] === 1)) met++;
  return met / rows;
}

/**
 * Random training rows; where one does not meet a column's conditions, that cell is taken from a random
 * training row that does.
 */
function drawRows(search: Search, parts: readonly number[]): Table {
  const { joined, cells, predicates, rows, rng } = search;
  const base = Int32Array.from({ length: batch }, () => rng.integer(rows));
  const columns = joined.columns.map((column, j) => {
    const own = cells[j]!;
    const on = parts.map((part) => predicates[part]!).filter(({ at }) => at === j);
    const numbers = Float64Array.from(base, (i) => own[i]!);
    if (on.length === 0) return withNumbers(column, numbers);
    const meets = (i: number) => on.every((predicate) => predicate.rows[i] === 1);
    const pool = Array.from({ length: rows }, (_, i) => i).filter(meets);
    base.forEach((i, n) => {
      // No training row meets it: the row's own cell does.
      if (!meets(i))
        numbers[n] = pool.length > 0 ? own[pool[rng.integer(pool.length)]!]! : own[rows]!;
    });
    return withNumbers(column, numbers);
  });
  return { rows: batch, columns };
}

function sampleRule(search: Search, rule: Rule): void {
  for (const one of search.alike(drawRows(search, rule.parts))) rule.met += one;
  rule.asked += batch;
}

const precisionOf = ({ met, asked }: Arm): number => (asked > 0 ? met / asked : 0);

function boundsOf(rule: Arm): { low: number; high: number } {
  const level = Math.log(1 / delta) / rule.asked;
  return { low: lowerBound(precisionOf(rule), level), high: upperBound(precisionOf(rule), level) };
}

/** Samples until it is plain whether the rule is precise enough. */
function isPrecise(rule: Rule, wanted: number, sample: (rule: Rule) => void): boolean {
  for (let check = 0; check < mostChecks; check++) {
    const { low, high } = boundsOf(rule);
    const mean = precisionOf(rule);
    if (mean >= wanted && low > wanted - epsilon / 2) return true;
    if (mean < wanted && high < wanted + epsilon / 2) return false;
    sample(rule);
  }
  return false;
}

function extend(search: Search, rules: readonly Rule[], seen: Set<string>): Rule[] {
  const made: Rule[] = [];
  for (const { parts } of rules) {
    search.predicates.forEach((_, part) => {
      if (parts.includes(part)) return;
      const joined = [...parts, part].toSorted((a, b) => a - b);
      const key = joined.join();
      if (seen.has(key)) return;
      seen.add(key);
      const coverage = coverageOf(search, joined);
      if (coverage > 0) made.push({ parts: joined, coverage, asked: 0, met: 0 });
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
  const { alike, warnings } = likeness(pipeline, tables, tick);
  const search: Search = {
    joined,
    cells: joined.columns.map((column) => cellNumbers(column, joined.rows)),
    predicates: predicatesOf(training, joined),
    rows: training.rows,
    alike,
    rng: createRng(seed).fork('anchor'),
  };
  let samples = 0;
  const most = Math.min(mostConditions, search.predicates.length);
  const sample = (rule: Rule): void => {
    tick(Math.min(0.99, samples / (most * 2 * mostRounds * batch)), 'Asking the model');
    sampleRule(search, rule);
    samples += batch;
  };
  const empty: Rule = { parts: [], coverage: 1, asked: 0, met: 0 };
  sample(empty);
  let best = empty;
  let found = isPrecise(empty, wanted, sample) ? empty : null;
  const seen = new Set<string>();
  let rules: Rule[] = [empty];
  for (let size = 1; found === null && size <= most; size++) {
    const candidates = extend(search, rules, seen);
    if (candidates.length === 0) break;
    rules = bestArms(candidates, { count: beam, epsilon, delta, sample, budget: mostRounds });
    for (const rule of rules) {
      if (boundsOf(rule).low > boundsOf(best).low) best = rule;
      const wider = found === null || rule.coverage > found.coverage;
      if (wider && isPrecise(rule, wanted, sample)) found = rule;
    }
  }
  const { prediction } = predictRow(pipeline, row);
  const label = typeof prediction === 'string' ? prediction : null;
  return { label, prediction, ...answer(search, found ?? best, wanted), samples, warnings };
}
