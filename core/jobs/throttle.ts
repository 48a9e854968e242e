export interface Throttle {
  /** Acts now, or at the end of the interval that runs; several calls in it become one. */
  call(): void;
  /** Drops an act that waits. */
  cancel(): void;
}

/** Lets an act happen at most once an interval (milliseconds), the last call never lost. */
export function createThrottle(intervalMs: number, act: () => void): Throttle {
  let last = -Infinity;
  let timer: NodeJS.Timeout | undefined;
  function run(): void {
    timer = undefined;
    last = performance.now();
    act();
  }
  return {
    call() {
      if (timer) return;
      const wait = last + intervalMs - performance.now();
      if (wait <= 0) run();
      else timer = setTimeout(run, wait);
    },
    cancel() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
