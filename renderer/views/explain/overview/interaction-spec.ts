import type { Explanation } from '../../../../core/contract/explainability.ts';
import { shapOrder } from '../../../charts/figures/shap-order.ts';
import type { HeatmapSpec } from '../../../charts/spec.ts';

const mostShown = 15;

/** The features that are shown, most important first. */
export function interactionPlaces({ features, meanAbs }: Explanation): readonly number[] {
  const importance = features.map((feature) => meanAbs[feature] ?? 0);
  return shapOrder(importance, features.length).shown.slice(0, mostShown);
}

/** Mean |interaction| of pairs; null without. Main effects are larger and would hide the pairs. */
export function interactionSpec(
  { features, interactions }: Explanation,
  places: readonly number[],
): HeatmapSpec | null {
  if (!interactions) return null;
  const matrix = places.map((a) => places.map((b) => interactions.mean[a]![b]!));
  const pairs = matrix.flatMap((row, i) => row.filter((_, j) => i !== j));
  const strongest = Math.max(0, ...pairs) || Math.max(0, ...matrix.flat()) || 1;
  const names = places.map((place) => features[place]!);
  return {
    kind: 'heatmap',
    rows: names,
    columns: names,
    matrix,
    scale: 'sequential',
    range: [0, strongest],
    valueTitle: 'mean(|interaction|)',
  };
}
