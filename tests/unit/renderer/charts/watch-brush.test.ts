import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchBrush } from '../../../../renderer/charts/watch-brush.ts';
import type { ChartBrush } from '../../../../renderer/charts/spec.ts';

const area = {
  left: 0,
  top: 0,
  width: 200,
  height: 100,
  axes: [0, 1] as const,
  toX: (pixel: number) => pixel,
  toY: (pixel: number) => pixel,
};
const onBrush = vi.fn<(brush: ChartBrush) => void>();
let kind: ChartBrush['kind'] | null;
let node: HTMLElement;
let stop: () => void;

beforeEach(() => {
  onBrush.mockClear();
  kind = 'box';
  node = document.body.appendChild(document.createElement('div'));
  stop = watchBrush(node, {
    kind: () => kind,
    areaAt: ({ x }) => (x <= area.width ? area : null),
    onBrush,
  });
});
afterEach(() => {
  stop();
  node.remove();
});

function point(type: string, x: number, y: number): void {
  const options = { clientX: x, clientY: y, button: 0, isPrimary: true, pointerId: 1 };
  node.dispatchEvent(new PointerEvent(type, { ...options, bubbles: true }));
}

it('draws from press to release and tells the region', () => {
  point('pointerdown', 20, 10);
  point('pointermove', 80, 60);
  expect(node.querySelector('path')?.getAttribute('d')).toBe('M20,10L80,10L80,60L20,60Z');
  point('pointerup', 80, 60);
  expect(onBrush).toHaveBeenCalledExactlyOnceWith({
    kind: 'box',
    axes: [0, 1],
    x: [20, 80],
    y: [10, 60],
  });
  expect(node.querySelector('path')).toBeNull();
});

it('keeps a region that leaves the plot within it', () => {
  point('pointerdown', 20, 10);
  point('pointermove', 500, -50);
  point('pointerup', 500, -50);
  expect(onBrush.mock.calls[0]?.[0]).toMatchObject({ x: [20, 200], y: [0, 10] });
});

it('draws nothing between plots or while dragging zooms', () => {
  point('pointerdown', 300, 10);
  point('pointermove', 100, 60);
  point('pointerup', 100, 60);
  kind = null;
  point('pointerdown', 20, 10);
  point('pointermove', 80, 60);
  point('pointerup', 80, 60);
  expect(onBrush).not.toHaveBeenCalled();
});

it('gives up on Escape, on a pointer that was taken away and when the chart goes', () => {
  for (const giveUp of [
    () => window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' })),
    () => point('pointercancel', 80, 60),
    () => stop(),
  ]) {
    point('pointerdown', 20, 10);
    point('pointermove', 80, 60);
    giveUp();
    expect(node.querySelector('path')).toBeNull();
    point('pointerup', 80, 60);
  }
  expect(onBrush).not.toHaveBeenCalled();
});
