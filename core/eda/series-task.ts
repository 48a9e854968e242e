import { subTick } from '../base/tick.ts';
import type { Series } from '../contract/eda-series.ts';
import { readTable, type ColumnRef } from '../data/read-table.ts';
import { declareTask, type TaskContext } from '../jobs/task.ts';
import { isCoded, takeRows, type Column } from '../table/table.ts';
import { analyseSeries, type SeriesOptions } from './series/analyse-series.ts';

export interface SeriesTaskInput {
  readonly parquetPath: string;
  /** Null: the rows are in order, one step each. */
  readonly time: ColumnRef | null;
  readonly value: ColumnRef;
  /** The rows to look at; null takes all. */
  readonly rows: Uint32Array | null;
  readonly options: SeriesOptions;
}

export const seriesTask = declareTask<SeriesTaskInput, Series>('eda.timeseries');

export async function run(input: SeriesTaskInput, { tick }: TaskContext): Promise<Series> {
  const { time, value, rows } = input;
  tick(0, 'Reading');
  const named = time === null || time.name === value.name ? [value] : [time, value];
  const table = await readTable(input.parquetPath, named);
  const numbers = (column: Column): Float64Array => {
    if (isCoded(column)) throw new Error(`${column.name} is no column of numbers`);
    const taken = rows === null ? column : takeRows(column, Int32Array.from(rows));
    return isCoded(taken) ? new Float64Array() : taken.values;
  };
  const values = numbers(table.columns.at(-1)!);
  const times =
    time === null
      ? Float64Array.from(values, (_, i) => (rows === null ? i : rows[i]!))
      : numbers(table.columns[0]!);
  return analyseSeries(times, values, input.options, subTick(tick, 0.2, 1));
}
