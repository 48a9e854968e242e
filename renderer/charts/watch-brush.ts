import classes from './chart.module.css';
import type { PlotArea } from './plot-area.ts';
import { boxCorners, readBrush } from './read-brush.ts';
import type { ChartBrush } from './spec.ts';

export interface BrushOptions {
  /** What dragging draws now; null: nothing. */
  readonly kind: () => ChartBrush['kind'] | null;
  /** The plot at a place of the chart. */
  readonly areaAt: (at: { x: number; y: number }) => PlotArea | null;
  readonly onBrush: (brush: ChartBrush) => void;
}

interface Drawing {
  readonly pointer: number;
  readonly kind: ChartBrush['kind'];
  readonly area: PlotArea;
  readonly x: number[];
  readonly y: number[];
  /** Ends what is listened to meanwhile. */
  readonly heard: AbortController;
}

const svg = 'http://www.w3.org/2000/svg';

function outline({ kind, area, x, y }: Drawing): string {
  const corners = kind === 'lasso' ? null : boxCorners({ x, y }, area);
  const points = corners
    ? [
        [corners.x[0], corners.y[0]],
        [corners.x[1], corners.y[0]],
        [corners.x[1], corners.y[1]],
        [corners.x[0], corners.y[1]],
      ]
    : x.map((value, i) => [value, y[i]!]);
  return `M${points.map(([px, py]) => `${px! + area.left},${py! + area.top}`).join('L')}Z`;
}

/**
 * Lets a box or a lasso be drawn over a chart. It looks at no point until the button is let go, so it
 * follows the pointer whatever the number of points; plotly's own selection searches and redraws them with
 * every move. Escape gives it up. Returns what ends it.
 */
export function watchBrush(node: HTMLElement, options: BrushOptions): () => void {
  let drawing: Drawing | null = null;
  const layer = document.createElementNS(svg, 'svg');
  layer.setAttribute('class', classes['brush'] ?? '');
  layer.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(svg, 'path');
  layer.append(path);

  const finish = (): void => {
    drawing?.heard.abort();
    drawing = null;
    layer.remove();
  };
  const move = (event: PointerEvent): void => {
    if (drawing?.pointer !== event.pointerId) return;
    const { area, x, y } = drawing;
    const box = node.getBoundingClientRect();
    const within = (value: number, most: number): number => Math.min(most, Math.max(0, value));
    x.push(within(event.clientX - box.left - area.left, area.width));
    y.push(within(event.clientY - box.top - area.top, area.height));
    path.setAttribute('d', outline(drawing));
    if (!layer.isConnected) node.append(layer);
  };
  const end = (event: PointerEvent): void => {
    if (drawing?.pointer !== event.pointerId) return;
    const { kind, area, x, y } = drawing;
    finish();
    const brush = event.type === 'pointerup' ? readBrush(kind, { x, y }, area) : null;
    if (brush) options.onBrush(brush);
  };
  const escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    finish();
  };
  const begin = (event: PointerEvent): void => {
    const kind = options.kind();
    if (kind === null || event.button !== 0 || !event.isPrimary) return;
    const box = node.getBoundingClientRect();
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    const area = options.areaAt(at);
    if (!area) return;
    finish();
    const heard = new AbortController();
    const { pointerId: pointer } = event;
    drawing = { pointer, kind, area, x: [at.x - area.left], y: [at.y - area.top], heard };
    // Heard only while something is drawn: a page has many charts.
    const listening = { capture: true, signal: heard.signal };
    window.addEventListener('pointermove', move, listening);
    window.addEventListener('pointerup', end, listening);
    window.addEventListener('pointercancel', end, listening);
    window.addEventListener('keydown', escape, listening);
  };
  node.addEventListener('pointerdown', begin, true);
  return () => {
    finish();
    node.removeEventListener('pointerdown', begin, true);
  };
}
