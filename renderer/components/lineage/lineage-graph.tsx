import { useEffect, useMemo, useRef } from 'react';
import { ellipsize } from '../../charts/text.ts';
import {
  foldLineage,
  type Lineage,
  layoutLineage,
  nodeHeight,
  nodeWidth,
} from './layout-lineage.ts';
import styles from './lineage-graph.module.css';

const margin = 8;

export interface LineageGraphProps {
  readonly lineage: Lineage;
  /** The things in question: they stand out, and the first is scrolled to. */
  readonly focus: readonly string[];
}

/** Where something came from and what was made of it, from left to right. */
export function LineageGraph({ lineage, focus }: LineageGraphProps) {
  const layout = useMemo(() => layoutLineage(foldLineage(lineage)), [lineage]);
  const frame = useRef<HTMLDivElement>(null);
  const first = focus[0];
  useEffect(() => {
    // Where the graph is wider than the window, start where the thing is.
    const node = layout.nodes.find((each) => each.id === first);
    if (node && frame.current)
      frame.current.scrollLeft = node.x + nodeWidth + margin * 2 - frame.current.clientWidth;
  }, [layout, first]);
  const titles = new Map(lineage.nodes.map((node) => [node.id, node.title]));
  const sentence = lineage.edges
    .map((edge) => `${titles.get(edge.from)} ${edge.label} ${titles.get(edge.to)}`)
    .join('; ');
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keyboard must scroll it
    <div ref={frame} className={styles.graph} tabIndex={0} role="region" aria-label="Lineage graph">
      <svg
        role="img"
        aria-label={`Lineage: ${sentence}`}
        width={layout.width + margin * 2}
        height={layout.height + margin * 2}
        viewBox={`${-margin} ${-margin} ${layout.width + margin * 2} ${layout.height + margin * 2}`}
      >
        <defs>
          <marker
            id="lineage-arrow"
            viewBox="0 0 8 8"
            refX="6"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path d="M 0 0 L 8 4 L 0 8 z" fill="var(--assay-border-strong)" />
          </marker>
        </defs>
        {layout.edges.map((edge) => (
          <g key={edge.key}>
            <path d={edge.path} className={styles.edge} markerEnd="url(#lineage-arrow)" />
            <text x={edge.labelX} y={edge.labelY} className={styles.edgeLabel}>
              {ellipsize(edge.label, 16)}
            </text>
          </g>
        ))}
        {layout.nodes.map((node) => (
          <g key={node.id} transform={`translate(${node.x} ${node.y})`}>
            <title>{`${node.kind}: ${node.title}\n${node.detail}`}</title>
            <rect
              width={nodeWidth}
              height={nodeHeight}
              rx={7}
              className={styles.node}
              data-focus={focus.includes(node.id)}
            />
            <text x={12} y={18} className={styles.nodeKind}>
              {node.kind}
            </text>
            <text x={12} y={35} className={styles.nodeTitle}>
              {ellipsize(node.title, 18)}
            </text>
            <text x={12} y={51} className={styles.nodeDetail}>
              {ellipsize(node.detail, 22)}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}
