import type { Cell } from '../../contract/common.ts';
import type { OutputOf } from '../../contract/contract.ts';
import { isoTime } from '../../data/cells.ts';
import type { Matrix } from '../../table/matrix.ts';
import { isCoded, takeRows, type Column, type Table } from '../../table/table.ts';
import { moments } from '../../stats/descriptive.ts';

type Cluster = OutputOf<'patterns.clusters'>['clusters'][number];

const mostDifferences = 10;
const leastEffect = 0.1;

/** Each cluster by label (noise first): its size, what is typical of its rows and what sets it apart. */
export function describeClusters(table: Table, plain: Matrix, labels: Int32Array): Cluster[] {
  const byLabel = new Map<number, number[]>();
  labels.forEach((label, i) => {
    const rows = byLabel.get(label);
    if (rows) rows.push(i);
    else byLabel.set(label, [i]);
  });
  const overall = plain.columns.map((values) => {
    const { mean, std } = moments(values);
    return { mean, std };
  });
  return [...byLabel]
    .toSorted(([a], [b]) => a - b)
    .map(([label, members]) => {
      const rows = Int32Array.from(members);
      return {
        label,
        rows: rows.length,
        share: rows.length / labels.length,
        typical: Object.fromEntries(
          table.columns.map((column) => [column.name, typicalCell(takeRows(column, rows))]),
        ),
        differences: differences(plain, overall, rows),
      };
    });
}

/** Mean of numbers and dates, most frequent value of the rest; null when all are missing. */
function typicalCell(column: Column): Cell {
  if (isCoded(column)) {
    const code = mostFrequent(column.codes.filter((code) => code >= 0));
    return code === null ? null : column.dictionary[code]!;
  }
  if (column.type === 'boolean') {
    const value = mostFrequent(column.values.filter((value) => !Number.isNaN(value)));
    return value === null ? null : value === 1;
  }
  const { mean } = moments(column.values);
  if (Number.isNaN(mean)) return null;
  return column.type === 'datetime' ? isoTime(Math.round(mean)) : mean;
}

function mostFrequent(values: Int32Array | Float64Array): number | null {
  const counts = new Map<number, number>();
  let best: number | null = null;
  for (const value of values) {
    const count = (counts.get(value) ?? 0) + 1;
    counts.set(value, count);
    if (best === null || count > counts.get(best)!) best = value;
  }
  return best;
}

function differences(
  plain: Matrix,
  overall: readonly { readonly mean: number; readonly std: number }[],
  rows: Int32Array,
): Cluster['differences'] {
  return plain.columns
    .map((values, j) => {
      let sum = 0;
      for (const row of rows) sum += values[row]!;
      const { mean, std } = overall[j]!;
      const effect = std > 0 ? (sum / rows.length - mean) / std : 0;
      return { column: plain.names[j]!, effect };
    })
    .filter(({ effect }) => Math.abs(effect) >= leastEffect)
    .toSorted((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
    .slice(0, mostDifferences);
}
