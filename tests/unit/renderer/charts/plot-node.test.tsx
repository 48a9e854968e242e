import { act, cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Figure } from '../../../../renderer/charts/figure.ts';
import { PlotNode } from '../../../../renderer/charts/plot-node.tsx';

const drawn: Figure[] = [];
const purged: HTMLElement[] = [];
let tellClicked: (event: unknown) => void;

// happy-dom has no SVG to measure, which plotly draws by; what is tested is when it is called.
vi.mock('../../../../renderer/charts/load-plotly.ts', () => ({
  loadPlotly: async () => ({
    react: async (node: HTMLElement, data: unknown) => {
      drawn.push(data as Figure);
      return Object.assign(node, {
        on: (name: string, listener: (event: unknown) => void) => {
          if (name === 'plotly_click') tellClicked = listener;
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

function show(onSelect: () => void = () => {}) {
  const node = (name: string) => (
    <PlotNode
      figure={figureOf(name)}
      revision={1}
      drag="lasso"
      onReady={() => {}}
      onFailure={() => {}}
      onSelect={onSelect}
      onBrush={() => {}}
    />
  );
  const { container, rerender, unmount } = render(node('first'));
  return { plot: container.firstElementChild!, rerender: () => rerender(node('second')), unmount };
}

// Plotly's own handlers of a drag throw when its chart is purged or drawn anew under the pointer.
it('frees a chart that is replaced under a drag only after the drag, and drops what is clicked in it', async () => {
  const onSelect = vi.fn();
  const { plot, unmount } = show(onSelect);
  await settle();
  plot.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
  unmount();
  await settle();
  expect(purged).toEqual([]);
  window.dispatchEvent(new MouseEvent('mouseup'));
  tellClicked({ points: [{ curveNumber: 0, pointNumber: 0 }] });
  await settle();
  expect(purged).toEqual([plot]);
  expect(onSelect).not.toHaveBeenCalled();
});

it('draws new data after the drag that is under way', async () => {
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

it('tells what is clicked in a chart that is there', async () => {
  const onSelect = vi.fn();
  show(onSelect);
  await settle();
  tellClicked({ points: [{ curveNumber: 0, pointNumber: 3 }] });
  expect(onSelect).toHaveBeenCalledExactlyOnceWith({ indices: [3] });
});

it('takes the end of a lasso for no click on the point under it', async () => {
  const onSelect = vi.fn();
  const { plot } = show(onSelect);
  await settle();
  const at = (name: string, clientX: number): MouseEvent =>
    new MouseEvent(name, { bubbles: true, clientX, clientY: 10 });
  plot.dispatchEvent(at('mousedown', 10));
  window.dispatchEvent(at('mousemove', 60));
  window.dispatchEvent(at('mouseup', 10));
  tellClicked({ points: [{ curveNumber: 0, pointNumber: 3 }] });
  expect(onSelect).not.toHaveBeenCalled();
  plot.dispatchEvent(at('mousedown', 10));
  window.dispatchEvent(at('mousemove', 12));
  window.dispatchEvent(at('mouseup', 12));
  tellClicked({ points: [{ curveNumber: 0, pointNumber: 3 }] });
  expect(onSelect).toHaveBeenCalledOnce();
});
