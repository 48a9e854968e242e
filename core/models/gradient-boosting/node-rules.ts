import type { Rng } from '../../base/rng.ts';
import type { Matrix } from '../../table/matrix.ts';
import { featurePlace, readMonotonic } from '../monotonic-constraints.ts';
import type { GradientBoostingParams } from './params.ts';

/** What trees may do with which feature. */
export interface FeatureRules {
  /** −1, 0 or 1 a feature; null without constraints. */
  readonly monotonic: Int8Array | null;
  /** Features that may meet on a path; null without constraints. */
  readonly groups: readonly Uint8Array[] | null;
  /** Shares of the features that a tree may use and that a node tries. */
  readonly ofTree: number;
  readonly ofNode: number;
}

function readGroups(
  asked: GradientBoostingParams['interaction_cst'],
  x: Matrix,
): Uint8Array[] | null {
  if (asked === null || asked.length === 0) return null;
  const groups = asked.map((names) => {
    const group = new Uint8Array(x.names.length);
    for (const name of names) group[featurePlace(name, x, 'params.interaction_cst')] = 1;
    return group;
  });
  for (let feature = 0; feature < x.names.length; feature++) {
    if (groups.some((group) => group[feature] === 1)) continue;
    const alone = new Uint8Array(x.names.length);
    alone[feature] = 1;
    groups.push(alone);
  }
  return groups;
}

/** INVALID_INPUT for features that the model does not have. */
export function readFeatureRules(
  params: GradientBoostingParams,
  x: Matrix,
  classes: number,
): FeatureRules {
  return {
    monotonic: readMonotonic(params.monotonic_cst, x, classes),
    groups: readGroups(params.interaction_cst, x),
    ofTree: params.max_features_tree,
    ofNode: params.max_features,
  };
}

/** A share of the features among `allowed`, at least one. */
function drawFeatures(allowed: Uint8Array, share: number, rng: Rng): Uint8Array {
  const places = [...allowed.keys()].filter((feature) => allowed[feature] === 1);
  rng.shuffle(places);
  const drawn = new Uint8Array(allowed.length);
  const count = Math.max(1, Math.round(share * places.length));
  for (const feature of places.slice(0, count)) drawn[feature] = 1;
  return drawn;
}

/** Which features a node may split by: 1 a feature. */
export interface FeatureChooser {
  /** `path`: the features above it, 1 each. */
  choose(path: Uint8Array): Uint8Array;
}

/** For one tree. Deterministic as long as nodes come in the same order. */
export function createChooser(features: number, rules: FeatureRules, rng: Rng): FeatureChooser {
  const all = new Uint8Array(features).fill(1);
  const ofTree = rules.ofTree < 1 ? drawFeatures(all, rules.ofTree, rng) : all;
  return {
    choose(path) {
      let allowed = ofTree;
      if (rules.groups && path.includes(1)) {
        const open = rules.groups.filter((group) => path.every((on, j) => on <= group[j]!));
        allowed = ofTree.map((on, j) => (open.some((group) => group[j] === 1) ? on : 0));
      }
      return rules.ofNode < 1 && allowed.includes(1)
        ? drawFeatures(allowed, rules.ofNode, rng)
        : allowed;
    },
  };
}
