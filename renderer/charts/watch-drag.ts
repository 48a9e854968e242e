/** Tells when a chart may be redrawn or freed: not while something is drawn in it with the pointer. */
export interface DragWatch {
  /** Resolves at once, or after the drag that is under way and what plotly still does of it. */
  free(): Promise<void>;
  /** Whether the pointer travelled since it was last pressed: what was drawn is no click. */
  travelled(): boolean;
  stop(): void;
}

/** Plotly tells a region up to 50 ms after the button was let go. */
const settleMs = 100;

/** A hand is not quite still in a click. */
const clickPx = 6;

const ends = ['mouseup', 'touchend', 'touchcancel'] as const;

/**
 * Plotly's handlers of a drag sit on the document and use the state of the chart they began in: they
 * throw when that chart is purged or drawn anew meanwhile.
 */
export function watchDrag(node: HTMLElement): DragWatch {
  let ended: PromiseWithResolvers<void> | null = null;
  let settling: ReturnType<typeof setTimeout> | undefined;
  let from: { readonly x: number; readonly y: number } | null = null;
  let far = false;
  const press = ({ clientX: x, clientY: y }: MouseEvent): void => {
    from = { x, y };
    far = false;
    begin();
  };
  const move = ({ clientX, clientY }: MouseEvent): void => {
    if (from) far ||= Math.hypot(clientX - from.x, clientY - from.y) > clickPx;
  };
  const begin = (): void => {
    clearTimeout(settling);
    ended ??= Promise.withResolvers<void>();
  };
  const settle = (): void => {
    ended?.resolve();
    ended = null;
  };
  const end = (): void => {
    from = null;
    clearTimeout(settling);
    settling = setTimeout(settle, settleMs);
  };
  node.addEventListener('mousedown', press, true);
  window.addEventListener('mousemove', move, true);
  node.addEventListener('touchstart', begin, true);
  for (const name of ends) window.addEventListener(name, end, true);
  return {
    travelled: () => far,
    free: () => ended?.promise ?? Promise.resolve(),
    stop() {
      node.removeEventListener('mousedown', press, true);
      window.removeEventListener('mousemove', move, true);
      node.removeEventListener('touchstart', begin, true);
      for (const name of ends) window.removeEventListener(name, end, true);
    },
  };
}
