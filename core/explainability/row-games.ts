import { subTick, type Tick } from '../base/tick.ts';
import type { FittedPipeline } from '../models/pipeline.ts';
import { applySteps } from '../preprocessing/fit-step.ts';
import { toMatrix } from '../models/to-matrix.ts';
import type { Matrix } from '../table/matrix.ts';
import { isCoded, type Column, type Table } from '../table/table.ts';
import type { Game } from './coalition-game.ts';
import type { ExplainedOutput } from './explained-output.ts';

/** Rows that are scored together. */
const mostRows = 16_384;

export interface RowGame extends Game {
  /** The raw columns that are its players: those where the row differs from a row of the background. */
  readonly columns: readonly number[];
}

/** A column of doubles or codes as it is mixed. */
type Cells = Float64Array | Int32Array;

/** What rows are put together from: columns and, by column, the raw column it belongs to. */
interface Mixed {
  readonly rows: readonly Cells[];
  readonly background: readonly Cells[];
  readonly playerOf: Int32Array;
  /** The matrix of columns that were put together. */
  matrix(columns: readonly Cells[], rows: number): Matrix;
}

/** Steps that look at several columns of a row at once. */
const joint = new Set(['knn_imputer']);

/** By encoded column, the place of the raw column it comes from. */
export function playersOf({ features, encoded }: FittedPipeline): Int32Array {
  const places = new Map(features.map(({ name }, j) => [name, j]));
  return Int32Array.from(encoded.origin, (name) => places.get(name)!);
}

/** Encoded columns can be mixed as they are: each depends on its raw column alone. */
function mixEncoded(pipeline: FittedPipeline, table: Table, background: Table): Mixed {
  const encode = (rows: Table): Matrix =>
    toMatrix(applySteps(rows, pipeline.steps), pipeline.encoded);
  const x = encode(table);
  return {
    rows: x.columns,
    background: encode(background).columns,
    playerOf: playersOf(pipeline),
    matrix: (columns, rows) => ({ ...x, rows, columns: columns as Float64Array[] }),
  };
}

/** The codes of the second column in the dictionary of both. */
function joinDictionaries(first: Column, second: Column): [Column, Column] {
  if (!isCoded(first) || !isCoded(second)) return [first, second];
  const places = new Map(first.dictionary.map((label, code) => [label, code]));
  for (const label of second.dictionary) if (!places.has(label)) places.set(label, places.size);
  const dictionary = [...places.keys()];
  const codes = second.codes.map((code) =>
    code < 0 ? code : places.get(second.dictionary[code]!)!,
  );
  return [
    { ...first, dictionary },
    { ...second, codes, dictionary },
  ];
}

const cellsOf = (column: Column): Cells => (isCoded(column) ? column.codes : column.values);

function mixRaw(pipeline: FittedPipeline, table: Table, background: Table): Mixed {
  const joined = table.columns.map((column, j) => joinDictionaries(column, background.columns[j]!));
  const shapes = joined.map(([column]) => column);
  return {
    rows: shapes.map(cellsOf),
    background: joined.map(([, column]) => cellsOf(column)),
    playerOf: Int32Array.from(shapes, (_, j) => j),
    matrix(cells, rows) {
      const columns = shapes.map((column, j) =>
        isCoded(column)
          ? { ...column, codes: cells[j] as Int32Array }
          : { ...column, values: cells[j] as Float64Array },
      );
      return toMatrix(applySteps({ rows, columns }, pipeline.steps), pipeline.encoded);
    },
  };
}

/** Raw columns where a row differs from some row of the background. */
function varying({ rows, background, playerOf }: Mixed, row: number, players: number): number[] {
  const varies = new Uint8Array(players);
  rows.forEach((cells, j) => {
    const own = cells[row]!;
    if (background[j]!.some((other) => !Object.is(other, own) && other !== own)) {
      varies[playerOf[j]!] = 1;
    }
  });
  return Array.from(varies, (_, j) => j).filter((j) => varies[j] === 1);
}

/** The cells of a column for each coalition and background row. */
function mixColumn(
  own: number,
  others: Cells,
  takesPart: (coalition: number) => boolean,
  n: number,
) {
  const size = others.length;
  const mixed =
    others instanceof Int32Array ? new Int32Array(n * size) : new Float64Array(n * size);
  for (let c = 0; c < n; c++) {
    if (takesPart(c)) mixed.fill(own, c * size, (c + 1) * size);
    else mixed.set(others, c * size);
  }
  return mixed;
}

/**
 * The games whose Shapley values explain rows: the worth of known columns is the mean output when the
 * other columns take the values of each row of the background in turn, through the whole recipe. Both
 * tables are aligned to the pipeline. A coalition costs as many predictions as the background has rows.
 */
export function rowGames(
  pipeline: FittedPipeline,
  tables: { readonly table: Table; readonly background: Table },
  options: { readonly explained: ExplainedOutput; readonly tick: Tick },
): (row: number) => RowGame {
  const mix = pipeline.steps.some(({ step }) => joint.has(step)) ? mixRaw : mixEncoded;
  const mixed = mix(pipeline, tables.table, tables.background);
  const { background, playerOf } = mixed;
  const size = tables.background.rows;
  const together = Math.max(1, Math.floor(mostRows / size));

  function worthOf(
    { row, placeOf }: { readonly row: number; readonly placeOf: Int32Array },
    coalitions: readonly Uint8Array[],
    tick: Tick,
  ): number[] {
    const columns = mixed.rows.map((cells, j) => {
      const place = placeOf[playerOf[j]!]!;
      const takesPart = (c: number): boolean => place < 0 || coalitions[c]![place] === 1;
      return mixColumn(cells[row]!, background[j]!, takesPart, coalitions.length);
    });
    const output = options.explained.of(mixed.matrix(columns, coalitions.length * size), tick);
    return coalitions.map((_, c) => {
      let sum = 0;
      for (let i = c * size; i < (c + 1) * size; i++) sum += output[i]!;
      return sum / size;
    });
  }

  return (row) => {
    const columns = varying(mixed, row, pipeline.features.length);
    const placeOf = new Int32Array(pipeline.features.length).fill(-1);
    columns.forEach((column, place) => (placeOf[column] = place));
    return {
      players: columns.length,
      columns,
      worth(coalitions) {
        const worths = new Float64Array(coalitions.length);
        for (let from = 0; from < coalitions.length; from += together) {
          const some = coalitions.slice(from, from + together);
          const at = (place: number): number => place / coalitions.length;
          const tick = subTick(options.tick, at(from), at(from + some.length));
          tick(0);
          worths.set(worthOf({ row, placeOf }, some, tick), from);
        }
        return worths;
      },
    };
  };
}
