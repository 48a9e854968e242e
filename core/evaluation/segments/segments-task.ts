import { subTick, type Tick } from '../../base/tick.ts';
import type { JudgedSegment, RunSegments } from '../../contract/evaluation-segments.ts';
import type { TaskContext } from '../../jobs/task.ts';
import { parseFilter } from '../../table/filter-expression.ts';
import { filterColumns } from '../../table/filter-columns.ts';
import type { MainMetric } from '../../models/choose-algorithm.ts';
import { chooseMetric } from '../choose-metric.ts';
import { metricInterval, scoredRows, takeScoredRows, type ScoredRows } from '../metric-interval.ts';
import { readRunRows, warnOfTrainingRows, type RunRows } from '../run-rows.ts';
import { bootstrapSeed, judgeOf, type Judge } from './judge.ts';
import { compareSegments, type SplitSegment } from './compare-segments.ts';
import { markListed } from './listed-rows.ts';
import { noDifference, segmentDifference } from './segment-difference.ts';
import { noDrift } from './segment-drift.ts';
import type { AskedSegment, SegmentsTaskInput } from './tasks.ts';

/** Segments with fewer rows are flagged. */
const smallRows = 30;

/** Places in `rows` that a segment lists, and the others. */
function splitRows(rows: Int32Array, listed: Uint32Array): Omit<SplitSegment, 'asked'> {
  const marks = markListed(rows, listed);
  const inside: number[] = [];
  const outside: number[] = [];
  marks.forEach((mark, i) => (mark === 1 ? inside : outside).push(i));
  return { inside: Int32Array.from(inside), outside: Int32Array.from(outside) };
}

function reasonOf({ asked, inside, outside }: SplitSegment): string | null {
  if (asked.evaluated.reason !== null) return asked.evaluated.reason;
  if (inside.length === 0) return 'None of its rows are among those the run was evaluated on.';
  if (outside.length > 0) return null;
  return 'All rows the run was evaluated on are in it: there is no rest to compare it with.';
}

interface Judging {
  readonly judge: Judge;
  readonly scored: ScoredRows;
  readonly metric: MainMetric;
}

const noScreen = { ratio: null, passes: null, reading: '' };

function judgeSegment(
  split: SplitSegment,
  { judge, scored, metric }: Judging,
  tick: Tick,
): Omit<JudgedSegment, 'fromRest' | 'fromTraining'> {
  const { asked, inside, outside } = split;
  const all = scored.y.length;
  const reason = reasonOf(split);
  const compared = reason === null;
  const of = new Int32Array(all);
  for (const place of inside) of[place] = 1;
  const difference = compared
    ? segmentDifference(takeScoredRows(scored, inside), takeScoredRows(scored, outside), {
        metric,
        seed: bootstrapSeed,
        tick: subTick(tick, 0.7, 0.9),
      })
    : noDifference(reason);
  return {
    id: asked.id,
    name: asked.name,
    filter: asked.filter,
    definedBy: asked.filter === null ? [] : filterColumns(parseFilter(asked.filter)),
    rows: inside.length,
    share: inside.length / all,
    small: inside.length < smallRows,
    reason,
    metrics: inside.length > 0 ? judge.metrics(inside, subTick(tick, 0, 0.2)) : {},
    rest: compared ? judge.metrics(outside, subTick(tick, 0.2, 0.7)) : {},
    difference,
    fairness: compared
      ? judge.fairness(of, subTick(tick, 0.9, 1))
      : { measures: {}, fourFifths: noScreen },
  };
}

/** How much worse a segment is than the rest; those that cannot be compared come last. */
function badness({ difference }: Pick<JudgedSegment, 'difference'>, metric: MainMetric): number {
  if (difference.value === null) return -Infinity;
  return metric.better === 'higher' ? -difference.value : difference.value;
}

function splitAll(found: RunRows, segments: readonly AskedSegment[]): SplitSegment[] {
  return segments.map((asked) => ({
    asked,
    ...splitRows(found.rows, asked.evaluated.rows ?? new Uint32Array(0)),
  }));
}

/** evaluation.segments on the rows that the run was evaluated on. */
export async function run(input: SegmentsTaskInput, { tick }: TaskContext): Promise<RunSegments> {
  const { source, segments } = input;
  const found = await readRunRows(source, subTick(tick, 0, 0.15));
  const scored = scoredRows(found);
  const metric = chooseMetric(input.metric, scored, source.request.task);
  const judge = judgeOf(found);
  const overall = metricInterval(scored, metric.name, {
    seed: bootstrapSeed,
    tick: subTick(tick, 0.15, 0.2, 'All rows'),
  });
  const splits = splitAll(found, segments);
  const judging = { judge, scored, metric };
  const part = 0.5 / Math.max(1, splits.length);
  const judged = splits.map((split, i) =>
    judgeSegment(split, judging, subTick(tick, 0.2 + i * part, 0.2 + (i + 1) * part, 'Metrics')),
  );
  const drift = await compareSegments(found, splits, {
    source,
    learned: input.learned,
    tick: subTick(tick, 0.7, 1, 'Columns'),
  });
  const told = judged.map((segment, i) => ({
    ...segment,
    ...(segment.rows > 0
      ? drift[i]!
      : { fromRest: noDrift(segment.reason!), fromTraining: noDrift(segment.reason!) }),
  }));
  const { runId, versionId, on } = source;
  tick(1);
  return {
    runId,
    versionId,
    on,
    rows: scored.y.length,
    metric: { name: metric.name, better: metric.better },
    overall,
    positive: judge.positive,
    segments: told.toSorted((a, b) => badness(b, metric) - badness(a, metric) || 0),
    warnings: warnOfTrainingRows(source),
  };
}
