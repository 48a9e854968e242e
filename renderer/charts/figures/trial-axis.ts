import { axis, type Axis } from '../figure.ts';
import type { TrialAxis } from '../search-spec.ts';
import { ellipsize, escapeMarkup, shortNumber } from '../text.ts';
import type { ChartTheme } from '../theme.ts';

/** Ticks at round powers of ten, and at 2 and 5 where there are few, within the axis' ends. */
export function logTicks(low: number, high: number): number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const decades = last - first;
  const every = Math.max(1, Math.ceil(decades / 6));
  const steps = decades <= 2 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let power = first; power <= last; power += every)
    for (const step of steps) {
      const tick = Number((step * 10 ** power).toPrecision(1));
      if (tick >= low * 0.999 && tick <= high * 1.001) ticks.push(tick);
    }
  return ticks.length > 1 ? ticks : [low, high];
}

/** What a value of the axis reads as. */
export function axisText({ labels }: TrialAxis, value: number | null): string {
  if (value === null) return '–';
  return labels ? (labels[Math.round(value)] ?? '–') : shortNumber(value);
}

/** Ends of the values that exist. */
export function extentOf(values: readonly (number | null)[]): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value === null) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? [0, 1] : [low, high];
}

/** Plotly's axis for a parameter. */
export function trialAxis(
  spec: TrialAxis,
  values: readonly (number | null)[],
  { theme, length }: { readonly theme: ChartTheme; readonly length: number },
): Axis {
  const shared = { showline: true, nticks: Math.max(3, Math.min(9, Math.floor(length / 70))) };
  if (spec.labels) {
    const { labels } = spec;
    const letters = Math.max(4, Math.floor(length / Math.max(1, labels.length) / 7));
    return axis(theme, spec.title, {
      ...shared,
      type: 'linear',
      tickmode: 'array',
      tickvals: labels.map((_, i) => i),
      ticktext: labels.map((label) => escapeMarkup(ellipsize(label, letters))),
      range: [-0.5, labels.length - 0.5],
      tickangle: 0,
    });
  }
  if (spec.log !== true) return axis(theme, spec.title, { ...shared, type: 'linear' });
  const positive = values.filter((value): value is number => value !== null && value > 0);
  const [low, high] = extentOf(positive);
  const ticks = positive.length > 0 ? logTicks(low, high) : [1, 10];
  return axis(theme, spec.title, {
    ...shared,
    type: 'log',
    tickmode: 'array',
    tickvals: ticks,
    ticktext: ticks.map((tick) => shortNumber(tick)),
  });
}
