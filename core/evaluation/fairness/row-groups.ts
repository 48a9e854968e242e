import { AppError } from '../../base/app-error.ts';
import type { Warning } from '../../contract/common.ts';
import {
  cellText,
  isCoded,
  type Column,
  type NumericColumn,
  type Table,
} from '../../table/table.ts';

export interface RowGroup {
  /** The value of each column, as people read it. */
  readonly values: Readonly<Record<string, string>>;
  readonly rows: Int32Array;
}

export interface RowGroups {
  /** Largest first, of equals by their values. */
  readonly groups: readonly RowGroup[];
  /** Place in `groups` of each row. */
  readonly of: Int32Array;
  readonly warnings: readonly Warning[];
}

/** Whole numbers with no more values than this are codes, not quantities. */
const mostCodes = 12;
/** Values of a category that are told apart; the rarer ones become one. */
const mostValues = 30;
const mostGroups = 1000;

const missing = '(missing)';
const other = '(other values)';

function countDistinct(values: Float64Array, most: number): number {
  const seen = new Set<number>();
  for (const value of values) {
    if (!Number.isNaN(value) && seen.add(value).size > most) return seen.size;
  }
  return seen.size;
}

function edgeText(value: number, type: NumericColumn['type']): string {
  if (type === 'datetime') return new Date(value).toISOString().replace('T00:00:00.000Z', '');
  return String(Number(value.toPrecision(6)));
}

/** Inner edges that part the finite values in equal shares; fewer where values repeat. */
function quantileEdges(values: Float64Array, bins: number): number[] {
  const sorted = values.filter((value) => Number.isFinite(value)).toSorted();
  const edges: number[] = [];
  for (let b = 1; b < bins; b++) {
    const edge = sorted[Math.min(sorted.length - 1, Math.ceil((b * sorted.length) / bins) - 1)];
    if (edge !== undefined && edge !== edges.at(-1) && edge < sorted.at(-1)!) edges.push(edge);
  }
  return edges;
}

function binLabels(column: NumericColumn, bins: number): (string | null)[] {
  const edges = quantileEdges(column.values, bins);
  const text = edges.map((edge) => edgeText(edge, column.type));
  const labels = Array.from({ length: edges.length + 1 }, (_, b) => {
    if (edges.length === 0) return 'all values';
    if (b === 0) return `≤ ${text[0]}`;
    return b === edges.length ? `> ${text[b - 1]}` : `> ${text[b - 1]} and ≤ ${text[b]}`;
  });
  return Array.from(column.values, (value) => {
    if (Number.isNaN(value)) return null;
    let bin = 0;
    while (bin < edges.length && value > edges[bin]!) bin++;
    return labels[bin]!;
  });
}

/** The label of each row: its value, the bin it falls in, or what stands for missing and rare ones. */
function labelsOf(column: Column, bins: number, warnings: Warning[]): string[] {
  if (!isCoded(column) && column.type !== 'boolean') {
    const most = column.type === 'integer' ? mostCodes : bins;
    const coded = column.type !== 'datetime' && countDistinct(column.values, most) <= most;
    if (!coded) return binLabels(column, bins).map((label) => label ?? missing);
  }
  const rows = isCoded(column) ? column.codes.length : column.values.length;
  const labels = Array.from({ length: rows }, (_, row) => cellText(column, row) ?? missing);
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  if (counts.size <= mostValues) return labels;
  const byCount = [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const kept = new Set(byCount.slice(0, mostValues - 1).map(([label]) => label));
  const message = `'${column.name}' has ${counts.size} values; all but the ${kept.size} most frequent count as one.`;
  warnings.push({ kind: 'groups', column: column.name, message });
  return labels.map((label) => (kept.has(label) ? label : other));
}

/**
 * Rows that share the value of every column: numbers by quantile bins (those with few values by value), missing cells as a value of their own. INVALID_INPUT for more than 1,000 groups.
 */
export function groupRowsBy(table: Table, bins: number): RowGroups {
  const warnings: Warning[] = [];
  const labels = table.columns.map((column) => labelsOf(column, bins, warnings));
  const placeOf = new Map<string, number>();
  const found: number[][] = [];
  for (let row = 0; row < table.rows; row++) {
    const key = JSON.stringify(labels.map((of) => of[row]));
    let place = placeOf.get(key);
    if (place === undefined) {
      place = found.length;
      if (place === mostGroups) {
        throw new AppError('INVALID_INPUT', `These columns make more than ${mostGroups} groups.`, {
          hint: 'Name fewer columns, or ask for fewer bins.',
          path: 'columns',
        });
      }
      placeOf.set(key, place);
      found.push([]);
    }
    found[place]!.push(row);
  }
  const keyed = [...placeOf].map(([key, place]) => ({ key, rows: found[place]! }));
  keyed.sort((a, b) => b.rows.length - a.rows.length || (a.key < b.key ? -1 : 1));
  const of = new Int32Array(table.rows);
  const groups = keyed.map(({ rows }, g): RowGroup => {
    for (const row of rows) of[row] = g;
    const values = table.columns.map(({ name }, c) => [name, labels[c]![rows[0]!]!] as const);
    return { values: Object.fromEntries(values), rows: Int32Array.from(rows) };
  });
  return { groups, of, warnings };
}

/** The group for people: `sex = female, region = north`. */
export function describeGroup(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ');
}
