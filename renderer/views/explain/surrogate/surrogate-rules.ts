import type { OutputOf } from '../../../../core/contract/contract.ts';
import type { TreeSpec } from '../../../charts/tree-spec.ts';
import { conditionWords } from '../rows/condition-words.ts';

export type Surrogate = OutputOf<'explainability.surrogate'>;

export interface NodeRule {
  /** Number of the node. */
  readonly index: number;
  readonly isLeaf: boolean;
  readonly value: number;
  readonly rows: number;
  /** What rows meet that come there, as filters are written; empty at the root. */
  readonly filter: string;
  readonly words: readonly string[];
}

/** The way to each node, root first, left before right. */
export function nodeRules({ nodes }: Surrogate): NodeRule[] {
  const rules: NodeRule[] = [];
  const follow = (index: number, conditions: readonly string[]): void => {
    const node = nodes[index];
    if (!node) return;
    const { condition, otherwise, value, rows } = node;
    rules.push({
      index,
      isLeaf: condition === null,
      value,
      rows,
      filter: conditions.map((each) => `(${each})`).join(' and '),
      words: conditions.map(conditionWords),
    });
    if (condition === null) return;
    follow(node.left, [...conditions, condition]);
    follow(node.right, [...conditions, otherwise ?? `not (${condition})`]);
  };
  follow(0, []);
  return rules;
}

/** What the tree says: the probability of a class, or the value. */
export const valueTitleOf = ({ label }: Surrogate, target: string): string =>
  label === null ? `predicted ${target}` : `probability of ${label}`;

export function treeSpec(found: Surrogate, target: string, selected: number | null): TreeSpec {
  return {
    kind: 'tree',
    nodes: found.nodes.map((node) => ({
      ...node,
      condition: node.condition === null ? null : conditionWords(node.condition),
    })),
    valueTitle: valueTitleOf(found, target),
    valueKind: found.label === null ? 'number' : 'percent',
    ...(selected === null ? {} : { selected }),
  };
}

/** What a fidelity means for whoever reads the tree. */
export function fidelityWords(fidelity: number): string {
  if (fidelity >= 0.9) return 'stands for the model well';
  if (fidelity >= 0.7) return 'tells the gist of the model';
  return fidelity >= 0.5 ? 'tells only part of the model' : 'does not stand for the model';
}
