/**
 * Called from every long loop: reports the fraction done (0..1) and yields to cancellation, which it
 * signals by throwing an AppError CANCELLED. Cheap enough to call every few thousand elements.
 */
export type Tick = (fraction: number, message?: string) => void;

/** For callers that neither watch nor cancel. */
export const noTick: Tick = () => {};

/** A tick that reports into the part [from, to] of an outer one. */
export function subTick(tick: Tick, from: number, to: number, message?: string): Tick {
  return (fraction, inner) => tick(from + fraction * (to - from), inner ?? message);
}
