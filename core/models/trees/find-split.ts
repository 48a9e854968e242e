import type { Rng } from '../../base/rng.ts';
import { scanAbsoluteErrors, type AbsoluteErrors } from './absolute-error.ts';
import type { Bench } from './bench.ts';
import type { NodeRows } from './gather-codes.ts';
import { groupNode, groupNodeSorted } from './group-rows.ts';
import { orderCategories } from './order-categories.ts';
import { tryRandomCategories } from './random-categories.ts';
import { codeRange, tryRandomSplit } from './random-split.ts';
import { scanGroups, type Bounds } from './scan-groups.ts';

export interface SearchNode extends NodeRows {
  readonly bounds: Bounds;
  /** How many features, the first of the bench's, are known to be constant in the node. */
  readonly constants: number;
}

export interface SearchTools {
  readonly rng: Rng;
  /** For the criterion absolute_error. */
  readonly errors: AbsoluteErrors | null;
}

/** Tries a feature's splits; false when the node has only one value of it. */
function tryFeature(
  bench: Bench,
  { feature, node }: { feature: number; node: SearchNode },
  { rng, errors }: SearchTools,
): boolean {
  const { bounds } = node;
  const { randomSplits } = bench.rules;
  const categorical = bench.x.categories[feature]! > 0;
  if (randomSplits && !categorical) {
    const range = codeRange(bench, feature, node);
    // No threshold lies between values of one code, even where some are missing.
    if (range.lowest >= range.highest) return false;
    tryRandomSplit(bench, { feature, node, bounds }, { range, rng, errors });
    return true;
  }
  const group = errors ? groupNodeSorted : groupNode;
  const all = group(bench, feature, node);
  const missing = bench.groupCode[all - 1] === bench.x.counts[feature]!;
  const groups = missing ? all - 1 : all;
  if (groups === 0 || (groups === 1 && (!missing || randomSplits))) return false;
  const at = { feature, groups, missing, rows: node.to - node.from, bounds };
  if (randomSplits && !errors) {
    tryRandomCategories(bench, at, rng);
    return true;
  }
  if (categorical) orderCategories(bench, groups, errors !== null);
  if (errors) scanAbsoluteErrors(bench, errors, { at, node });
  else scanGroups(bench, at);
  return true;
}

function swap(values: Int32Array, a: number, b: number): void {
  const held = values[a]!;
  values[a] = values[b]!;
  values[b] = held;
}

/**
 * Looks for the node's best split among features drawn at random, and leaves it in `bench.best`; its
 * feature stays −1 when there is none. Draws as scikit-learn does: on until `maxFeatures` were drawn and
 * one of them was not constant; features found constant are remembered for the node's children.
 * Returns how many are known to be constant. O(features × rows).
 */
export function findSplit(bench: Bench, node: SearchNode, tools: SearchTools): number {
  const { features, constant, best, rules } = bench;
  best.feature = -1;
  best.gain = -Infinity;
  const known = node.constants;
  let drawnConstants = 0;
  let found = 0;
  let visited = 0;
  // features: drawn constants | known constants | found constants | not drawn | drawn (from `undrawn` on).
  let undrawn = features.length;
  while (
    undrawn > known + found &&
    (visited < rules.maxFeatures || visited <= found + drawnConstants)
  ) {
    visited++;
    let at = drawnConstants + tools.rng.integer(undrawn - found - drawnConstants);
    if (at < known) {
      swap(features, drawnConstants, at);
      drawnConstants++;
      continue;
    }
    at += found;
    const feature = features[at]!;
    if (tryFeature(bench, { feature, node }, tools)) {
      undrawn--;
      swap(features, undrawn, at);
    } else {
      swap(features, at, known + found);
      found++;
    }
  }
  // The order of the constants is what siblings rely on.
  for (let i = 0; i < known; i++) features[i] = constant[i]!;
  for (let i = known; i < known + found; i++) constant[i] = features[i]!;
  return known + found;
}
