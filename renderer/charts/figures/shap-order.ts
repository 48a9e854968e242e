/** The features a SHAP plot shows, most important first, and those it sums up. */
export interface ShapOrder {
  readonly shown: readonly number[];
  readonly rest: readonly number[];
}

/**
 * Orders features by |importance| descending, ties as given. With more than `most` features the
 * last place is taken by the sum of the others, as shap's plots do.
 */
export function shapOrder(importance: readonly number[], most: number): ShapOrder {
  const order = importance.map((_, i) => i);
  order.sort((a, b) => Math.abs(importance[b]!) - Math.abs(importance[a]!) || a - b);
  if (order.length <= most) return { shown: order, rest: [] };
  return { shown: order.slice(0, most - 1), rest: order.slice(most - 1) };
}

/** Mean of |value|, 0 for none. */
export function meanAbsolute(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += Math.abs(value);
  return values.length === 0 ? 0 : sum / values.length;
}
