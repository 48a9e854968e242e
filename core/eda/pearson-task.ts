import { openDuckdb, sqlName, sqlText } from '../data/duckdb.ts';
import { declareTask, type TaskContext } from '../jobs/task.ts';
import { pearsonSums, type CorrelationMatrix } from '../stats/pearson-sums.ts';

export interface PearsonTaskInput {
  readonly parquetPath: string;
  /** Of the version. */
  readonly totalRows: number;
  /** Columns of numbers with their means. */
  readonly columns: readonly { readonly name: string; readonly mean: number }[];
  /** The rows to look at, ascending; null takes all. */
  readonly rows: Uint32Array | null;
}

/** Pearson's matrix in one pass over the file, which never is in memory as a whole. */
export const pearsonTask = declareTask<PearsonTaskInput, CorrelationMatrix>('eda.pearson');

export async function run(
  { parquetPath, totalRows, columns, rows }: PearsonTaskInput,
  { tick }: TaskContext,
): Promise<CorrelationMatrix> {
  const sums = pearsonSums(columns.map((column) => column.mean));
  if (columns.length === 0) return sums.matrix();
  using duck = await openDuckdb({ folders: [], files: [parquetPath] });
  const select = columns.map(({ name }) => `coalesce(${sqlName(name)}::DOUBLE, 'NaN'::DOUBLE)`);
  const pick = rows === null ? null : rowPicker(rows);
  let at = 0;
  await duck.chunks(
    `SELECT ${select.join(', ')} FROM read_parquet(${sqlText(parquetPath)})`,
    (chunk) => {
      tick(at / totalRows);
      const block = columns.map((_, column) => chunk.float64(column));
      if (pick === null) sums.add(block, 0, chunk.rows);
      else pick(block, at, chunk.rows, sums.add);
      at += chunk.rows;
    },
  );
  return sums.matrix();
}

type Add = (columns: readonly Float64Array[], from: number, length: number) => void;

/** Hands on the wanted rows of each block, of which the first is row number `at`. */
function rowPicker(rows: Uint32Array) {
  let next = 0;
  return (block: readonly Float64Array[], at: number, length: number, add: Add): void => {
    const wanted: number[] = [];
    for (; next < rows.length && rows[next]! < at + length; next++) wanted.push(rows[next]! - at);
    if (wanted.length === 0) return;
    const picked = block.map((values) => Float64Array.from(wanted, (row) => values[row]!));
    add(picked, 0, wanted.length);
  };
}
