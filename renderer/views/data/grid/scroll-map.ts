/** Chromium draws no box taller than 33,554,428 px; stay clear of it and of float rounding. */
export const tallestBox = 16_000_000;

export interface ScrollMap {
  /** Height of the scrolled box in pixels, never above `tallestBox`. */
  readonly boxHeight: number;
  /** Height all rows would need. */
  readonly contentHeight: number;
  readonly scaled: boolean;
  /** Scroll position of the box -> distance from the top of the content. */
  toContent(scrollTop: number): number;
  /** Distance from the top of the content -> scroll position of the box. */
  toBox(offset: number): number;
  /** Greatest distance from the top that still fills the viewport. */
  readonly lastOffset: number;
}

/**
 * Maps the scroll bar onto rows. Linear, end to end: the first row is at the top of the bar and the
 * last at its foot, however many rows there are; the identity while the content fits in a box.
 */
export function scrollMap(rows: number, rowHeight: number, viewport: number): ScrollMap {
  const contentHeight = rows * rowHeight;
  const boxHeight = Math.min(contentHeight, tallestBox);
  const lastOffset = Math.max(0, contentHeight - viewport);
  const lastTop = Math.max(0, boxHeight - viewport);
  const scaled = contentHeight > tallestBox;
  const clamp = (value: number, most: number): number => Math.min(Math.max(0, value), most);
  return {
    boxHeight,
    contentHeight,
    scaled,
    lastOffset,
    toContent: (scrollTop) =>
      clamp(scaled ? (scrollTop / lastTop) * lastOffset : scrollTop, lastOffset),
    toBox: (offset) => clamp(scaled ? (offset / lastOffset) * lastTop : offset, lastTop),
  };
}

export interface RowWindow {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
}

/** Rows that are in view at an offset, with some above and below. */
export function rowWindow(
  offset: number,
  size: { readonly viewport: number; readonly rowHeight: number; readonly rows: number },
  overscan = 6,
): RowWindow {
  const first = Math.floor(offset / size.rowHeight) - overscan;
  const end = Math.ceil((offset + size.viewport) / size.rowHeight) + overscan;
  return { first: Math.max(0, first), end: Math.min(size.rows, end) };
}
