import { subTick, type Tick } from '../../base/tick.ts';
import type { JudgedSegment } from '../../contract/evaluation-segments.ts';
import type { MainMetric } from '../../models/choose-algorithm.ts';
import { pairSpread, resampleRuns, type Resampled } from '../comparison/paired-bootstrap.ts';
import { pText } from '../comparison/readings.ts';
import { takeScoredRows, type ScoredRows } from '../metric-interval.ts';
import { metricScorer } from '../metric-scorer.ts';

type Difference = JudgedSegment['difference'];

const significant = 0.05;
/** Of each part: 500 resamples of 20,000 rows. */
const mostWork = 10_000_000;

interface Options {
  readonly metric: MainMetric;
  readonly seed: number;
  readonly tick: Tick;
}

/** What is said where there is no difference to tell. */
export function noDifference(reading: string): Difference {
  return { value: null, low: null, high: null, pValue: null, verdict: null, reading };
}

function valueOf(rows: ScoredRows, id: string): number | null {
  return metricScorer(rows, id)(rows.weights);
}

function resample(part: ScoredRows, { metric, seed, tick }: Options): Resampled {
  return resampleRuns((rows) => [metricScorer(takeScoredRows(part, rows), metric.name)], {
    rows: part.y.length,
    weights: part.weights,
    seed,
    tick,
    mostWork,
  });
}

/** Resamples around the value of all rows, as wide as all rows would make them. */
function around(value: number, { values, centre, shrink }: Resampled): (number | null)[] {
  const middle = centre[0] ?? null;
  return values[0]!.map((one) =>
    one === null || middle === null || !Number.isFinite(one)
      ? null
      : value + (one - middle) * shrink,
  );
}

/** Resamples that all agree, as those of rows that are all right, tell nothing of what others would give. */
function varies(values: readonly (number | null)[]): boolean {
  const known = values.filter((value) => value !== null);
  return known.some((value) => value !== known[0]);
}

function read(pValue: number | null, verdict: Difference['verdict']): string {
  if (pValue === null)
    return 'Too few rows, or too alike, to tell whether the difference is chance.';
  const p = pText(pValue);
  if (verdict === 'worse') return `Worse than the rest beyond chance (${p}).`;
  if (verdict === 'better') return `Better than the rest beyond chance (${p}).`;
  return `No difference to the rest is shown (${p}); that does not prove them equal.`;
}

/**
 * The metric of a segment less that of the rest. The parts share no row, so that each is resampled by
 * itself (Efron 1979): percentile bounds and a two-sided p from the differences of the resamples.
 */
export function segmentDifference(
  segment: ScoredRows,
  rest: ScoredRows,
  options: Options,
): Difference {
  const { metric, seed, tick } = options;
  const [inside, outside] = [valueOf(segment, metric.name), valueOf(rest, metric.name)];
  if (inside === null || outside === null) {
    const where = inside === null ? 'on the rows of the segment' : 'on the other rows';
    return noDifference(`The metric has no value ${where}: choose another, or a larger segment.`);
  }
  const first = resample(segment, { ...options, tick: subTick(tick, 0, 0.5) });
  // other draws: with the same ones parts of one size would move together
  const second = resample(rest, { ...options, seed: seed + 1, tick: subTick(tick, 0.5, 1) });
  const values = [around(inside, first), around(outside, second)];
  const most = Math.min(values[0]!.length, values[1]!.length);
  const value = inside - outside;
  if (!values.every(varies)) return { ...noDifference(read(null, null)), value };
  const { low, high, pValue } = pairSpread(
    { values: values.map((part) => part.slice(0, most)), centre: [inside, outside], shrink: 1 },
    [0, 1],
    value,
  );
  const told = pValue !== null && pValue < significant && value !== 0;
  const better = metric.better === 'higher' ? value > 0 : value < 0;
  const verdict = !told ? null : better ? 'better' : 'worse';
  const bounds = { value, low, high, ...(low === null ? {} : { method: 'bootstrap' as const }) };
  return { ...bounds, pValue, verdict, reading: read(pValue, verdict) };
}
