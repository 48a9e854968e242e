import { type RefObject, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { type ScrollMap, scrollMap } from './scroll-map.ts';
import { createScrollPosition, type ScrollPosition } from './scroll-position.ts';

export interface Scroller {
  readonly map: ScrollMap;
  /** Distance of the viewport from the top of the content, in pixels. */
  readonly offset: number;
  /** Add to a place in the content to get its place in the box. */
  readonly shift: number;
  /** Height of the content that is seen at once. */
  readonly visible: number;
  readonly position: ScrollPosition;
}

/** Where a box is scrolled to, over rows of one height under a header that stays. */
export function useScroller(
  box: RefObject<HTMLDivElement | null>,
  content: { readonly rows: number; readonly rowHeight: number; readonly headerHeight: number },
): Scroller {
  const { rows, rowHeight, headerHeight } = content;
  const [position] = useState(createScrollPosition);
  const [height, setHeight] = useState(0);
  const visible = Math.max(0, height - headerHeight);
  const map = useMemo(() => scrollMap(rows, rowHeight, visible), [rows, rowHeight, visible]);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const detach = position.attach(element);
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => {
      detach();
      observer.disconnect();
    };
  }, [box, position]);
  useLayoutEffect(() => position.fit(map, visible), [position, map, visible]);

  const offset = Math.min(
    useSyncExternalStore(position.subscribe, position.offset),
    map.lastOffset,
  );
  const shift = map.scaled ? map.toBox(offset) - offset : 0;
  return { map, offset, shift, visible, position };
}
