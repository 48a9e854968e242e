export interface LineageNode {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly detail: string;
}

/** Things and what they came from: `from` is older than `to`. */
export interface Lineage {
  readonly nodes: readonly LineageNode[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly label: string }[];
}

export interface PlacedNode extends LineageNode {
  readonly x: number;
  readonly y: number;
}

export interface PlacedEdge {
  readonly key: string;
  readonly path: string;
  readonly label: string;
  readonly labelX: number;
  readonly labelY: number;
}

export interface LineageLayout {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly width: number;
  readonly height: number;
}

export const nodeWidth = 152;
export const nodeHeight = 62;
const columnGap = 88;
const rowGap = 14;

/** More ends of one kind than this are shown as one. */
const mostAlike = 3;

/**
 * Many reports of one model would bury the graph: more than three ends of the same kind with the
 * same origin become one node that counts them.
 */
export function foldLineage({ nodes, edges }: Lineage): Lineage {
  const origins = new Set(edges.map((edge) => edge.from));
  const groups = new Map<string, string[]>();
  for (const { id, kind } of nodes) {
    const incoming = edges.filter((edge) => edge.to === id);
    if (origins.has(id) || incoming.length !== 1 || kind === 'model version') continue;
    const key = `${kind} ${incoming[0]!.from}`;
    groups.set(key, [...(groups.get(key) ?? []), id]);
  }
  const folded = new Map<string, readonly string[]>();
  for (const ids of groups.values())
    if (ids.length > mostAlike) for (const id of ids) folded.set(id, ids);
  const kept = (id: string): boolean => (folded.get(id)?.[0] ?? id) === id;
  return {
    nodes: nodes.flatMap((node) => {
      const alike = folded.get(node.id);
      if (!alike) return [node];
      if (!kept(node.id)) return [];
      return [{ ...node, title: `${alike.length} ${node.kind}s`, detail: `such as ${node.title}` }];
    }),
    edges: edges.filter((edge) => kept(edge.to)),
  };
}

/** Column of each node: one more than its farthest ancestor. Cycles, which should not be, are cut. */
function columnsOf({ nodes, edges }: Lineage): Map<string, number> {
  const parents = new Map<string, string[]>();
  for (const { from, to } of edges) parents.set(to, [...(parents.get(to) ?? []), from]);
  const known = new Map<string, number>();
  const open = new Set<string>();
  const depth = (id: string): number => {
    const found = known.get(id);
    if (found !== undefined) return found;
    if (open.has(id)) return 0;
    open.add(id);
    const above = (parents.get(id) ?? []).map((parent) => depth(parent) + 1);
    open.delete(id);
    const column = Math.max(0, ...above);
    known.set(id, column);
    return column;
  };
  for (const node of nodes) depth(node.id);
  return known;
}

/**
 * Places a lineage from left to right: origins first, each node right of what it came from, and
 * within a column near the middle of its parents. Pixels.
 */
export function layoutLineage(lineage: Lineage): LineageLayout {
  const columnOf = columnsOf(lineage);
  const columns: LineageNode[][] = [];
  for (const node of lineage.nodes) (columns[columnOf.get(node.id) ?? 0] ??= []).push(node);
  const tallest = Math.max(1, ...columns.map((column) => column?.length ?? 0));
  const height = tallest * (nodeHeight + rowGap) - rowGap;
  const placed = new Map<string, PlacedNode>();
  columns.forEach((column, c) => {
    const wanted = (node: LineageNode): number => {
      const above = lineage.edges.flatMap((edge) =>
        edge.to === node.id ? (placed.get(edge.from)?.y ?? []) : [],
      );
      return above.length === 0 ? 0 : above.reduce((sum, y) => sum + y, 0) / above.length;
    };
    const taken = column.length * (nodeHeight + rowGap) - rowGap;
    column
      .toSorted((a, b) => wanted(a) - wanted(b))
      .forEach((node, i) => {
        placed.set(node.id, {
          ...node,
          x: c * (nodeWidth + columnGap),
          y: (height - taken) / 2 + i * (nodeHeight + rowGap),
        });
      });
  });
  const edges = lineage.edges.flatMap((edge): PlacedEdge[] => {
    const from = placed.get(edge.from);
    const to = placed.get(edge.to);
    if (!from || !to) return [];
    const x0 = from.x + nodeWidth;
    const y0 = from.y + nodeHeight / 2;
    const x1 = to.x - 6;
    const y1 = to.y + nodeHeight / 2;
    const bend = Math.max(24, (x1 - x0) / 2);
    return [
      {
        key: `${edge.from} ${edge.to} ${edge.label}`,
        path: `M ${x0} ${y0} C ${x0 + bend} ${y0} ${x1 - bend} ${y1} ${x1} ${y1}`,
        label: edge.label,
        labelX: (x0 + x1) / 2,
        labelY: (y0 + y1) / 2 - 5,
      },
    ];
  });
  return {
    nodes: [...placed.values()],
    edges,
    width: columns.length * (nodeWidth + columnGap) - columnGap,
    height,
  };
}
