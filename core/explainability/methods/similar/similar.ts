import { subTick, type Tick } from '../../../base/tick.ts';
import type { Cell } from '../../../contract/common.ts';
import type { OutputOf } from '../../../contract/contract.ts';
import { cellValue } from '../../../data/cells.ts';
import type { FittedPipeline } from '../../../models/pipeline.ts';
import { encodeTable } from '../../../models/predict.ts';
import type { Table } from '../../../table/table.ts';
import type { TrainingRows } from '../training-rows.ts';
import { encodedSpace } from './encoded-space.ts';
import { influenceOf } from './influence.ts';
import { choosePrototypes } from './prototypes.ts';

type Answer = OutputOf<'explainability.similar'>;
type Found = Pick<Answer, 'rows' | 'method' | 'influence'>;

export interface SimilarOptions {
  readonly count: number;
  readonly tick: Tick;
}

function entryOf(
  { table, row, actual }: TrainingRows,
  i: number,
  more: { readonly distance: number | null; readonly influence: number | null },
): Answer['rows'][number] {
  const cells = table.columns.map((column): [string, Cell] => [column.name, cellValue(column, i)]);
  return { row: row[i]!, ...more, actual: actual[i]!, values: Object.fromEntries(cells) };
}

/** Distance of a row to each training row. */
function distances(pipeline: FittedPipeline, row: Table, training: TrainingRows): Float64Array {
  const space = encodedSpace(pipeline, training.table);
  const own = encodeTable(pipeline, row);
  return Float64Array.from({ length: training.table.rows }, (_, i) =>
    space.distance(own, 0, space.training, i),
  );
}

const first = (values: Float64Array, count: number, by: (value: number) => number): number[] =>
  Array.from(values.keys())
    .toSorted((a, b) => by(values[a]!) - by(values[b]!) || a - b)
    .slice(0, count);

/** The training rows nearest to a row in the space the estimator sees. */
export function nearestRows(
  pipeline: FittedPipeline,
  { row, training }: { readonly row: Table; readonly training: TrainingRows },
  { count }: SimilarOptions,
): Found {
  const far = distances(pipeline, row, training);
  const rows = first(far, count, (value) => value).map((i) =>
    entryOf(training, i, { distance: far[i]!, influence: null }),
  );
  const method =
    'Nearest training rows: Euclidean in the columns the estimator sees, scaled to unit spread';
  return { rows, method, influence: null };
}

/** Training rows that stand for all. */
export function prototypeRows(
  pipeline: FittedPipeline,
  training: TrainingRows,
  { count, tick }: SimilarOptions,
): Found {
  const chosen = choosePrototypes(encodedSpace(pipeline, training.table), count, tick);
  const rows = chosen.map((i) => entryOf(training, i, { distance: null, influence: null }));
  return {
    rows,
    method: 'Prototypes: training rows that together resemble all (MMD-critic)',
    influence: null,
  };
}

function targetOf({ task, classes }: FittedPipeline, actual: readonly Cell[]): Float64Array {
  return Float64Array.from(actual, (cell) => {
    if (cell === null) return Number.NaN;
    return task === 'regression' ? Number(cell) : classes.indexOf(String(cell));
  });
}

/** The training rows that moved the prediction of a row most. UNSUPPORTED as influenceOf. */
export function influentialRows(
  pipeline: FittedPipeline,
  { row, training }: { readonly row: Table; readonly training: TrainingRows },
  { count, tick }: SimilarOptions,
): Found {
  const encoded = encodeTable(pipeline, training.table);
  const { values, method, meaning } = influenceOf(pipeline, {
    training: encoded,
    row: encodeTable(pipeline, row),
    y: targetOf(pipeline, training.actual),
    output: Math.max(0, pipeline.classes.length - 1),
    tick: subTick(tick, 0, 0.9),
  });
  const far = distances(pipeline, row, training);
  const rows = first(values, count, (value) => -Math.abs(value))
    .filter((i) => values[i] !== 0)
    .map((i) => entryOf(training, i, { distance: far[i]!, influence: values[i]! }));
  return { rows, method, influence: meaning };
}
