import type { TreeNode, TreeSpec } from '../tree-spec.ts';
import { percent, shortNumber } from '../text.ts';

export interface TreeRule {
  readonly text: string;
  /** Of nesting; the root is at 0. */
  readonly depth: number;
  readonly node: TreeNode;
}

/** The tree as nested rules, each with the node that it leads to. */
export function treeRules({ nodes }: TreeSpec): TreeRule[] {
  const rules: TreeRule[] = [];
  const follow = (at: number, depth: number, text: string): void => {
    const node = nodes[at];
    if (!node) return;
    rules.push({ text, depth, node });
    if (node.condition === null) return;
    follow(node.left, depth + 1, `if ${node.condition}`);
    follow(node.right, depth + 1, `else (not ${node.condition})`);
  };
  follow(0, 0, 'all rows');
  return rules;
}

/** Leaves that a sentence still spells out. */
const mostSpelled = 16;

/** The tree in words: its nested rules where they are few. */
export function treeText(spec: TreeSpec): string {
  const value = spec.valueKind === 'percent' ? percent : shortNumber;
  const rules = treeRules(spec);
  const leaves = rules.filter(({ node }) => node.condition === null);
  const start = `Decision tree of ${leaves.length} ${leaves.length === 1 ? 'leaf' : 'leaves'} for ${spec.valueTitle}`;
  if (leaves.length > mostSpelled) return `${start}, first by ${spec.nodes[0]?.condition ?? ''}.`;
  const spelled = rules.map(({ text, node }) =>
    node.condition === null ? `${text}: ${value(node.value)}` : text,
  );
  return `${start}: ${spelled.join('; ')}.`;
}
