import type { Tick } from '../base/tick.ts';
import type { Warning } from '../contract/common.ts';
import { readTable, type ColumnRef } from '../data/read-table.ts';
import { evenSample } from '../eda/even-sample.ts';
import { takeMatrixRows, type Matrix } from '../table/matrix.ts';
import { takeTableRows, type Table } from '../table/table.ts';
import { encodeRows, type EncodedRows } from './encode-rows.ts';
import type { Scaling } from './scale-columns.ts';

/** Which cells of a version to look at. */
export interface AnalysisSource {
  readonly parquetPath: string;
  readonly columns: readonly ColumnRef[];
  /** The caller named the columns. */
  readonly explicit: boolean;
  /** The rows to look at, ascending; null takes all. */
  readonly rows: Uint32Array | null;
}

export interface AnalysisRows extends EncodedRows {
  /** Row of the version of each row here. */
  readonly rowNumbers: Uint32Array;
}

export async function readRows({ parquetPath, columns, rows }: AnalysisSource): Promise<Table> {
  const table = await readTable(parquetPath, columns);
  return rows === null ? table : takeTableRows(table, Int32Array.from(rows));
}

/** The rows to look at, encoded and scaled. */
export async function readAnalysisRows(
  source: AnalysisSource,
  { scaling, tick }: { readonly scaling: Scaling; readonly tick: Tick },
): Promise<AnalysisRows> {
  tick(0, 'Reading');
  const table = await readRows(source);
  tick(0.5, 'Preparing');
  const encoded = encodeRows(table, { explicit: source.explicit, scaling });
  const rowNumbers = source.rows ?? Uint32Array.from({ length: table.rows }, (_, row) => row);
  return { ...encoded, rowNumbers };
}

export interface SampledRows {
  readonly x: Matrix;
  /** Positions among the rows, ascending; null: all of them. */
  readonly taken: Int32Array | null;
  readonly warnings: readonly Warning[];
}

/** At most `most` rows, taken evenly, with a warning when that is not all. */
export function sampleRows(
  x: Matrix,
  most: number | null,
  { title, rest }: { readonly title: string; readonly rest: string },
): SampledRows {
  const taken = most === null ? null : evenSample(x.rows, most);
  if (taken === null) return { x, taken, warnings: [] };
  const message = `${title} looked at ${taken.length} of the ${x.rows} rows, taken evenly. ${rest}`;
  return { x: takeMatrixRows(x, taken), taken, warnings: [{ kind: 'sampled', message }] };
}

/** Tells that the caller ended the work early. */
export function warnOfEarlyEnd(stopEarly: () => boolean): Warning[] {
  if (!stopEarly()) return [];
  return [
    { kind: 'ended_early', message: 'The work was ended early on request, with what there was.' },
  ];
}
