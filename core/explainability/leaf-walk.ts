import { goesLeft, type Tree } from '../models/states/trees.ts';
import { mostBits } from './pattern-index.ts';

/** What leads to a leaf; its arrays belong to the walk and change after the visit. */
export interface LeafPath {
  readonly tree: Tree;
  readonly node: number;
  /** Distinct players on the path: one element each. */
  readonly elements: number;
  /** By element its player. */
  readonly players: Int32Array;
  /** By element the share of training rows that go this way while the player is unknown. */
  readonly zero: Float64Array;
  /** By row: bit e tells whether it meets every condition of element e. Of no meaning beyond `mostBits` elements. */
  readonly patterns: Int32Array;
  /** The nodes above the leaf, root first. */
  readonly above: readonly number[];
}

export interface Walked {
  readonly columns: readonly Float64Array[];
  readonly rows: number;
  /** By column whose condition it is: columns of one player are known or unknown together. */
  readonly playerOf: Int32Array;
}

interface Walk extends Walked {
  readonly tree: Tree;
  readonly visit: (leaf: LeafPath) => void;
  readonly players: Int32Array;
  readonly zero: Float64Array;
  readonly above: number[];
  readonly room: PatternRoom;
}

/** By depth, for the left and the right child: which conditions each row meets. Used again for each tree. */
export interface PatternRoom {
  readonly root: Int32Array;
  readonly left: Int32Array[];
  readonly right: Int32Array[];
}

export function createPatternRoom(rows: number): PatternRoom {
  return { root: new Int32Array(rows).fill(-1), left: [], right: [] };
}

/** A node with the length of the path that leads to it. */
interface Visit {
  readonly node: number;
  readonly depth: number;
  readonly elements: number;
  readonly patterns: Int32Array;
}

/** Clears the element's bit in the patterns of the child that a row does not go to. */
function split(walk: Walk, { node, depth, patterns }: Visit, bit: number): void {
  const { tree, columns, rows, room } = walk;
  const column = columns[tree.feature[node]!]!;
  const left = (room.left[depth] ??= new Int32Array(room.root.length));
  const right = (room.right[depth] ??= new Int32Array(room.root.length));
  for (let i = 0; i < rows; i++) {
    const pattern = patterns[i]!;
    const cleared = pattern & ~bit;
    const isLeft = goesLeft(tree, node, column[i]!);
    left[i] = isLeft ? pattern : cleared;
    right[i] = isLeft ? cleared : pattern;
  }
}

export function coverRatio({ cover }: Tree, parent: number, child: number): number {
  return cover[parent]! > 0 ? cover[child]! / cover[parent]! : 0;
}

function descend(walk: Walk, visit: Visit): void {
  const { tree, players, zero, above, room } = walk;
  const { node, depth, elements, patterns } = visit;
  const feature = tree.feature[node]!;
  if (feature < 0) {
    walk.visit({ tree, node, elements, players, zero, patterns, above });
    return;
  }
  const player = walk.playerOf[feature]!;
  let e = 0;
  while (e < elements && players[e] !== player) e++;
  const fresh = e === elements;
  const before = fresh ? 1 : zero[e]!;
  const marked = e < mostBits;
  if (marked) split(walk, visit, 1 << e);
  players[e] = player;
  above.push(node);
  for (const side of ['left', 'right'] as const) {
    const child = tree[side][node]!;
    zero[e] = before * coverRatio(tree, node, child);
    const next = marked ? room[side][depth]! : patterns;
    const longer = fresh ? e + 1 : elements;
    descend(walk, { node: child, depth: depth + 1, elements: longer, patterns: next });
  }
  above.pop();
  zero[e] = before;
}

/** Visits every leaf, left before right, with what the rows meet on its path. O(rows × nodes). */
export function walkLeaves(
  tree: Tree,
  walked: Walked,
  room: PatternRoom,
  visit: (leaf: LeafPath) => void,
): void {
  const most = walked.columns.length;
  const walk: Walk = {
    ...walked,
    tree,
    visit,
    players: new Int32Array(most),
    zero: new Float64Array(most),
    above: [],
    room,
  };
  descend(walk, { node: 0, depth: 0, elements: 0, patterns: room.root });
}

/** For paths of more elements than an integer has bits: which elements one row meets, to `inside`. */
export function meets(
  { columns, playerOf }: Walked,
  { tree, node, players, elements, above }: LeafPath,
  row: number,
  inside: Uint8Array,
): void {
  inside.fill(1, 0, elements);
  for (const [at, parent] of above.entries()) {
    const feature = tree.feature[parent]!;
    const isLeft = goesLeft(tree, parent, columns[feature]![row]!);
    const child = above[at + 1] ?? node;
    if (isLeft !== (tree.left[parent] === child)) inside[players.indexOf(playerOf[feature]!)] = 0;
  }
}
