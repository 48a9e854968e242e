import { html } from 'hono/html';
import type { Explanation } from '../../contract/explainability.ts';
import { formatNumber } from '../format.ts';
import { joinMarkup, type Markup, picture, shorten } from './frame.ts';
import { linearScale, px } from './scale.ts';

const rowHeight = 34;
const maxPoints = 250;

/** The SHAP colour of a value between the 5th (0) and 95th (1) percentile: blue over violet to red. */
function shapColour(share: number): string {
  const stops = [
    [0, 139, 251],
    [155, 35, 173],
    [255, 0, 81],
  ] as const;
  const at = Math.min(1, Math.max(0, share)) * 2;
  const i = Math.min(1, Math.floor(at));
  const t = at - i;
  const mix = (k: 0 | 1 | 2): number => Math.round(stops[i]![k] * (1 - t) + stops[i + 1]![k] * t);
  return `#${[mix(0), mix(1), mix(2)].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.round((sorted.length - 1) * share)] ?? 0;
}

/** Vertical offsets that keep points of a row from hiding each other, by binning along the axis. */
function swarm(xs: readonly number[]): number[] {
  const filled = new Map<number, number>();
  return xs.map((x) => {
    const bin = Math.round(x / 4);
    const used = filled.get(bin) ?? 0;
    filled.set(bin, used + 1);
    const side = used % 2 === 0 ? 1 : -1;
    return Math.max(-12, Math.min(12, side * Math.ceil(used / 2) * 2.6));
  });
}

/**
 * SHAP values by feature, one dot a row (at most 250 drawn), ordered by mean |φ|, coloured by the
 * feature's value clipped to its 5th-95th percentile; grey where it is missing or a category.
 */
export function beeswarmChart(explanation: Explanation, limit = 12): Markup {
  const { features, meanAbs, sample } = explanation;
  const order = features
    .map((name, index) => ({ name, index, weight: meanAbs[name] ?? 0 }))
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, limit);
  const [left, width, top] = [170, 720, 8];
  const right = width - 20;
  const bottom = top + order.length * rowHeight;
  const step = Math.max(1, Math.ceil(sample.row.length / maxPoints));
  const rows = sample.row.map((_, i) => i).filter((i) => i % step === 0);
  const shown = order.flatMap(({ index }) => rows.map((i) => sample.values[index]![i]!));
  const reach = Math.max(1e-9, ...shown.map(Math.abs));
  const low = Math.min(0, ...shown);
  const high = Math.max(0, ...shown);
  const x = linearScale([Math.max(-reach, low), Math.min(reach, high)], [left + 8, right], {
    ticks: 6,
  });

  const drawn = order.map(({ name, index }, position) => {
    const middle = top + position * rowHeight + rowHeight / 2;
    const data = sample.data[index]!;
    const numbers = data.filter((cell): cell is number => typeof cell === 'number');
    const sorted = numbers.toSorted((a, b) => a - b);
    const [from, to] = [percentile(sorted, 0.05), percentile(sorted, 0.95)];
    const xs = rows.map((i) => x(sample.values[index]![i]!));
    const ys = swarm(xs);
    const dots = rows.map((i, k) => {
      const cell = data[i];
      const colour =
        typeof cell === 'number'
          ? shapColour(to > from ? (cell - from) / (to - from) : 0.5)
          : '#777777';
      const shownCell = typeof cell === 'number' ? formatNumber(cell) : String(cell ?? 'missing');
      const tip = `${name} = ${shownCell}: SHAP ${formatNumber(sample.values[index]![i])}`;
      return html`<circle
        cx="${px(xs[k]!)}"
        cy="${px(middle + ys[k]!)}"
        r="2.6"
        fill="${colour}"
        data-tip="${tip}"
      />`;
    });
    return joinMarkup([
      html`<line class="grid" x1="${left}" x2="${right}" y1="${middle}" y2="${middle}" /><text
          class="label"
          x="${left - 8}"
          y="${middle + 4}"
          text-anchor="end"
          >${shorten(name, 24)}<title>${name}</title></text
        >`,
      ...dots,
    ]);
  });
  const ticks = x.ticks.map(
    (tick) =>
      html`<text class="tick" x="${px(x(tick))}" y="${bottom + 16}" text-anchor="middle"
        >${x.format(tick)}</text
      >`,
  );
  const frame = { width, height: bottom + 46, left, right: 20, top, bottom: 46 };
  const zero = html`<line
    class="axis"
    x1="${px(x(0))}"
    x2="${px(x(0))}"
    y1="${top}"
    y2="${bottom}"
  />`;
  const title = html`<text
    class="title"
    x="${(left + right) / 2}"
    y="${bottom + 40}"
    text-anchor="middle"
    >SHAP value (impact on model output)</text
  >`;
  const label = `SHAP values of ${order.length} features, most important first: ${order.map(({ name }) => name).join(', ')}`;
  return picture(frame, label, joinMarkup([zero, ...drawn, ...ticks, title]));
}
