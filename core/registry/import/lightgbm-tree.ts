import type { Tree } from '../../models/states/trees.ts';
import { damaged, unsupported } from './foreign-failure.ts';
import { orderTree, type TreeBudget } from './order-tree.ts';
import type { TextBlock } from './text-block.ts';

export interface LightgbmTree {
  readonly tree: Tree;
  /** Features it asks for sets of categories. */
  readonly categorical: ReadonlySet<number>;
  /** Features whose zeros go where missing values go, and those whose zeros are numbers. */
  readonly zeroIsMissing: ReadonlySet<number>;
  readonly zeroIsNumber: ReadonlySet<number>;
}

const mostLeaves = 10_000_000;
const isCategorical = (type: number): boolean => (type & 1) === 1;
const defaultLeft = (type: number): boolean => (type & 2) === 2;
/** 0: missing values are zeros; 1: zeros are missing values; 2: missing values are themselves. */
const missingType = (type: number): number => (type >> 2) & 3;

/** Bits of the categories of each set: 32 a word, in the order of bytes of a little-endian machine. */
function readSets(block: TextBlock): readonly Uint8Array[] {
  const count = block.integer('num_cat', { least: 0, most: mostLeaves, missing: 0 });
  if (count === 0) return [];
  const ends = block.numbers('cat_boundaries', count + 1);
  const length = ends[count]!;
  if (!Number.isInteger(length) || length < 0 || length > mostLeaves) {
    throw damaged('cat_boundaries does not fit');
  }
  const words = block.numbers('cat_threshold', length);
  return Array.from({ length: count }, (_, k) => {
    const from = ends[k]!;
    const to = ends[k + 1]!;
    if (!Number.isInteger(from) || from < 0 || to < from || to > length) {
      throw damaged('cat_boundaries does not fit');
    }
    const bits = new Uint8Array(4 * (to - from));
    const view = new DataView(bits.buffer);
    for (let w = from; w < to; w++) view.setUint32(4 * (w - from), words[w]!, true);
    return bits;
  });
}

/** Leaves lie after the inner nodes; a child is an inner node, or −1 − leaf. */
function place(children: Float64Array, inner: number): Float64Array {
  return children.map((child) => (child < 0 ? inner - child - 1 : child));
}

function joined(inner: ArrayLike<number>, leaves: ArrayLike<number>): Float64Array {
  const all = new Float64Array(inner.length + leaves.length);
  all.set(inner);
  all.set(leaves, inner.length);
  return all;
}

/** One block `Tree=` of a model file. */
export function readLightgbmTree(
  block: TextBlock,
  features: number,
  budget: TreeBudget,
): LightgbmTree {
  if (block.text('is_linear', '0') !== '0') {
    throw unsupported('The leaves of the model are linear (linear_tree).', 'Train without it');
  }
  const leaves = block.integer('num_leaves', { least: 1, most: mostLeaves });
  const inner = leaves - 1;
  const values = block.numbers('leaf_value', leaves);
  const numbers = (key: string): Float64Array =>
    inner === 0 ? new Float64Array(0) : block.numbers(key, inner);
  const feature = numbers('split_feature');
  const threshold = numbers('threshold');
  const types = numbers('decision_type');
  const sets = readSets(block);
  const setOf = new Map<number, Uint8Array>();
  const found = {
    categorical: new Set<number>(),
    zeroIsMissing: new Set<number>(),
    zeroIsNumber: new Set<number>(),
  };
  const missingLeft = new Uint8Array(inner + leaves);
  types.forEach((type, node) => {
    const missing = missingType(type);
    if (!Number.isInteger(type) || type < 0 || missing === 3) {
      throw damaged(`decision_type has ${type}`);
    }
    if (isCategorical(type)) {
      const set = sets[threshold[node]!];
      if (!set) throw damaged(`there is no set ${threshold[node]} of categories`);
      setOf.set(node, set);
      found.categorical.add(feature[node]!);
      return;
    }
    const zeroLeft = 0 <= threshold[node]!;
    missingLeft[node] = Number(missing === 0 ? zeroLeft : defaultLeft(type));
    if (missing === 1) found.zeroIsMissing.add(feature[node]!);
    else found.zeroIsNumber.add(feature[node]!);
  });
  // A tree of one leaf says no count.
  const counts = inner === 0 ? Float64Array.of(1) : block.numbers('leaf_count', leaves);
  const loose = {
    feature: joined(feature, new Float64Array(leaves).fill(-1)),
    threshold: joined(threshold, new Float64Array(leaves)),
    missingLeft,
    left: joined(place(numbers('left_child'), inner), new Float64Array(leaves).fill(-1)),
    right: joined(place(numbers('right_child'), inner), new Float64Array(leaves).fill(-1)),
    value: joined(numbers('internal_value'), values),
    cover: joined(numbers('internal_count'), counts),
    sets: setOf,
  };
  return { tree: orderTree(loose, features, budget), ...found };
}
