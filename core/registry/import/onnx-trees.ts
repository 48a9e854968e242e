import type { Link } from '../../models/states/state-kind.ts';
import type { Tree, TreeEnsembleState } from '../../models/states/trees.ts';
import { damaged, unsupported } from './foreign-failure.ts';
import { lastRoundingBelow, lastRoundingTo, previousDouble } from './nearest-float.ts';
import type { OnnxColumn } from './onnx-columns.ts';
import type { OnnxNode } from './onnx-messages.ts';
import { joinChains } from './onnx-chains.ts';
import { arrangeTrees, categoryBits, orderTree, type TreeBudget } from './order-tree.ts';

/** Leaf values of all outputs of a model. */
const mostValues = 50_000_000;

export interface OnnxTrees {
  readonly state: TreeEnsembleState;
  /** Features that are asked for equality. */
  readonly categorical: ReadonlySet<number>;
}

interface Lists {
  numbers(name: string, length?: number): ArrayLike<number>;
  texts(name: string, length?: number): readonly string[];
  has(name: string): boolean;
}

function lists({ attributes }: OnnxNode): Lists {
  function check<T extends ArrayLike<unknown>>(name: string, found: T, length?: number): T {
    if (length === undefined || found.length === length) return found;
    throw damaged(`${name} has ${found.length} of ${length} entries`);
  }
  return {
    has: (name) => attributes.has(name),
    numbers(name, length) {
      const own = attributes.get(name);
      const tensor = attributes.get(`${name}_as_tensor`)?.tensor;
      const plain = own && (own.floats.length > 0 ? own.floats : own.integers);
      return check(name, tensor?.values ?? plain ?? [], length);
    },
    texts: (name, length) => check(name, attributes.get(name)?.texts ?? [], length),
  };
}

interface Places {
  /** Nodes of each tree, by their place in the lists. */
  readonly trees: ReadonlyMap<number, number[]>;
  /** The place of a node in the lists; PARSE_FAILED for one that is not there. */
  find(tree: number, node: number): number;
}

function placeNodes(trees: ArrayLike<number>, nodes: ArrayLike<number>): Places {
  const byTree = new Map<number, number[]>();
  const places = new Map<number, Map<number, number>>();
  for (let i = 0; i < nodes.length; i++) {
    const tree = trees[i]!;
    let own = places.get(tree);
    if (!own) places.set(tree, (own = new Map()));
    if (own.has(nodes[i]!)) throw damaged(`node ${nodes[i]} of tree ${tree} is there twice`);
    own.set(nodes[i]!, i);
    const list = byTree.get(tree);
    if (list) list.push(i);
    else byTree.set(tree, [i]);
  }
  return {
    trees: byTree,
    find(tree, node) {
      const place = places.get(tree)?.get(node);
      if (place === undefined) throw damaged(`there is no node ${node} in tree ${tree}`);
      return place;
    },
  };
}

/** How one node asks: x ≤ threshold or a set goes left; `swap`: what is true goes right. */
interface Rule {
  readonly threshold: number;
  readonly set: Uint8Array | null;
  readonly swap: boolean;
  readonly missingLeft: boolean;
}

/** `set` has one number where a node compares. */
function ruleOf(
  mode: string,
  set: readonly number[],
  node: { single: boolean; tracks: boolean },
): Rule {
  const { single, tracks } = node;
  const value = set[0]!;
  const upTo = (): number => (single ? lastRoundingTo(value) : value);
  const below = (): number => (single ? lastRoundingBelow(value) : previousDouble(value));
  switch (mode) {
    case 'BRANCH_LEQ':
      return { threshold: upTo(), set: null, swap: false, missingLeft: tracks };
    case 'BRANCH_LT':
      return { threshold: below(), set: null, swap: false, missingLeft: tracks };
    case 'BRANCH_GT':
      return { threshold: upTo(), set: null, swap: true, missingLeft: !tracks };
    case 'BRANCH_GTE':
      return { threshold: below(), set: null, swap: true, missingLeft: !tracks };
    case 'BRANCH_EQ':
      return { threshold: 0, set: categoryBits(set), swap: false, missingLeft: tracks };
    case 'BRANCH_NEQ':
      // Nothing equals a missing value.
      return { threshold: 0, set: categoryBits([value]), swap: true, missingLeft: false };
    default:
      throw damaged(`a node has the mode '${mode.slice(0, 40)}'`);
  }
}

