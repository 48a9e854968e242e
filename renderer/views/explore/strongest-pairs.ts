import type { Profile } from '../../../core/contract/eda.ts';

type Correlations = Profile['correlations']['pearson'];

export interface Pair {
  readonly a: string;
  readonly b: string;
  readonly value: number;
}

/** The pairs with the greatest absolute coefficient, at most `most`. */
export function strongestPairs({ columns, matrix }: Correlations, most: number): Pair[] {
  const pairs: Pair[] = [];
  for (let i = 0; i < columns.length; i++)
    for (let j = 0; j < i; j++) {
      const value = matrix[i]?.[j];
      if (typeof value === 'number') pairs.push({ a: columns[j]!, b: columns[i]!, value });
    }
  return pairs.toSorted((x, y) => Math.abs(y.value) - Math.abs(x.value)).slice(0, most);
}

/** The part of a matrix with at most `most` columns: those with the strongest single coefficient. */
export function strongestPart(source: Correlations, most: number): Correlations {
  const { columns, matrix } = source;
  if (columns.length <= most) return source;
  const strength = matrix.map((row, i) =>
    row.reduce<number>((top, value, j) => (i === j ? top : Math.max(top, Math.abs(value ?? 0))), 0),
  );
  const kept = columns
    .map((_, i) => i)
    .toSorted((a, b) => strength[b]! - strength[a]!)
    .slice(0, most)
    .toSorted((a, b) => a - b);
  return {
    columns: kept.map((i) => columns[i]!),
    matrix: kept.map((i) => kept.map((j) => matrix[i]?.[j] ?? null)),
  };
}
