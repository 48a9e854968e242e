/** p-values of a family adjusted by Holm 1979, in their order. O(n log n). */
export function holmAdjust(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).toSorted((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = pValues.map(() => 1);
  let highest = 0;
  order.forEach((i, place) => {
    highest = Math.max(highest, Math.min(1, pValues[i]! * (pValues.length - place)));
    adjusted[i] = highest;
  });
  return adjusted;
}
