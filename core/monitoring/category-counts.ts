import { isCoded, type CodedColumn, type Column } from '../table/table.ts';
import type { NumericSample } from './numeric-sample.ts';

/** Counts of both versions over the union of their categories, missing cells left out. */
export interface CategoryCounts {
  /** Sorted: numbers by value, text by code unit. Every label occurs in at least one version. */
  readonly labels: readonly string[];
  readonly reference: Float64Array;
  readonly current: Float64Array;
}

/** Counts over the union of the values of two samples. O(n + m). */
export function countValues(
  reference: NumericSample,
  current: NumericSample,
  label: (value: number) => string = String,
): CategoryCounts {
  const a = reference.values;
  const b = current.values;
  const labels: string[] = [];
  const counts: [number[], number[]] = [[], []];
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    const x = i === a.length ? b[j]! : j === b.length ? a[i]! : Math.min(a[i]!, b[j]!);
    const fromI = i;
    const fromJ = j;
    while (i < a.length && a[i] === x) i++;
    while (j < b.length && b[j] === x) j++;
    labels.push(label(x));
    counts[0].push(i - fromI);
    counts[1].push(j - fromJ);
  }
  return {
    labels,
    reference: Float64Array.from(counts[0]),
    current: Float64Array.from(counts[1]),
  };
}

/** Any column as codes and a dictionary; numbers by their shortest text, booleans as true and false. */
export function asCoded(column: Column): CodedColumn {
  if (isCoded(column)) return column;
  const dictionary: string[] = [];
  const codeOf = new Map<number, number>();
  const codes = new Int32Array(column.values.length);
  for (let i = 0; i < codes.length; i++) {
    const value = column.values[i]!;
    let code = value - value === 0 ? codeOf.get(value) : -1;
    if (code === undefined) {
      code = dictionary.push(column.type === 'boolean' ? booleanLabel(value) : String(value)) - 1;
      codeOf.set(value, code);
    }
    codes[i] = code;
  }
  return { name: column.name, type: 'category', codes, dictionary };
}

export function booleanLabel(value: number): string {
  return value === 0 ? 'false' : 'true';
}

function countCodes(column: CodedColumn): Float64Array {
  const counts = new Float64Array(column.dictionary.length);
  for (let i = 0; i < column.codes.length; i++) {
    const code = column.codes[i]!;
    if (code >= 0) counts[code]!++;
  }
  return counts;
}

/** Counts over the union of the labels of two coded columns. O(n + m + labels · log labels). */
export function countLabels(reference: CodedColumn, current: CodedColumn): CategoryCounts {
  const counted = [reference, current].map((column) => {
    const counts = countCodes(column);
    return new Map(column.dictionary.map((label, code) => [label, counts[code]!]));
  });
  const labels = [...new Set(counted.flatMap((counts) => [...counts.keys()]))]
    .filter((label) => counted.some((counts) => (counts.get(label) ?? 0) > 0))
    .sort();
  const [a, b] = counted.map((counts) =>
    Float64Array.from(labels, (label) => counts.get(label) ?? 0),
  );
  return { labels, reference: a!, current: b! };
}

/** Distinct labels that occur, and cells that hold one. */
export function usedLabels(column: CodedColumn): { distinct: number; cells: number } {
  let distinct = 0;
  let cells = 0;
  for (const count of countCodes(column)) {
    distinct += count > 0 ? 1 : 0;
    cells += count;
  }
  return { distinct, cells };
}