/** Trees with the values of each output: [output][tree]. */
function readTrees(
  node: OnnxNode,
  { outputs, prefix, columns }: { outputs: number; prefix: string; columns: readonly OnnxColumn[] },
): { byOutput: Tree[][]; categorical: Set<number> } {
  const get = lists(node);
  const ids = get.numbers('nodes_nodeids');
  const count = ids.length;
  if (count === 0) throw damaged('it has no trees');
  if (count * outputs > mostValues) throw damaged('its trees have too many values');
  const treeIds = get.numbers('nodes_treeids', count);
  const modes = get.texts('nodes_modes', count);
  const asked = get.numbers('nodes_featureids', count);
  const values = get.numbers('nodes_values', count);
  const yes = get.numbers('nodes_truenodeids', count);
  const no = get.numbers('nodes_falsenodeids', count);
  const name = 'nodes_missing_value_tracks_true';
  const tracks = get.has(name) ? get.numbers(name, count) : new Uint8Array(count);
  const places = placeNodes(treeIds, ids);
  const weights = Array.from({ length: outputs }, () => new Float64Array(count));
  const leaves = get.numbers(`${prefix}_nodeids`);
  const leafTrees = get.numbers(`${prefix}_treeids`, leaves.length);
  const leafOutputs = get.numbers(`${prefix}_ids`, leaves.length);
  const leafWeights = get.numbers(`${prefix}_weights`, leaves.length);
  for (let i = 0; i < leaves.length; i++) {
    const own = weights[outputs === 1 ? 0 : leafOutputs[i]!];
    if (!own) throw damaged(`${prefix}_ids has ${leafOutputs[i]}`);
    own[places.find(leafTrees[i]!, leaves[i]!)]! += leafWeights[i]!;
  }
  const budget: TreeBudget = { setBytes: 0 };
  const categorical = new Set<number>();
  const byOutput = weights.map((): Tree[] => []);
  const local = new Int32Array(count);
  const chains = joinChains({ modes, asked, values, yes, no, tracks }, places);
  for (const [tree, all] of places.trees) {
    const nodes = all.filter((i) => !chains.joined.has(i));
    nodes.forEach((i, at) => (local[i] = at));
    const rules = nodes.map((i): Rule | null => {
      if (modes[i] === 'LEAF') return null;
      const column = columns[asked[i]!];
      if (!column)
        throw damaged(`a tree asks for feature ${asked[i]}, but there are ${columns.length}`);
      const asks = { single: column.single, tracks: tracks[i] === 1 };
      const rule = ruleOf(modes[i]!, chains.sets.get(i) ?? [values[i]!], asks);
      if (rule.set) categorical.add(column.place);
      return rule;
    });
    const child = (rule: Rule | null, i: number, left: boolean): number => {
      if (!rule) return -1;
      const next = left === rule.swap ? (chains.ends.get(i) ?? no[i]!) : yes[i]!;
      return local[places.find(tree, next)]!;
    };
    const sets = new Map<number, Uint8Array>();
    rules.forEach((rule, at) => rule?.set && sets.set(at, rule.set));
    const index = Float64Array.from(nodes, (_, at) => at);
    const loose = {
      feature: nodes.map((i, at) => (rules[at] ? columns[asked[i]!]!.place : -1)),
      threshold: rules.map((rule) => rule?.threshold ?? 0),
      missingLeft: rules.map((rule) => Number(rule?.missingLeft ?? false)),
      left: nodes.map((i, at) => child(rules[at]!, i, true)),
      right: nodes.map((i, at) => child(rules[at]!, i, false)),
      value: index,
      cover: index,
      sets,
    };
    const made = orderTree(loose, Infinity, budget);
    if (made.feature.length !== nodes.length)
      throw damaged(`tree ${tree} has nodes that nothing leads to`);
    const order = Int32Array.from(made.value, (at) => nodes[at]!);
    const cover = new Float64Array(order.length);
    for (const [k, own] of weights.entries()) {
      const value = Float64Array.from(order, (i) => own[i]!);
      if (!value.every(Number.isFinite)) throw damaged('a leaf has no finite value');
      byOutput[k]!.push({ ...made, value, cover });
    }
  }
  return { byOutput, categorical };
}

