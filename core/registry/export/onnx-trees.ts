import { asksCategories, type Tree, type TreeEnsembleState } from '../../models/states/trees.ts';
import type { Attribute } from './onnx-proto.ts';
import { refuseExport } from './plan-encoding.ts';

/** Nodes of all trees, one entry a node, as the operators for trees have them. */
class NodeLists {
  readonly trees: number[] = [];
  readonly ids: number[] = [];
  readonly modes: string[] = [];
  readonly features: number[] = [];
  readonly thresholds: number[] = [];
  readonly yes: number[] = [];
  readonly no: number[] = [];
  readonly missingYes: number[] = [];

  push(node: {
    readonly tree: number;
    readonly id: number;
    readonly mode: string;
    readonly feature: number;
    readonly threshold: number;
    readonly yes: number;
    readonly no: number;
    readonly missingYes: boolean;
  }): void {
    this.trees.push(node.tree);
    this.ids.push(node.id);
    this.modes.push(node.mode);
    this.features.push(node.feature);
    this.thresholds.push(node.threshold);
    this.yes.push(node.yes);
    this.no.push(node.no);
    this.missingYes.push(Number(node.missingYes));
  }

  attributes(): Record<string, Attribute> {
    return {
      nodes_treeids: { integers: this.trees },
      nodes_nodeids: { integers: this.ids },
      nodes_modes: { texts: this.modes },
      nodes_featureids: { integers: this.features },
      // Doubles, so that each row goes where it goes here.
      nodes_values_as_tensor: { doubles: this.thresholds },
      nodes_truenodeids: { integers: this.yes },
      nodes_falsenodeids: { integers: this.no },
      nodes_missing_value_tracks_true: { integers: this.missingYes },
    };
  }
}

/** Categories of the set of a node, in order. */
function categoriesOf({ categories }: Tree, node: number): number[] {
  const { start, bits } = categories!;
  const found: number[] = [];
  for (let at = start[node]!; at < start[node + 1]!; at++) {
    for (let bit = 0; bit < 8; bit++) {
      if (((bits[at]! >> bit) & 1) === 1) found.push(8 * (at - start[node]!) + bit);
    }
  }
  return found;
}

/** A set is asked for one category after the other; all lead to the same node where they are met. */
function pushSet(
  lists: NodeLists,
  tree: Tree,
  place: { tree: number; node: number; next: number },
) {
  const { node } = place;
  const set = categoriesOf(tree, node);
  const feature = tree.feature[node]!;
  const empty = set.length === 0;
  const mode = empty ? 'BRANCH_LEQ' : 'BRANCH_EQ';
  const shared = { tree: place.tree, mode, feature, yes: tree.left[node]! };
  // No number is in an empty set; what is missing may go left all the same.
  const asked = empty ? [-Infinity] : set;
  asked.forEach((threshold, i) => {
    const last = i === asked.length - 1;
    lists.push({
      ...shared,
      id: i === 0 ? node : place.next + i - 1,
      threshold,
      no: last ? tree.right[node]! : place.next + i,
      missingYes: i === 0 && tree.missingLeft[node] === 1,
    });
  });
  return asked.length - 1;
}

function pushTree(lists: NodeLists, tree: Tree, number: number): void {
  let next = tree.feature.length;
  for (let node = 0; node < tree.feature.length; node++) {
    const feature = tree.feature[node]!;
    const place = { tree: number, id: node };
    if (feature < 0) {
      const nothing = { feature: 0, threshold: 0, yes: 0, no: 0, missingYes: false };
      lists.push({ ...place, mode: 'LEAF', ...nothing });
    } else if (asksCategories(tree, node)) {
      next += pushSet(lists, tree, { tree: number, node, next });
    } else {
      lists.push({
        ...place,
        mode: 'BRANCH_LEQ',
        feature,
        threshold: tree.threshold[node]!,
        yes: tree.left[node]!,
        no: tree.right[node]!,
        missingYes: tree.missingLeft[node] === 1,
      });
    }
  }
}

const same = (a: ArrayLike<number>, b: ArrayLike<number>): boolean =>
  a === b || (a.length === b.length && Array.prototype.every.call(a, (value, i) => value === b[i]));

