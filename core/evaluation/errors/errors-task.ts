import { isAppError } from '../../base/app-error.ts';
import { countOf, wholeText } from '../../base/count-of.ts';
import { noTick, subTick, type Tick } from '../../base/tick.ts';
import type { Warning } from '../../contract/common.ts';
import type { OutputOf } from '../../contract/contract.ts';
import type { TaskContext } from '../../jobs/task.ts';
import { selectFeatures } from '../../models/select-features.ts';
import type { Table } from '../../table/table.ts';
import { chooseMetric } from '../choose-metric.ts';
import { metricInterval, scoredRows, takeScoredRows, type ScoredRows } from '../metric-interval.ts';
import type { ErrorsTaskInput } from '../rows-tasks.ts';
import { readRowColumns, readRunRows, warnOfTrainingRows } from '../run-rows.ts';
import { errorSegments, type Segment } from './error-segments.ts';
import { readableColumn, type ReadableColumn } from './readable-column.ts';
import { surprise, treeLosses } from './row-losses.ts';
import { mostToldRows, tellWorst, worstRows, writeWorst } from './worst-rows.ts';

type Output = OutputOf<'evaluation.errors'>;

/** Columns that can tell rows apart: not the target, the weight, free text or identifiers. */
function chooseColumns(table: Table, { source }: ErrorsTaskInput): ReadableColumn[] {
  const { target, weight } = source.request;
  const columns = table.columns.filter(({ name }) => name !== target.name && name !== weight);
  try {
    const wanted = new Set(selectFeatures({ ...table, columns }, { explicit: false }).names);
    return columns.filter(({ name }) => wanted.has(name)).map(readableColumn);
  } catch (error) {
    // nothing is left
    if (isAppError(error)) return [];
    throw error;
  }
}

interface Judging {
  readonly scored: ScoredRows;
  readonly losses: Float64Array;
  readonly metric: string;
  readonly seed: number;
  readonly tick: Tick;
}

function sumLosses({ losses, scored }: Judging, rows: Int32Array | null): [number, number] {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < (rows ?? losses).length; i++) {
    const row = rows ? rows[i]! : i;
    const weight = scored.weights ? scored.weights[row]! : 1;
    sum += weight * losses[row]!;
    total += weight;
  }
  return [sum, total];
}

function judge(segments: readonly Segment[], judging: Judging): Output['segments'] {
  const { scored, metric, seed, losses, tick } = judging;
  const [all] = sumLosses(judging, null);
  return segments
    .map(({ title, filter, rows }, i) => {
      tick(i / segments.length);
      const [sum, total] = sumLosses(judging, rows);
      return {
        title,
        filter,
        rows: rows.length,
        share: rows.length / losses.length,
        value: metricInterval(takeScoredRows(scored, rows), metric, { seed, tick: noTick }),
        meanLoss: total > 0 ? sum / total : 0,
        errorShare: all > 0 ? sum / all : 0,
      };
    })
    .toSorted((a, b) => b.meanLoss - a.meanLoss);
}

function warn(input: ErrorsTaskInput, segments: number, told: number): Warning[] {
  const warnings = warnOfTrainingRows(input.source);
  if (segments > 0) {
    const message =
      'The segments were looked for on these very rows: on new ones they will stand out less.';
    warnings.push({ kind: 'segments', message });
  } else {
    const message = 'No segment of the size asked for stands out.';
    warnings.push({ kind: 'segments', message });
  }
  if (told > mostToldRows) {
    const message = `The worst ${countOf(mostToldRows, 'row')} are shown; a file holds all ${wholeText(told)}.`;
    warnings.push({ kind: 'worst', message });
  }
  return warnings;
}

/** Where a model is worst on the rows its run was evaluated on. */
export async function run(input: ErrorsTaskInput, { tick }: TaskContext): Promise<Output> {
  const { source, out } = input;
  const found = await readRunRows(source, subTick(tick, 0, 0.4));
  const scored = scoredRows(found);
  const metric = chooseMetric(input.metric, scored, source.request.task);
  const { seed } = source.request;
  const table = await readRowColumns(found, () => true);
  const losses = treeLosses(scored, metric.name);
  const minRows = input.minRows ?? Math.max(20, Math.ceil(0.02 * losses.length));
  const segments = errorSegments(chooseColumns(table, input), losses, {
    weights: scored.weights,
    minRows,
    maxDepth: input.maxDepth,
    seed,
    tick: subTick(tick, 0.45, 0.7, 'Looking for segments'),
  });
  const overall = metricInterval(scored, metric.name, {
    seed,
    tick: subTick(tick, 0.7, 0.8, 'Intervals'),
  });
  const judging = { scored, losses, metric: metric.name, seed };
  const judged = judge(segments, { ...judging, tick: subTick(tick, 0.8, 0.95) });
  const loss = surprise(scored, metric.name);
  const worst = worstRows(loss, input.worst);
  if (out !== undefined) await writeWorst(out, { found, loss, table }, worst);
  const { runId, versionId, on } = source;
  tick(1);
  return {
    runId,
    versionId,
    on,
    rows: losses.length,
    metric,
    overall,
    segments: judged,
    worst: tellWorst({ found, loss, table }, worst),
    path: out ?? null,
    warnings: warn(input, judged.length, worst.length),
  };
}
