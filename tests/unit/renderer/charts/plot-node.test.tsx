import { act, cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Figure } from '../../../../renderer/charts/figure.ts';
import { PlotNode } from '../../../../renderer/charts/plot-node.tsx';

const drawn: Figure[] = [];
const purged: HTMLElement[] = [];
let tellSelected: (event: unknown) => void;

// happy-dom has no SVG to measure, which plotly draws by; what is tested is when it is called.
vi.mock('../../../../renderer/charts/load-plotly.ts', () => ({
  loadPlotly: async () => ({
    react: async (node: HTMLElement, data: unknown) => {
      drawn.push(data as Figure);
      return Object.assign(node, {
        on: (name: string, listener: (event: unknown) => void) => {
          if (name === 'plotly_selected') tellSelected = listener;
        },
      });
    },
  }),
  purgePlot: async (node: HTMLElement) => void purged.push(node),
}));

const settle = (): Promise<void> =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(200);
  });

function figureOf(name: string): Figure {
  return { data: [{ name }], layout: {}, tickTitles: new Map() };
}

beforeEach(() => {
  vi.useFakeTimers();
  drawn.length = purged.length = 0;
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function show(onBrush: () => void = () => {}) {
  const node = (name: string) => (
    <PlotNode
      figure={figureOf(name)}
      revision={1}
      drag="lasso"
      onReady={() => {}}
      onFailure={() => {}}
      onSelect={undefined}
      onBrush={onBrush}
    />
  );
  const { container, rerender, unmount } = render(node('first'));
  return { plot: container.firstElementChild!, rerender: () => rerender(node('second')), unmount };
}

// Plotly's own handlers of a drag throw when its chart is purged or drawn anew under the pointer.
it('frees a chart that is replaced under a lasso only after the lasso, and drops what it selects', async () => {
  const onBrush = vi.fn();
  const { plot, unmount } = show(onBrush);
  await settle();
  plot.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
  unmount();
  await settle();
  expect(purged).toEqual([]);
  window.dispatchEvent(new MouseEvent('mouseup'));
  tellSelected({ points: [], lassoPoints: { x: [0, 1, 1], y: [0, 0, 1] } });
  await settle();
  expect(purged).toEqual([plot]);
  expect(onBrush).not.toHaveBeenCalled();
});

it('draws new data after the lasso that is under way', async () => {
  const { plot, rerender } = show();
  await settle();
  expect(drawn).toHaveLength(1);
  plot.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
  rerender();
  await settle();
  expect(drawn).toHaveLength(1);
  window.dispatchEvent(new MouseEvent('mouseup'));
  await settle();
  expect(drawn).toHaveLength(2);
});

it('tells a lasso of a chart that is there', async () => {
  const onBrush = vi.fn();
  show(onBrush);
  await settle();
  tellSelected({ points: [], lassoPoints: { x: [0, 1, 1], y: [0, 0, 1] } });
  expect(onBrush).toHaveBeenCalledOnce();
});
