import type { Tree } from '../../models/states/trees.ts';
import { damaged, unsupported } from './foreign-failure.ts';
import type { JsonPlace } from './json-reader.ts';
import { lastRoundingBelow } from './nearest-float.ts';
import { categoryBits, orderTree, type TreeBudget } from './order-tree.ts';

export interface XgboostTree {
  readonly tree: Tree;
  /** Features it asks for sets of categories. */
  readonly categorical: ReadonlySet<number>;
}

const mostNodes = 50_000_000;

/** The categories that go right, by node. */
function readSets(json: JsonPlace): Map<number, number[]> {
  const sets = new Map<number, number[]>();
  if (!json.has('categories_nodes')) return sets;
  const nodes = json.at('categories_nodes').numbers();
  const starts = json.at('categories_segments').numbers(nodes.length);
  const sizes = json.at('categories_sizes').numbers(nodes.length);
  const categories = json.at('categories').numbers();
  let total = 0;
  nodes.forEach((node, i) => {
    const from = starts[i]!;
    const to = from + sizes[i]!;
    total += sizes[i]!;
    if (!(from >= 0 && to >= from && to <= categories.length && total <= categories.length)) {
      throw damaged('the categories of a tree do not fit');
    }
    sets.set(node, [...categories.subarray(from, to)]);
  });
  return sets;
}

function countNodes(json: JsonPlace): number {
  const parameters = json.at('tree_param');
  const width = parameters.has('size_leaf_vector') ? parameters.at('size_leaf_vector').number() : 1;
  if (width > 1) {
    throw unsupported('The leaves of the model hold several numbers.', 'Train one output a tree');
  }
  return parameters.at('num_nodes').integer({ least: 1, most: mostNodes });
}

/**
 * One tree of XGBoost's JSON. XGBoost compares single-precision numbers, x < split goes left, and the
 * categories of a set go right; here x ≤ threshold and those of a set go left.
 */
export function readXgboostTree(
  json: JsonPlace,
  features: number,
  { budget, factor }: { budget: TreeBudget; factor: number },
): XgboostTree {
  const nodes = countNodes(json);
  const left = json.at('left_children').numbers(nodes);
  const right = json.at('right_children').numbers(nodes);
  const asked = json.at('split_indices').numbers(nodes);
  const conditions = json.at('split_conditions').numbers(nodes).map(Math.fround);
  const missingLeft = json.at('default_left').numbers(nodes);
  const types = json.has('split_type') ? json.at('split_type').numbers(nodes) : null;
  const outputs = json.has('base_weights') ? json.at('base_weights').numbers(nodes) : conditions;
  const found = readSets(json);
  const sets = new Map<number, Uint8Array>();
  const categorical = new Set<number>();
  const feature = asked.slice();
  const value = Float64Array.from(outputs, (output) => Math.fround(output) * factor);
  for (let node = 0; node < nodes; node++) {
    if (left[node] === -1) {
      feature[node] = -1;
      value[node] = conditions[node]! * factor;
    } else if (types?.[node] === 1) {
      const goRight = found.get(node);
      if (!goRight || goRight.length === 0) throw damaged(`node ${node} has no categories`);
      sets.set(node, categoryBits(goRight));
      categorical.add(asked[node]!);
      [left[node], right[node]] = [right[node]!, left[node]!];
      missingLeft[node] = missingLeft[node] === 1 ? 0 : 1;
    }
  }
  const threshold = conditions.map(lastRoundingBelow);
  const cover = json.at('sum_hessian').numbers(nodes);
  const loose = { feature, threshold, missingLeft, left, right, value, cover, sets };
  return { tree: orderTree(loose, features, budget), categorical };
}
