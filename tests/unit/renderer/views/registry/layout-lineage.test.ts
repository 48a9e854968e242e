import { describe, expect, it } from 'vitest';
import {
  layoutLineage,
  nodeHeight,
  nodeWidth,
} from '../../../../../renderer/views/registry/layout-lineage.ts';

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