/** Trees of a forest that differ in their values alone are one tree with a value an output. */
function sameShape(a: Tree, b: Tree): boolean {
  return (
    same(a.feature, b.feature) &&
    same(a.threshold, b.threshold) &&
    same(a.left, b.left) &&
    same(a.missingLeft, b.missingLeft) &&
    a.categories === undefined &&
    b.categories === undefined
  );
}

/** Values of leaves by output. */
class LeafLists {
  readonly trees: number[] = [];
  readonly nodes: number[] = [];
  readonly outputs: number[] = [];
  readonly values: number[] = [];

  push(tree: number, node: number, output: number, value: number): void {
    this.trees.push(tree);
    this.nodes.push(node);
    this.outputs.push(output);
    this.values.push(value);
  }

  attributes(prefix: 'target' | 'class'): Record<string, Attribute> {
    return {
      [`${prefix}_treeids`]: { integers: this.trees },
      [`${prefix}_nodeids`]: { integers: this.nodes },
      [`${prefix}_ids`]: { integers: this.outputs },
      [`${prefix}_weights_as_tensor`]: { doubles: this.values },
    };
  }
}

interface Ensemble {
  /** What a leaf adds to the outputs of the operator, of the value it has for one of the state's. */
  readonly spread: (value: number, output: number) => readonly (readonly [number, number])[];
  readonly prefix: 'target' | 'class';
}

function write(
  { trees, base }: Pick<TreeEnsembleState, 'trees' | 'base'>,
  { spread, prefix }: Ensemble,
): Record<string, Attribute> {
  const nodes = new NodeLists();
  const leaves = new LeafLists();
  const outputs = base.length;
  let number = -1;
  trees.forEach((tree, k) => {
    const shares = k % outputs > 0 && sameShape(tree, trees[k - 1]!);
    if (!shares) pushTree(nodes, tree, ++number);
    tree.feature.forEach((feature, node) => {
      if (feature >= 0) return;
      for (const [output, value] of spread(tree.value[node]!, k % outputs)) {
        leaves.push(number, node, output, value);
      }
    });
  });
  return { ...nodes.attributes(), ...leaves.attributes(prefix) };
}

/** Attributes of a TreeEnsembleRegressor: the margin. */
export function regressorAttributes(state: TreeEnsembleState): Record<string, Attribute> {
  return {
    ...write(state, { spread: (value) => [[0, value]], prefix: 'target' }),
    base_values_as_tensor: { doubles: state.base },
    n_targets: { integer: 1 },
    post_transform: { text: 'NONE' },
  };
}

/** The trees with the base in the leaves of the first: of two classes runtimes misread base values. */
function withoutBase({
  trees,
  base,
}: TreeEnsembleState): Pick<TreeEnsembleState, 'trees' | 'base'> {
  const [first, ...others] = trees;
  const value = first!.value.map((own) => own + base[0]!);
  return { trees: [{ ...first!, value }, ...others], base };
}

/**
 * Of two classes: a score for each, the first always 0, so that softmax gives the logistic function of the
 * second. Probabilities are one score of positive leaves, which runtimes complete.
 */
function twoClasses(
  state: TreeEnsembleState,
  link: 'logit' | 'probability',
): Record<string, Attribute> {
  const moved = withoutBase(state);
  if (link === 'logit') {
    const spread = (value: number) =>
      [
        [0, 0],
        [1, value],
      ] as const;
    return write(moved, { spread, prefix: 'class' });
  }
  const negative = moved.trees.some(({ feature, value }) =>
    value.some((own, node) => feature[node]! < 0 && own < 0),
  );
  if (negative) throw refuseExport('its probabilities are sums with negative parts');
  return write(moved, { spread: (value) => [[0, value]], prefix: 'class' });
}

/** Attributes of a TreeEnsembleClassifier. */
export function classifierAttributes(
  state: TreeEnsembleState,
  classes: readonly string[],
  link: 'logit' | 'probability',
): Record<string, Attribute> {
  const plain: Ensemble = { spread: (value, output) => [[output, value]], prefix: 'class' };
  const scores =
    state.base.length === 1
      ? twoClasses(state, link)
      : { ...write(state, plain), base_values_as_tensor: { doubles: state.base } };
  return {
    ...scores,
    classlabels_strings: { texts: classes },
    post_transform: { text: link === 'logit' ? 'SOFTMAX' : 'NONE' },
  };
}
