import { AppError } from '../../base/app-error.ts';
import type { Warning } from '../../contract/common.ts';
import { asCoded } from '../../preprocessing/coded.ts';
import { sortedQuantile } from '../../stats/descriptive.ts';
import { sortNumbers } from '../../stats/sort-numbers.ts';
import {
  isCoded,
  type CodedColumn,
  type Column,
  type NumericColumn,
  type Table,
} from '../../table/table.ts';
import type { Transactions } from '../pattern-algorithm.ts';

export interface TableItems {
  readonly transactions: Transactions;
  /** Share of the transactions that have a value in every column of the items. */
  readonly representativity: (items: readonly number[]) => number;
  readonly warnings: readonly Warning[];
}

/**
 * Each row as a transaction of items `column=value`. Numbers with more than `bins` values are cut at their
 * quantiles into as many parts; dates are left out; a missing cell is no item.
 */
export function rowItems(table: Table, bins: number): TableItems {
  const warnings: Warning[] = [];
  const coded: CodedColumn[] = [];
  for (const column of table.columns) {
    if (column.type === 'datetime') {
      const message = `'${column.name}' holds times and is left out.`;
      warnings.push({ kind: 'left_out', column: column.name, message });
    } else coded.push(codeColumn(column, bins));
  }
  if (coded.length === 0) {
    throw new AppError('NOT_ENOUGH_DATA', 'No column has values that can come together', {
      hint: 'Name columns of categories, truth values or numbers',
      path: 'columns',
    });
  }
  const names: string[] = [];
  const firsts = coded.map((column) => {
    const first = names.length;
    for (const value of column.dictionary) names.push(`${column.name}=${value}`);
    return first;
  });
  const columnOf = coded.flatMap((column, c) => column.dictionary.map(() => c));
  const offsets = new Int32Array(table.rows + 1);
  const items = new Int32Array(table.rows * coded.length);
  let at = 0;
  for (let row = 0; row < table.rows; row++) {
    coded.forEach(({ codes }, c) => {
      if (codes[row]! >= 0) items[at++] = firsts[c]! + codes[row]!;
    });
    offsets[row + 1] = at;
  }
  const transactions = { count: table.rows, names, offsets, items: items.subarray(0, at) };
  return { transactions, representativity: presence(coded, columnOf), warnings };
}

function presence(
  coded: readonly CodedColumn[],
  columnOf: readonly number[],
): (items: readonly number[]) => number {
  const rows = coded[0]!.codes.length;
  const complete = coded.map(({ codes }) => !codes.includes(-1));
  const known = new Map<string, number>();
  return (items) => {
    const columns = [...new Set(items.map((item) => columnOf[item]!))].filter((c) => !complete[c]);
    if (columns.length === 0) return 1;
    const key = columns.toSorted((a, b) => a - b).join();
    let share = known.get(key);
    if (share === undefined) {
      let present = 0;
      for (let row = 0; row < rows; row++) {
        if (columns.every((c) => coded[c]!.codes[row]! >= 0)) present++;
      }
      known.set(key, (share = present / rows));
    }
    return share;
  };
}

function codeColumn(column: Column, bins: number): CodedColumn {
  if (isCoded(column) || column.type === 'boolean') return asCoded(column);
  const distinct = new Set<number>();
  for (const value of column.values) {
    if (!Number.isNaN(value) && distinct.add(value).size > bins) return cutColumn(column, bins);
  }
  return asCoded(column);
}

/** Parts between quantiles, the lower end included; the last part includes its upper end. */
function cutColumn({ name, values }: NumericColumn, bins: number): CodedColumn {
  const sorted = sortNumbers(
    values.filter((value) => !Number.isNaN(value)).map((value) => value + 0),
  );
  const quantiles = Array.from({ length: bins + 1 }, (_, i) => sortedQuantile(sorted, i / bins));
  const edges = [...new Set(quantiles)];
  const last = edges.length - 2;
  const shown = (value: number) => String(Number(value.toPrecision(6)));
  const dictionary = Array.from({ length: last + 1 }, (_, i) => {
    const end = i === last ? ']' : ')';
    return `[${shown(edges[i]!)}, ${shown(edges[i + 1]!)}${end}`;
  });
  const codes = Int32Array.from(values, (value) => {
    if (Number.isNaN(value)) return -1;
    let part = 0;
    while (part < last && value >= edges[part + 1]!) part++;
    return part;
  });
  // ends that look alike stay apart
  const named = dictionary.map((text, i) =>
    dictionary.indexOf(text) === i ? text : `${text} #${i + 1}`,
  );
  return { name, type: 'category', codes, dictionary: named };
}

/** One item a row: rows with the same transaction cell belong together. */
export function listedItems(transaction: Column, item: Column): TableItems {
  const owner = asCoded(transaction);
  const what = asCoded(item);
  const lists: Set<number>[] = owner.dictionary.map(() => new Set());
  let skipped = 0;
  owner.codes.forEach((code, row) => {
    if (code < 0 || what.codes[row]! < 0) skipped++;
    else lists[code]!.add(what.codes[row]!);
  });
  const filled = lists.filter((list) => list.size > 0);
  const offsets = new Int32Array(filled.length + 1);
  const items: number[] = [];
  filled.forEach((list, t) => {
    for (const code of [...list].sort((a, b) => a - b)) items.push(code);
    offsets[t + 1] = items.length;
  });
  const message = `${skipped} rows without a transaction or an item are left out.`;
  return {
    transactions: {
      count: filled.length,
      names: what.dictionary,
      offsets,
      items: Int32Array.from(items),
    },
    representativity: () => 1,
    warnings: skipped === 0 ? [] : [{ kind: 'missing_values', message }],
  };
}
