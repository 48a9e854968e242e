import type { Cell } from '../../contract/common.ts';
import type { OutputOf } from '../../contract/contract.ts';
import { cellValue } from '../../data/cells.ts';
import { writeDelimited } from '../../data/write-delimited.ts';
import { freeName } from '../../table/free-name.ts';
import { takeTableRows, type Column, type Table } from '../../table/table.ts';
import type { RunRows } from '../run-rows.ts';
import { takeValues } from '../take-values.ts';

type Worst = OutputOf<'evaluation.errors'>['worst'];

/** Rows that are told; a file holds all that were asked for. */
export const mostToldRows = 1000;

/** The rows with the greatest loss, worst first, ties in row order. */
export function worstRows(loss: Float64Array, most: number): Int32Array {
  const order = Int32Array.from(loss.keys()).sort((a, b) => loss[b]! - loss[a]! || a - b);
  return order.slice(0, most);
}

interface Judged {
  readonly found: RunRows;
  readonly loss: Float64Array;
  /** All columns of the evaluated rows. */
  readonly table: Table;
}

function scoreOf({ data, prediction }: RunRows, i: number): number {
  const truth = data.y[i]!;
  return prediction.probabilities
    ? prediction.probabilities[truth]![i]!
    : truth - prediction.values![i]!;
}

function predictedOf({ data, prediction }: RunRows, i: number): Cell {
  return prediction.labels ? data.classes[prediction.labels[i]!]! : prediction.values![i]!;
}

/** The worst rows with their cells. */
export function tellWorst({ found, loss, table }: Judged, worst: Int32Array): Worst {
  const { data, rows } = found;
  return Array.from(worst.subarray(0, mostToldRows), (i) => ({
    row: rows[i]!,
    actual: data.task === 'regression' ? data.y[i]! : data.classes[data.y[i]!]!,
    predicted: predictedOf(found, i),
    score: scoreOf(found, i),
    loss: loss[i]!,
    values: Object.fromEntries(table.columns.map((column) => [column.name, cellValue(column, i)])),
  }));
}

/**
 * The worst rows as a CSV: row number in the version, all columns, then prediction, score and loss.
 * Cells a spreadsheet would run as a formula are escaped.
 */
export async function writeWorst(
  path: string,
  { found, loss, table }: Judged,
  worst: Int32Array,
): Promise<void> {
  const names = table.columns.map(({ name }) => name);
  const number = (name: string, of: (i: number) => number): Column => {
    const values = Float64Array.from(worst, of);
    return { name: freeName(name, names), type: 'number', values };
  };
  const { labels } = found.prediction;
  const prediction: Column = labels
    ? {
        name: freeName('prediction', names),
        type: 'category',
        codes: takeValues(labels, worst),
        dictionary: found.data.classes,
      }
    : number('prediction', (i) => found.prediction.values![i]!);
  const columns = [
    number('row', (i) => found.rows[i]!),
    ...takeTableRows(table, worst).columns,
    prediction,
    number('score', (i) => scoreOf(found, i)),
    number('loss', (i) => loss[i]!),
  ];
  await writeDelimited(path, { rows: worst.length, columns }, { escapeFormulas: true });
}
