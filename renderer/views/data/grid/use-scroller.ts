import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type ScrollMap, scrollMap } from './scroll-map.ts';

export interface Scroller {
  readonly map: ScrollMap;
  /** Distance of the viewport from the top of the content, in pixels. */
  readonly offset: number;
  /** Add to a place in the content to get its place in the box. */
  readonly shift: number;
  readonly viewport: { readonly width: number; readonly height: number };
  /** Scrolls so that the content's `top..bottom` is in view. */
  readonly reveal: (top: number, bottom: number) => void;
  readonly scrollToTop: () => void;
}

/**
 * Follows the scroll position of a box whose content may be taller than a browser allows. Dragging
 * the bar moves in proportion; the wheel and `reveal` move by pixels of the content, so that no
 * row is skipped even where one pixel of the bar stands for many rows.
 */
export function useScroller(
  box: RefObject<HTMLDivElement | null>,
  content: { readonly rows: number; readonly rowHeight: number; readonly headerHeight: number },
): Scroller {
  const [viewport, setViewport] = useState({ width: 0, height: 0 });
  const [offset, setOffset] = useState(0);
  const visible = Math.max(0, viewport.height - content.headerHeight);
  const map = scrollMap(content.rows, content.rowHeight, visible);
  const latest = useRef({ map, offset, visible });
  latest.current = { map, offset: Math.min(offset, map.lastOffset), visible };
  /** The scroll position this code set; a scroll event that tells it is no one's doing. */
  const own = useRef<number | null>(null);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = (): void =>
      setViewport({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);

  const moveTo = useCallback(
    (wish: number) => {
      const element = box.current;
      const { map } = latest.current;
      if (!element) return;
      const next = Math.min(Math.max(0, wish), map.lastOffset);
      latest.current.offset = next;
      element.scrollTop = map.toBox(next);
      own.current = element.scrollTop;
      setOffset(next);
    },
    [box],
  );

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const onScroll = (): void => {
      if (own.current !== null && Math.abs(element.scrollTop - own.current) < 1) return;
      own.current = null;
      setOffset(latest.current.map.toContent(element.scrollTop));
    };
    const onWheel = (event: WheelEvent): void => {
      if (!latest.current.map.scaled || event.deltaY === 0 || event.ctrlKey || event.shiftKey)
        return;
      event.preventDefault();
      const unit = event.deltaMode === 1 ? 28 : event.deltaMode === 2 ? latest.current.visible : 1;
      moveTo(latest.current.offset + event.deltaY * unit);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      element.removeEventListener('scroll', onScroll);
      element.removeEventListener('wheel', onWheel);
    };
  }, [box, moveTo]);

  const reveal = useCallback(
    (top: number, bottom: number) => {
      const { offset, visible } = latest.current;
      if (top < offset) moveTo(top);
      else if (bottom > offset + visible) moveTo(bottom - visible);
    },
    [moveTo],
  );
  const scrollToTop = useCallback(() => moveTo(0), [moveTo]);

  const here = Math.min(offset, map.lastOffset);
  const shift = map.scaled ? map.toBox(here) - here : 0;
  return { map, offset: here, shift, viewport, reveal, scrollToTop };
}
