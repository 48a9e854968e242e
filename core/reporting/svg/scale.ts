/** A linear map from data to pixels with round ticks. */
export interface Scale {
  (value: number): number;
  readonly ticks: readonly number[];
  format(value: number): string;
}

function niceStep(span: number, count: number): number {
  const raw = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(raw));
  const fraction = raw / power;
  const step =
    fraction <= 1 ? 1 : fraction <= 2 ? 2 : fraction <= 2.5 ? 2.5 : fraction <= 5 ? 5 : 10;
  return step * power;
}

const units = [
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/** Decimals that tell neighbouring ticks apart. */
function decimalsOf(step: number): number {
  const decimals = Math.max(0, Math.min(6, -Math.floor(Math.log10(step) + 1e-9)));
  const between = decimals > 0 && Math.abs((step * 10 ** decimals) % 1) > 1e-9;
  return between ? decimals + 1 : decimals;
}

/** Short labels: `150k` and `2.5M` for large numbers, exponents for very small and very large ones. */
function tickFormatter(step: number, largest: number): (value: number) => string {
  const minus = (text: string): string => text.replace(/^-/, '−').replace('e+', 'e');
  if (largest >= 1e12 || (largest > 0 && largest < 1e-3)) {
    return (value) => (value === 0 ? '0' : minus(value.toExponential(1)));
  }
  const [size, unit] = units.find(([limit]) => largest >= limit * 10) ?? [1, ''];
  const decimals = decimalsOf(step / size);
  return (value) => (value === 0 && unit ? '0' : minus((value / size).toFixed(decimals)) + unit);
}

/**
 * `domain` is [low, high] of the data, `range` its pixels. With `nice` the domain is widened to whole
 * ticks. A domain of no width is widened by one half on each side.
 */
export function linearScale(
  domain: readonly [number, number],
  range: readonly [number, number],
  options: { readonly ticks?: number; readonly nice?: boolean } = {},
): Scale {
  let [low, high] = domain;
  if (!Number.isFinite(low) || !Number.isFinite(high)) [low, high] = [0, 1];
  if (low === high) [low, high] = [low - 0.5, high + 0.5];
  const step = niceStep(high - low, options.ticks ?? 5);
  if (options.nice) {
    low = Math.floor(low / step + 1e-9) * step;
    high = Math.ceil(high / step - 1e-9) * step;
  }
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++)
    ticks.push(i * step);
  const factor = (range[1] - range[0]) / (high - low);
  const format = tickFormatter(step, Math.max(Math.abs(low), Math.abs(high)));
  return Object.assign((value: number) => range[0] + (value - low) * factor, { ticks, format });
}

/** Pixels with at most two decimals, so that files stay small. */
export function px(value: number): string {
  return String(Math.round(value * 100) / 100);
}
