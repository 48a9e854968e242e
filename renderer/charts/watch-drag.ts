/** Tells when a chart may be redrawn or freed: not while something is drawn in it with the pointer. */
export interface DragWatch {
  /** Resolves at once, or after the drag that is under way and what plotly still does of it. */
  free(): Promise<void>;
  stop(): void;
}

/** Plotly tells a region up to 50 ms after the button was let go. */
const settleMs = 100;

const ends = ['mouseup', 'touchend', 'touchcancel'] as const;

/**
 * Plotly's handlers of a drag sit on the document and use the state of the chart they began in: they
 * throw when that chart is purged or drawn anew meanwhile.
 */
export function watchDrag(node: HTMLElement): DragWatch {
  let ended: PromiseWithResolvers<void> | null = null;
  let settling: ReturnType<typeof setTimeout> | undefined;
  const begin = (): void => {
    clearTimeout(settling);
    ended ??= Promise.withResolvers<void>();
  };
  const settle = (): void => {
    ended?.resolve();
    ended = null;
  };
  const end = (): void => {
    clearTimeout(settling);
    settling = setTimeout(settle, settleMs);
  };
  node.addEventListener('mousedown', begin, true);
  node.addEventListener('touchstart', begin, true);
  for (const name of ends) window.addEventListener(name, end, true);
  return {
    free: () => ended?.promise ?? Promise.resolve(),
    stop() {
      node.removeEventListener('mousedown', begin, true);
      node.removeEventListener('touchstart', begin, true);
      for (const name of ends) window.removeEventListener(name, end, true);
    },
  };
}
