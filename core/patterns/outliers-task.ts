import { AppError } from '../base/app-error.ts';
import { subTick } from '../base/tick.ts';
import type { Histogram, Warning } from '../contract/common.ts';
import type { OutputOf } from '../contract/contract.ts';
import type { VersionColumn } from '../contract/data.ts';
import { declareTask, type TaskContext } from '../jobs/task.ts';
import {
  readAnalysisRows,
  sampleRows,
  type AnalysisRows,
  type AnalysisSource,
} from './analysis-source.ts';
import { checkParams, outlierAlgorithms, requireAlgorithm } from './catalogue.ts';
import type { AnalysisTaskOutput } from './clusters-task.ts';
import { plottedRows, principalMap } from './map-points.ts';
import { createReasons } from './outliers/reasons.ts';
import { listNames } from '../preprocessing/coded.ts';
import type { Matrix } from '../table/matrix.ts';
import { isCoded, takeTableRows } from '../table/table.ts';
import type { OutlierAlgorithm } from './pattern-algorithm.ts';
import { saveColumns, type SaveTarget } from './save-columns.ts';
import type { Scaling } from './scale-columns.ts';

type Output = OutputOf<'patterns.outliers'>;

export interface OutliersTaskInput extends AnalysisSource {
  readonly algorithm: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly scaling: Scaling;
  readonly seed: number;
  readonly save: SaveTarget | null;
}

export type OutliersTaskOutput = AnalysisTaskOutput<
  'kind' | 'threshold' | 'outliers' | 'scores' | 'found' | 'map' | 'flagged',
  Output
>;

export const outliersTask = declareTask<OutliersTaskInput, OutliersTaskOutput>('patterns.outliers');

const mostFound = 1000;
const bins = 40;

export async function run(
  input: OutliersTaskInput,
  { tick, stopEarly }: TaskContext,
): Promise<OutliersTaskOutput> {
  const algorithm = requireAlgorithm(outlierAlgorithms, input.algorithm);
  const params = checkParams(algorithm, input.params);
  const data = await readAnalysisRows(input, { ...input, tick: subTick(tick, 0, 0.1) });
  const rest = 'The others have no score.';
  const kept = fittingColumns(data, algorithm);
  const sample = sampleRows(kept.x, algorithm.mostRows, { title: algorithm.title, rest });
  const { scores, threshold, warnings } = algorithm.run(sample.x, {
    params,
    seed: input.seed,
    stopEarly,
    tick: subTick(tick, 0.1, 0.9, 'Scoring'),
  });
  const rowNumbers = sample.taken
    ? Uint32Array.from(sample.taken, (position) => data.rowNumbers[position]!)
    : data.rowNumbers;
  const table = sample.taken ? takeTableRows(data.table, sample.taken) : data.table;
  tick(0.9, 'Describing');
  const found: number[] = [];
  scores.forEach((score, i) => {
    if (score > threshold) found.push(i);
  });
  found.sort((a, b) => scores[b]! - scores[a]! || a - b);
  const reasons = createReasons(table);
  const body: OutliersTaskOutput['body'] = {
    kind: 'outliers',
    threshold,
    outliers: found.length,
    scores: histogramOf(scores),
    found: found.slice(0, mostFound).map((i) => ({
      row: rowNumbers[i]!,
      score: scores[i]!,
      reasons: reasons(i),
    })),
    map: principalMap(sample.x, rowNumbers),
    flagged: Array.from(plottedRows(sample.x.rows), (i) => scores[i]! > threshold),
  };
  const saved = await saveScores(input, rowNumbers, { scores, threshold });
  tick(1, 'Done');
  const columns = data.table.columns.map(({ name }) => name);
  return {
    body,
    params,
    columns,
    rows: sample.x.rows,
    warnings: [...data.warnings, ...kept.warnings, ...sample.warnings, ...(warnings ?? [])],
    saved,
  };
}

/** The columns that the algorithm can look at, with a warning that names the others. */
function fittingColumns(
  { table, scaled, measured }: AnalysisRows,
  { numbersOnly, title }: OutlierAlgorithm,
): { readonly x: Matrix; readonly warnings: readonly Warning[] } {
  const left = table.columns.filter((column) => numbersOnly && isCoded(column));
  if (left.length === 0) return { x: scaled, warnings: [] };
  const kept = scaled.names.flatMap((_, j) => (measured[j] ? [j] : []));
  const names = listNames(left.map(({ name }) => name));
  if (kept.length === 0) {
    throw new AppError(
      'NOT_ENOUGH_DATA',
      `${title} looks at numbers; the columns hold none: ${names}`,
      {
        hint: 'Name columns of numbers, or choose isolation_forest',
        path: 'columns',
      },
    );
  }
  const x = {
    rows: scaled.rows,
    names: kept.map((j) => scaled.names[j]!),
    columns: kept.map((j) => scaled.columns[j]!),
  };
  const message = `${title} looks at numbers; categories are left out: ${names}.`;
  return { x, warnings: [{ kind: 'left_out', message }] };
}

/** Equal bins over the range; one bin when all scores are the same. */
function histogramOf(scores: Float64Array): Histogram {
  let low = Infinity;
  let high = -Infinity;
  for (const score of scores) {
    if (score < low) low = score;
    if (score > high) high = score;
  }
  const width = (high - low) / bins;
  if (!(width > 0)) return { edges: [low, high], counts: [scores.length] };
  const counts = Array.from({ length: bins }, () => 0);
  for (const score of scores) counts[Math.min(bins - 1, Math.floor((score - low) / width))]!++;
  const edges = Array.from({ length: bins + 1 }, (_, i) => (i === bins ? high : low + i * width));
  return { edges, counts };
}

async function saveScores(
  { save, parquetPath }: OutliersTaskInput,
  rowNumbers: Uint32Array,
  made: { readonly scores: Float64Array; readonly threshold: number },
): Promise<VersionColumn[] | null> {
  if (save === null) return null;
  const scores = new Float64Array(save.versionRows).fill(Number.NaN);
  rowNumbers.forEach((row, i) => (scores[row] = made.scores[i]!));
  return saveColumns(parquetPath, save, [
    {
      name: save.column,
      type: 'boolean',
      value: (row) => (Number.isNaN(scores[row]!) ? null : scores[row]! > made.threshold),
    },
    { name: `${save.column}_score`, type: 'number', value: (row) => scores[row]! },
  ]);
}
