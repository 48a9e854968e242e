const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** The shortest decimal c with low ≤ c < high; low itself where there is none shorter. */
export function roundCut(low: number, high: number): number {
  const largest = Math.max(Math.abs(low), Math.abs(high));
  const first = Math.ceil(Math.log10(largest)) + 1;
  for (let power = first; power > first - 17; power--) {
    const scale = 10 ** Math.abs(power);
    const of = (steps: number): number => (power >= 0 ? steps * scale : steps / scale);
    const steps = Math.floor(power >= 0 ? high / scale : high * scale);
    for (const cut of [of(steps), of(steps - 1)]) if (cut >= low && cut < high) return cut + 0;
  }
  return low;
}

/** The same for times in milliseconds: the start of a day or hour (UTC) where one lies between. */
export function roundTimeCut(low: number, high: number): number {
  for (const unit of [dayMs, hourMs, 1000]) {
    const cut = Math.floor((high - 1) / unit) * unit;
    if (cut >= low && cut < high) return cut;
  }
  return low;
}
