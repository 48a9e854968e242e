import { describe, expect, it, vi } from 'vitest';
import { scrollMap } from '../../../../../renderer/views/data/grid/scroll-map.ts';
import { createScrollPosition } from '../../../../../renderer/views/data/grid/scroll-position.ts';

const rowHeight = 28;
const visible = 700;

function open(rows: number) {
  const box = document.createElement('div');
  const position = createScrollPosition();
  position.attach(box);
  const map = scrollMap(rows, rowHeight, visible);
  position.fit(map, visible);
  const drag = (top: number): void => {
    box.scrollTop = top;
    box.dispatchEvent(new Event('scroll'));
  };
  const wheel = (deltaY: number, deltaMode = 0): WheelEvent => {
    const event = new WheelEvent('wheel', { deltaY, deltaMode, cancelable: true });
    box.dispatchEvent(event);
    return event;
  };
  return { box, position, map, drag, wheel };
}

describe('createScrollPosition', () => {
  it('follows the box while the rows fit in it, and leaves the wheel to the browser', () => {
    const { position, drag, wheel } = open(1000);
    drag(1234);
    expect(position.offset()).toBe(1234);
    expect(wheel(100).defaultPrevented).toBe(false);
    expect(position.offset()).toBe(1234);
  });

  it('moves ten million rows by pixels with the wheel, and in proportion with the bar', () => {
    const { box, position, map, drag, wheel } = open(10_000_000);
    expect(wheel(280).defaultPrevented).toBe(true);
    expect(position.offset()).toBe(280);
    box.dispatchEvent(new Event('scroll'));
    expect(position.offset()).toBe(280);
    wheel(3, 1);
    expect(position.offset()).toBe(280 + 84);
    drag((map.boxHeight - visible) / 2);
    expect(position.offset() / map.lastOffset).toBeCloseTo(0.5, 6);
    wheel(-1e12);
    expect(position.offset()).toBe(0);
  });

  it('reveals a row with the least movement', () => {
    const { position } = open(1000);
    position.reveal(100 * rowHeight, 101 * rowHeight);
    expect(position.offset()).toBe(101 * rowHeight - visible);
    position.reveal(90 * rowHeight, 91 * rowHeight);
    expect(position.offset()).toBe(101 * rowHeight - visible);
    position.reveal(5 * rowHeight, 6 * rowHeight);
    expect(position.offset()).toBe(5 * rowHeight);
  });

  it('comes back within what is left when a filter takes rows away', () => {
    const { position } = open(1000);
    const told = vi.fn();
    position.subscribe(told);
    position.moveTo(20_000);
    position.fit(scrollMap(100, rowHeight, visible), visible);
    expect(position.offset()).toBe(100 * rowHeight - visible);
    expect(told).toHaveBeenCalledTimes(2);
  });
});
