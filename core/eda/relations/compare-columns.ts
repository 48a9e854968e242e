import type { Comparison } from '../../contract/eda-relations.ts';
import { asCoded, countLabels, usedLabels } from '../../monitoring/category-counts.ts';
import { moments, numericSample, type NumericSample } from '../../monitoring/numeric-sample.ts';
import { categoricalDistribution, numericDistribution } from '../../monitoring/plot-bins.ts';
import { independenceTest } from '../../stats/contingency.ts';
import { sortedQuantile } from '../../stats/descriptive.ts';
import { toShares, totalVariation } from '../../stats/divergences.ts';
import { empiricalDistances } from '../../stats/empirical-distances.ts';
import { ksPValue } from '../../stats/kolmogorov-smirnov.ts';
import { isCoded, type CodedColumn, type Column, type NumericColumn } from '../../table/table.ts';
import { finite, squareScale } from './safe-numbers.ts';

export type ComparedColumn = Comparison['columns'][number];
type Side = ComparedColumn['a'];

/** What a column differs by, besides the facts of either side. */
type Difference = Pick<ComparedColumn, 'difference' | 'pValue' | 'distribution'>;

/**
 * How a column differs between two tables; null where its types cannot be compared (a date with
 * anything else). Numbers and integers are compared as numbers, other mixed types as text.
 */
export function compareColumns(a: Column, b: Column): ComparedColumn | null {
  const dates = [a, b].filter(({ type }) => type === 'datetime').length;
  if (dates === 1) return null;
  if (isQuantity(a) && isQuantity(b)) {
    const samples = [numericSample(a.values), numericSample(b.values)] as const;
    return describe(a, b, {
      sides: [quantitySide(samples[0]), quantitySide(samples[1])],
      difference: compareSamples(...samples, a.type === 'integer' && b.type === 'integer'),
    });
  }
  const coded = [asCoded(a), asCoded(b)] as const;
  const free = [a, b].some(({ type }) => type === 'text') && coded.some(isFreeText);
  return describe(a, b, {
    sides: [labelSide(coded[0]), labelSide(coded[1])],
    difference: free ? compareLengths(...coded) : compareLabels(...coded),
  });
}

function isQuantity(column: Column): column is NumericColumn {
  return !isCoded(column) && column.type !== 'boolean';
}

function isFreeText(column: CodedColumn): boolean {
  const { distinct, cells } = usedLabels(column);
  return distinct > cells / 2;
}

function describe(
  a: Column,
  b: Column,
  { sides, difference }: { readonly sides: readonly [Side, Side]; readonly difference: Difference },
): ComparedColumn {
  const share = ({ count, missing }: Side) => (missing === 0 ? 0 : missing / (count + missing));
  const mixed = a.type !== b.type && isQuantity(a) && isQuantity(b);
  return {
    name: b.name,
    type: a.type === b.type ? a.type : mixed ? 'number' : 'text',
    ...difference,
    missingDifference: share(sides[1]) - share(sides[0]),
    a: sides[0],
    b: sides[1],
  };
}

function scaled(values: Float64Array, scale: number): Float64Array {
  return scale === 1 ? values : values.map((value) => value * scale);
}

function largest({ values }: NumericSample): number {
  return values.length === 0 ? 0 : Math.max(Math.abs(values[0]!), Math.abs(values.at(-1)!));
}

function quantitySide(sample: NumericSample): Side {
  const { values, missing, distinct } = sample;
  const n = values.length;
  const scale = squareScale(largest(sample));
  const { mean, deviation } = moments(scaled(values, scale));
  return {
    count: n,
    missing,
    distinct,
    mean: finite(mean / scale),
    std: n > 1 ? finite((deviation * Math.sqrt(n / (n - 1))) / scale) : null,
    median: finite(sortedQuantile(values, 0.5)),
    min: finite(values[0]),
    max: finite(values.at(-1)),
  };
}

function labelSide(column: CodedColumn): Side {
  const { distinct, cells } = usedLabels(column);
  const none = { mean: null, std: null, median: null, min: null, max: null };
  return { count: cells, missing: column.codes.length - cells, distinct, ...none };
}

/** One side without any value differs wholly from one that has some. */
function emptyDifference(a: number, b: number): Difference {
  return {
    difference: a === b ? 0 : 1,
    pValue: null,
    distribution: { edges: null, labels: [], a: [], b: [] },
  };
}

function compareSamples(a: NumericSample, b: NumericSample, integers: boolean): Difference {
  const [n, m] = [a.values.length, b.values.length];
  if (n === 0 || m === 0) return emptyDifference(n, m);
  const scale = squareScale(Math.max(largest(a), largest(b)));
  const small = [scaled(a.values, scale), scaled(b.values, scale)] as const;
  const { kolmogorovSmirnov: difference } = empiricalDistances(...small);
  const { edges, reference, current } = numericDistribution(...small, integers);
  return {
    difference,
    pValue: ksPValue(difference, n, m),
    distribution: {
      edges: edges?.map((edge) => edge / scale) ?? null,
      labels: null,
      a: reference,
      b: current,
    },
  };
}

function compareLengths(a: CodedColumn, b: CodedColumn): Difference {
  const lengths = ({ codes, dictionary }: CodedColumn) =>
    numericSample(
      Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : dictionary[code]!.length)),
    );
  return compareSamples(lengths(a), lengths(b), true);
}

function compareLabels(a: CodedColumn, b: CodedColumn): Difference {
  const counts = countLabels(a, b);
  const totals = [counts.reference, counts.current].map((side) => side.reduce((x, y) => x + y, 0));
  if (totals.includes(0)) return emptyDifference(totals[0]!, totals[1]!);
  const columns = counts.labels.length;
  const table = new Float64Array(2 * columns);
  table.set(counts.reference);
  table.set(counts.current, columns);
  const { labels, reference, current } = categoricalDistribution(counts);
  return {
    difference: totalVariation(toShares(counts.reference), toShares(counts.current)),
    pValue: finite(independenceTest({ counts: table, rows: 2, columns }).pValue),
    distribution: { edges: null, labels, a: reference, b: current },
  };
}

/** Most different first; of equal difference but for rounding, the one whose missing cells differ more. */
export function rankComparison(columns: readonly ComparedColumn[]): ComparedColumn[] {
  const size = (column: ComparedColumn) => Math.round(column.difference * 1e12);
  const missing = (column: ComparedColumn) => Math.abs(column.missingDifference);
  return columns.toSorted((a, b) => size(b) - size(a) || missing(b) - missing(a));
}
