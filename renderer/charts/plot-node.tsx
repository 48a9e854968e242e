import type { PlotlyElement, PlotlyEvent, PlotlyEventPoint } from 'plotly.js-strict-dist-min';
import { useEffect, useRef } from 'react';
import classes from './chart.module.css';
import type { Figure } from './figure.ts';
import { loadPlotly, purgePlot } from './load-plotly.ts';
import { plotAreaAt } from './plot-area.ts';
import type { ChartBrush, ChartSelection } from './spec.ts';
import { watchBrush } from './watch-brush.ts';
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
          dragmode: drag === 'zoom' ? drag : false,
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
          element.on('plotly_click', (event?: PlotlyEvent) => {
            if (gone.current || watch.current?.travelled()) return;
            const selection = event && selectionOf(latest.current.figure, event.points);
            if (selection) latest.current.onSelect?.(selection);
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
    const stopBrush = watchBrush(element, {
      kind: () => {
        const { onBrush, drag: now } = latest.current;
        return !onBrush || now === 'zoom' ? null : now === 'select' ? 'box' : 'lasso';
      },
      areaAt: (at) => plotAreaAt(element, at, latest.current.figure.axisColumns),
      onBrush: (brush) => latest.current.onBrush?.(brush),
    });
    return () => {
      gone.current = true;
      stopBrush();
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
      data-draws={props.onBrush !== undefined && drag !== 'zoom'}
      style={props.onSelect && !props.onBrush ? { cursor: 'pointer' } : undefined}
    />
  );
}
