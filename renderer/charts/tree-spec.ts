/** A decision tree: what it asks at each node, and what it says of the rows that come there. */
export interface TreeSpec {
  readonly kind: 'tree';
  /** Root first; children by number, −1 for none. Rows that meet the condition go left. */
  readonly nodes: readonly TreeNode[];
  readonly valueTitle: string;
  readonly valueKind?: 'number' | 'percent';
  /** Number of the node that stands out. */
  readonly selected?: number;
}

export interface TreeNode {
  /** In words; null at a leaf. */
  readonly condition: string | null;
  readonly left: number;
  readonly right: number;
  readonly value: number;
  readonly rows: number;
}
