import type { Explanation } from '../../../../core/contract/explainability.ts';

const mostOfIt = 0.9;

/**
 * The column of the largest mean |SHAP value| and its share of the sum over all columns; `most`: how
 * many columns, from the strongest, make up 90 % of that sum.
 */
export function strongestOf({ features, meanAbs }: Pick<Explanation, 'features' | 'meanAbs'>): {
  readonly feature: string;
  readonly share: number;
  readonly most: number;
} {
  const order = features
    .map((feature) => ({ feature, size: meanAbs[feature] ?? 0 }))
    .toSorted((a, b) => b.size - a.size);
  const total = order.reduce((sum, { size }) => sum + size, 0);
  const first = order[0];
  if (first === undefined || total === 0) return { feature: 'none', share: 0, most: 0 };
  let most = 0;
  for (let sum = 0; sum < mostOfIt * total && most < order.length; most++) sum += order[most]!.size;
  return { feature: first.feature, share: first.size / total, most };
}
