import { subTick, type Tick } from '../../base/tick.ts';
import type { Evaluation } from '../../contract/evaluation.ts';
import { mostProbable } from '../../models/links.ts';
import { analyticIntervals } from '../analytic-intervals.ts';
import { bootstrapIntervals } from '../bootstrap.ts';
import { confusionOf } from '../confusion.ts';
import { fullClassificationScorer } from '../full-class-metrics.ts';
import type { Metrics, Scorer } from '../metrics.ts';
import { orderDescending } from '../ranking.ts';
import { takeValues } from '../take-values.ts';
import { wilsonInterval } from '../wilson.ts';
import { classMeasures } from './class-measures.ts';
import type { Decisions } from './decide.ts';
import { countCells, groupCells } from './group-counts.ts';

type Intervals = Evaluation['intervals'];

export interface ClassRows {
  readonly y: Int32Array;
  readonly probabilities: readonly Float64Array[];
  readonly weights: Float64Array | null;
  readonly decisions: Decisions;
}

export interface IntervalOptions {
  readonly seed: number;
  readonly tick: Tick;
}

function takeClassRows(all: ClassRows, rows: Int32Array): ClassRows {
  const { actual, selected, scores, cut, shown } = all.decisions;
  const flags = (values: Uint8Array): Uint8Array => Uint8Array.from(rows, (row) => values[row]!);
  return {
    y: takeValues(all.y, rows),
    probabilities: all.probabilities.map((column) => takeValues(column, rows)),
    weights: all.weights && takeValues(all.weights, rows),
    decisions: {
      actual: flags(actual),
      selected: flags(selected),
      scores: takeValues(scores, rows),
      cut,
      shown,
    },
  };
}

/** Two classes with the favourable one second, or all classes as they are; with what calls them. */
interface Problem {
  readonly y: Int32Array;
  readonly probabilities: readonly Float64Array[];
  readonly threshold: number | undefined;
}

function problemOf({ y, probabilities, decisions }: ClassRows): Problem {
  if (probabilities.length !== 2) return { y, probabilities, threshold: undefined };
  const { actual, scores, cut } = decisions;
  const rest = probabilities[0] === scores ? probabilities[1]! : probabilities[0]!;
  const negative = rest === scores ? scores.map((p) => 1 - p) : rest;
  return { y: Int32Array.from(actual), probabilities: [negative, scores], threshold: cut };
}

const rateIds = [
  'selection_rate',
  'base_rate',
  'true_positive_rate',
  'false_positive_rate',
  'true_negative_rate',
  'false_negative_rate',
] as const;

type Share = readonly [part: number, whole: number];

/** Weight of rows that have, and that could have, what each rate is about. */
function sharesOf(cells: Int32Array, weights: Float64Array | null): Share[] {
  const [tn, fp, fn, tp] = countCells(cells, 1, weights) as unknown as number[];
  const actual = fn! + tp!;
  const rest = tn! + fp!;
  const selected = fp! + tp!;
  return [
    [selected, actual + rest],
    [actual, actual + rest],
    [tp!, actual],
    [fp!, rest],
    [tn!, rest],
    [fn!, actual],
  ];
}

function rateScorer({ decisions }: ClassRows): { cells: Int32Array; score: Scorer } {
  const { actual, selected } = decisions;
  const cells = groupCells(new Int32Array(actual.length), actual, selected);
  const score: Scorer = (weights) => {
    const shares = sharesOf(cells, weights);
    return Object.fromEntries(
      rateIds.map((id, i) => [id, shares[i]![1] > 0 ? shares[i]![0] / shares[i]![1] : null]),
    );
  };
  return { cells, score };
}

function scorerOf(rows: ClassRows): Scorer {
  const { y, probabilities, threshold } = problemOf(rows);
  const full = fullClassificationScorer(y, probabilities, threshold);
  const { score } = rateScorer(rows);
  return (weights) => ({ ...score(weights), ...full(weights) });
}

/** Intervals by formula, where rows count alike. */
function formulaIntervals(rows: ClassRows, metrics: Metrics): Intervals {
  if (rows.weights !== null) return {};
  const { y, probabilities, threshold } = problemOf(rows);
  const classes = probabilities.length;
  const predicted = mostProbable(probabilities, threshold);
  const confusion = confusionOf(y, predicted, { classes, weights: null });
  const scores = probabilities[1]!;
  const ranked = classes === 2 ? { y, positive: 1, scores, order: orderDescending(scores) } : null;
  const shares = sharesOf(rateScorer(rows).cells, null);
  const rates = rateIds.flatMap((id, i) => {
    const [part, whole] = shares[i]!;
    if (whole === 0) return [];
    return [[id, { value: part / whole, ...wilsonInterval(part, whole), method: 'wilson' }]];
  }) as [string, Intervals[string]][];
  return { ...analyticIntervals(metrics, confusion, ranked), ...Object.fromEntries(rates) };
}

/**
 * Every classification metric of the rows with its 95 % interval, and how often the favourable class is
 * called, right and wrong. Of two classes the favourable one is the one precision, recall … are of.
 */
export function classGroupMetrics(
  all: ClassRows,
  rows: Int32Array | null,
  options: IntervalOptions,
): Intervals {
  const taken = rows === null ? all : takeClassRows(all, rows);
  const metrics = scorerOf(taken)(taken.weights);
  const { intervals } = bootstrapIntervals(
    (drawn) => scorerOf(takeClassRows(taken, drawn)),
    metrics,
    {
      rows: taken.y.length,
      weights: taken.weights,
      ...options,
    },
  );
  return { ...intervals, ...formulaIntervals(taken, metrics) };
}

export interface GroupedRows {
  /** Group of each row; −1 takes no part. */
  readonly of: Int32Array;
  readonly groups: number;
  /** The group that others are measured against. */
  readonly reference: number;
}

/** The measures of `classMeasures` with bootstrap intervals. */
export function classMeasureIntervals(
  { decisions, weights }: Pick<ClassRows, 'decisions' | 'weights'>,
  { of, groups, reference }: GroupedRows,
  { seed, tick }: IntervalOptions,
): Intervals {
  const rows = Int32Array.from(of.keys()).filter((row) => of[row]! >= 0);
  const { actual, selected } = decisions;
  const cells = takeValues(groupCells(of, actual, selected), rows);
  const given = weights && takeValues(weights, rows);
  const measure = (some: Int32Array, w: Float64Array | null): Metrics =>
    classMeasures(countCells(some, groups, w), reference);
  const observed = measure(cells, given);
  return bootstrapIntervals(
    (drawn) => {
      const some = takeValues(cells, drawn);
      return (w) => measure(some, w);
    },
    observed,
    { rows: cells.length, weights: given, seed, tick: subTick(tick, 0, 1) },
  ).intervals;
}

/** The four-fifths screen of selection rates, in words that leave the verdict to people. */
export function fourFifthsScreen(ratio: number | null): {
  ratio: number | null;
  passes: boolean | null;
  reading: string;
} {
  const caution =
    'This is a screen from US employment guidance, often misapplied: passing it does not make a model fair or lawful, and failing it does not prove the opposite.';
  if (ratio === null) {
    return { ratio, passes: null, reading: `No ratio of selection rates can be told. ${caution}` };
  }
  const passes = ratio >= 0.8;
  const said = passes ? 'is at least' : 'is below';
  const reading = `The lowest selection rate ${said} four fifths of the highest (${ratio.toFixed(3)}). ${caution}`;
  return { ratio, passes, reading };
}
