import { type ScrollMap, scrollMap } from './scroll-map.ts';

/** Pixels a line of the wheel moves, where the device counts in lines. */
const lineHeight = 28;

export interface ScrollPosition {
  /** Follows a box until the returned function is called. */
  attach(box: HTMLElement): () => void;
  /** Tells how much content there is, and how much of it is seen at once (pixels). */
  fit(map: ScrollMap, visible: number): void;
  /** Distance of the viewport from the top of the content, in pixels. */
  offset(): number;
  moveTo(offset: number): void;
  /** Moves only as far as is needed for `top..bottom` of the content to be seen. */
  reveal(top: number, bottom: number): void;
  subscribe(listener: () => void): () => void;
}

/**
 * The scroll position of a box whose content may be taller than a browser allows. Dragging the bar
 * moves in proportion; the wheel and `reveal` move by pixels of the content, so that no row is
 * skipped even where one pixel of the bar stands for many rows.
 */
export function createScrollPosition(): ScrollPosition {
  const listeners = new Set<() => void>();
  let box: HTMLElement | null = null;
  let map = scrollMap(0, 1, 0);
  let visible = 0;
  let offset = 0;
  /** The scroll position this code set: a scroll event that tells it is no one's doing. */
  let own: number | null = null;

  function set(next: number): void {
    if (next === offset) return;
    offset = next;
    for (const listener of listeners) listener();
  }

  function moveTo(wish: number): void {
    const next = Math.min(Math.max(0, wish), map.lastOffset);
    if (box) {
      box.scrollTop = map.toBox(next);
      own = box.scrollTop;
    }
    set(next);
  }

  function onScroll(): void {
    if (!box || (own !== null && Math.abs(box.scrollTop - own) < 1)) return;
    own = null;
    set(map.toContent(box.scrollTop));
  }

  function onWheel(event: WheelEvent): void {
    if (!map.scaled || event.deltaY === 0 || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const units = [1, lineHeight, visible];
    moveTo(offset + event.deltaY * (units[event.deltaMode] ?? 1));
  }

  return {
    attach(element) {
      box = element;
      element.addEventListener('scroll', onScroll, { passive: true });
      element.addEventListener('wheel', onWheel, { passive: false });
      return () => {
        box = null;
        element.removeEventListener('scroll', onScroll);
        element.removeEventListener('wheel', onWheel);
      };
    },
    fit(nextMap, nextVisible) {
      map = nextMap;
      visible = nextVisible;
      if (offset > map.lastOffset) set(map.lastOffset);
    },
    offset: () => offset,
    moveTo,
    reveal(top, bottom) {
      if (top < offset) moveTo(top);
      else if (bottom > offset + visible) moveTo(bottom - visible);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
