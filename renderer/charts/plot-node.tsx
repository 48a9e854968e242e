import type { PlotlyElement, PlotlyEvent, PlotlyEventPoint } from 'plotly.js-strict-dist-min';
import { useEffect, useRef } from 'react';
import classes from './chart.module.css';
import type { Figure } from './figure.ts';
import { loadPlotly, purgePlot } from './load-plotly.ts';
import { readBrush } from './read-brush.ts';
import type { ChartBrush, ChartSelection } from './spec.ts';
import { watchDrag, type DragWatch } from './watch-drag.ts';

const config = {
  displayModeBar: false,
  displaylogo: false,
  responsive: false,
  doubleClick: 'reset',
  showTips: false,
  scrollZoom: false,
};

/** Indices into the spec of what an event names; null when it was no point of the data. */
export function selectionOf(
  figure: Figure,
  points: readonly PlotlyEventPoint[],
): ChartSelection | null {
  const indices: number[] = [];
  for (const { curveNumber, pointNumber } of points) {
    if (typeof pointNumber !== 'number') {
      indices.push(...pointNumber);
      continue;
    }
    const mapping = figure.pointIndices?.[curveNumber];
    if (mapping === null) continue;
    const index = mapping ? mapping[pointNumber] : pointNumber;
    if (index !== undefined && index >= 0) indices.push(index);
  }
  return indices.length === 0 ? null : { indices };
}

/** Shortened tick labels tell their full text when pointed at. */
function titleTicks(node: HTMLElement, titles: ReadonlyMap<string, string>): void {
  for (const text of node.querySelectorAll<SVGTextElement>('.xtick text, .ytick text')) {
    const full = titles.get(text.textContent ?? '');
    if (full === undefined) continue;
    const title = document.createElementNS('http://www.w3.org/2000/svg', 'title');
    title.textContent = full;
    text.style.pointerEvents = 'all';
    text.append(title);
  }
}

/**
 * One stable node that plotly draws into. Zoom survives a new theme or size (same `revision`) and
 * is reset by new data.
 */
export function PlotNode(props: {
  figure: Figure;
  revision: number;
  onReady: () => void;
  onFailure: (message: string) => void;
  onSelect: ((selection: ChartSelection) => void) | undefined;
  /** What dragging does. */
  drag: 'zoom' | 'select' | 'lasso';
  onBrush: ((brush: ChartBrush) => void) | undefined;
}) {
  const node = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  const listening = useRef(false);
  const draws = useRef(0);
  const watch = useRef<DragWatch | null>(null);
  const gone = useRef(false);
  latest.current = props;
  const { figure, revision, drag } = props;

  useEffect(() => {
    let current = true;
    void (async () => {
      try {
        const plotly = await loadPlotly();
        await watch.current?.free();
        if (!current || !node.current) return;
        const layout = {
          ...figure.layout,
          uirevision: revision,
          // What is selected is told by the figure; what plotly remembers of a drag would hide it.
          selectionrevision: ++draws.current,
          selections: [],
          dragmode: drag,
        };
        const element: PlotlyElement = await plotly.react(
          node.current,
          figure.data,
          layout,
          config,
        );
        if (!current) return;
        titleTicks(element, figure.tickTitles);
        if (!listening.current) {
          const tell = (event?: PlotlyEvent): void => {
            if (gone.current) return;
            const selection = event && selectionOf(latest.current.figure, event.points);
            if (selection) latest.current.onSelect?.(selection);
          };
          element.on('plotly_click', tell);
          element.on('plotly_selected', (event) => {
            const { onBrush, figure: shown } = latest.current;
            if (gone.current) return;
            if (!onBrush) return tell(event);
            const brush = event && readBrush(event, shown.axisColumns);
            if (brush) onBrush(brush);
          });
          listening.current = true;
        }
        latest.current.onReady();
      } catch (error) {
        if (current)
          latest.current.onFailure(error instanceof Error ? error.message : String(error));
      }
    })();
    return () => {
      current = false;
    };
  }, [figure, revision, drag]);

  useEffect(() => {
    const element = node.current;
    if (!element) return;
    const drag = watchDrag(element);
    watch.current = drag;
    gone.current = false;
    return () => {
      gone.current = true;
      void drag.free().then(() => {
        drag.stop();
        // Strict mode takes the node back at once.
        if (gone.current) void purgePlot(element);
      });
    };
  }, []);

  return (
    <div
      ref={node}
      className={classes.plot}
      style={props.onSelect && !props.onBrush ? { cursor: 'pointer' } : undefined}
    />
  );
}