function readBase(node: OnnxNode, outputs: number): Float64Array {
  const base = lists(node).numbers('base_values');
  if (base.length === 0) return new Float64Array(outputs);
  if (base.length !== outputs)
    throw damaged(`base_values has ${base.length} of ${outputs} numbers`);
  return Float64Array.from(base);
}

const transformOf = ({ attributes }: OnnxNode): string =>
  attributes.get('post_transform')?.texts[0] ?? 'NONE';

function refuseTransform(node: OnnxNode): never {
  throw unsupported(
    `The ${node.operator} of the model has the post_transform ${transformOf(node)}, which is not read for its outputs.`,
    'Read are NONE, LOGISTIC for two classes and SOFTMAX for more',
  );
}

function ensemble(link: Link, base: Float64Array, byOutput: readonly Tree[][]): TreeEnsembleState {
  return { kind: 'trees', link, base, trees: arrangeTrees(byOutput) };
}

/** TreeEnsembleRegressor with one target. */
export function readTreeRegressor(node: OnnxNode, columns: readonly OnnxColumn[]): OnnxTrees {
  const targets = node.attributes.get('n_targets')?.integers[0] ?? 1;
  if (targets !== 1)
    throw unsupported(`The model has ${targets} targets.`, 'Train one model a target');
  if (transformOf(node) !== 'NONE') refuseTransform(node);
  const aggregate = node.attributes.get('aggregate_function')?.texts[0] ?? 'SUM';
  if (aggregate !== 'SUM' && aggregate !== 'AVERAGE') {
    throw unsupported(`The trees are joined by ${aggregate}.`, 'Read are SUM and AVERAGE');
  }
  const { byOutput, categorical } = readTrees(node, { outputs: 1, prefix: 'target', columns });
  const base = readBase(node, 1);
  const factor = aggregate === 'SUM' ? 1 : 1 / byOutput[0]!.length;
  const scaled = byOutput.map((trees) =>
    trees.map((tree) => ({ ...tree, value: tree.value.map((value) => value * factor) })),
  );
  return { state: ensemble('identity', base, scaled), categorical };
}

/** One output of two classes: its trees have a score of the second class alone. */
function readOneScore(node: OnnxNode, columns: readonly OnnxColumn[]): OnnxTrees {
  const { byOutput, categorical } = readTrees(node, { outputs: 1, prefix: 'class', columns });
  const transform = transformOf(node);
  const positive = byOutput[0]!.every((tree) => tree.value.every((value) => value >= 0));
  const link = transform === 'LOGISTIC' ? 'logit' : 'probability';
  if (transform !== 'LOGISTIC' && !(transform === 'NONE' && positive)) refuseTransform(node);
  return { state: ensemble(link, readBase(node, 1), byOutput), categorical };
}

/** TreeEnsembleClassifier, as onnxruntime reads it. */
export function readTreeClassifier(
  node: OnnxNode,
  columns: readonly OnnxColumn[],
  classes: number,
): OnnxTrees {
  const ids = new Set(Array.from(lists(node).numbers('class_ids')));
  if (classes === 2 && ids.size === 1) return readOneScore(node, columns);
  const transform = transformOf(node);
  if (transform !== 'NONE' && transform !== 'SOFTMAX') refuseTransform(node);
  const { byOutput, categorical } = readTrees(node, { outputs: classes, prefix: 'class', columns });
  const base = readBase(node, classes);
  const link = transform === 'NONE' ? 'probability' : 'logit';
  if (classes > 2) return { state: ensemble(link, base, byOutput), categorical };
  const [first, second] = byOutput as [Tree[], Tree[]];
  if (link === 'probability') {
    return { state: ensemble(link, base.slice(1), [second]), categorical };
  }
  const margins = second.map((tree, k) => ({
    ...tree,
    value: tree.value.map((value, i) => value - first[k]!.value[i]!),
  }));
  return { state: ensemble(link, Float64Array.of(base[1]! - base[0]!), [margins]), categorical };
}
