import { damaged } from './foreign-failure.ts';

export interface NodeLists {
  readonly modes: readonly string[];
  readonly asked: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  readonly yes: ArrayLike<number>;
  readonly no: ArrayLike<number>;
  readonly tracks: ArrayLike<number>;
}

/** The nodes of all trees by their place in the lists. */
interface Places {
  readonly trees: ReadonlyMap<number, readonly number[]>;
  find(tree: number, node: number): number;
}

export interface Chains {
  /** Numbers that a node asks for, where there are several. */
  readonly sets: ReadonlyMap<number, readonly number[]>;
  /** Where such a node leads when none is met: an id. */
  readonly ends: ReadonlyMap<number, number>;
  /** Nodes that became part of another. */
  readonly joined: ReadonlySet<number>;
}

/**
 * Sets of categories as converters write them: node after node asks for one number, and all of them lead
 * to the same node when it is met. O(nodes).
 */
export function joinChains(lists: NodeLists, places: Places): Chains {
  const { modes, asked, values, yes, no, tracks } = lists;
  const sets = new Map<number, number[]>();
  const ends = new Map<number, number>();
  const joined = new Set<number>();
  for (const [tree, nodes] of places.trees) {
    const next = new Map<number, number>();
    for (const i of nodes) {
      if (modes[i] !== 'BRANCH_EQ') continue;
      const j = places.find(tree, no[i]!);
      const goesOn = modes[j] === 'BRANCH_EQ' && asked[j] === asked[i] && yes[j] === yes[i];
      if (!goesOn || tracks[j] === 1) continue;
      if (joined.has(j)) throw damaged('two nodes of a tree lead to one');
      next.set(i, j);
      joined.add(j);
    }
    for (const head of next.keys()) {
      if (joined.has(head)) continue;
      const set = [values[head]!];
      let at = head;
      for (let j = next.get(at); j !== undefined; j = next.get(at)) {
        set.push(values[j]!);
        at = j;
      }
      sets.set(head, set);
      ends.set(head, no[at]!);
    }
  }
  return { sets, ends, joined };
}
