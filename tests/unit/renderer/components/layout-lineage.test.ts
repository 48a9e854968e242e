import { describe, expect, it } from 'vitest';
import {
  foldLineage,
  layoutLineage,
  nodeHeight,
  nodeWidth,
} from '../../../../renderer/components/lineage/layout-lineage.ts';

const node = (id: string) => ({ id, kind: 'run' as const, title: id, detail: '' });
const edge = (from: string, to: string) => ({ from, to, label: 'made' });

describe('layoutLineage', () => {
  it('puts every node right of all it came from', () => {
    const { nodes } = layoutLineage({
      nodes: ['d', 'a', 'b', 'c'].map(node),
      edges: [edge('a', 'b'), edge('b', 'd'), edge('a', 'd'), edge('c', 'd')],
    });
    const x = Object.fromEntries(nodes.map((each) => [each.id, each.x]));
    expect(x['a']).toBe(0);
    expect(x['c']).toBe(0);
    expect(x['b']).toBeGreaterThan(x['a']!);
    expect(x['d']).toBeGreaterThan(x['b']!);
  });

  it('lets no two nodes overlap and keeps all within its size', () => {
    const { nodes, width, height } = layoutLineage({
      nodes: ['a', 'b', 'c', 'd', 'e'].map(node),
      edges: [edge('a', 'b'), edge('a', 'c'), edge('a', 'd'), edge('d', 'e')],
    });
    for (const one of nodes) {
      expect(one.x + nodeWidth).toBeLessThanOrEqual(width);
      expect(one.y + nodeHeight).toBeLessThanOrEqual(height);
      for (const other of nodes)
        if (one !== other && one.x === other.x)
          expect(Math.abs(one.y - other.y)).toBeGreaterThanOrEqual(nodeHeight);
    }
  });

  it('survives a cycle and an edge to a node that is not there', () => {
    const { nodes, edges } = layoutLineage({
      nodes: ['a', 'b'].map(node),
      edges: [edge('a', 'b'), edge('b', 'a'), edge('a', 'gone')],
    });
    expect(nodes).toHaveLength(2);
    expect(edges).toHaveLength(2);
  });
});

describe('foldLineage', () => {
  const reports = (count: number) => Array.from({ length: count }, (_, i) => node(`r${i}`));

  it('shows more than three ends of a kind as one that counts them', () => {
    const many = reports(5);
    const folded = foldLineage({
      nodes: [node('model'), ...many],
      edges: many.map(({ id }) => edge('model', id)),
    });
    expect(folded.nodes.map((each) => each.title)).toEqual(['model', '5 runs']);
    expect(folded.edges).toHaveLength(1);
  });

  it('leaves few ends and whatever leads on', () => {
    const few = reports(3);
    const lineage = {
      nodes: [node('model'), ...few],
      edges: few.map(({ id }) => edge('model', id)),
    };
    expect(foldLineage(lineage)).toEqual(lineage);
    const chain = { nodes: ['a', 'b', 'c'].map(node), edges: [edge('a', 'b'), edge('b', 'c')] };
    expect(foldLineage(chain)).toEqual(chain);
  });
});
