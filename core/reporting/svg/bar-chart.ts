import { html } from 'hono/html';
import { formatNumber } from '../format.ts';
import { joinMarkup, type Markup, picture, shorten } from './frame.ts';
import { linearScale, px } from './scale.ts';

export interface BarChart {
  readonly label: string;
  readonly valueTitle: string;
  readonly bars: readonly { readonly name: string; readonly value: number }[];
  readonly tone: string;
}

/** Horizontal bars in the given order, largest usually first. Values ≥ 0. */
export function barChart(chart: BarChart): Markup {
  const row = 26;
  const left = 170;
  const top = 6;
  const height = top + chart.bars.length * row + 44;
  const width = 620;
  const largest = Math.max(0, ...chart.bars.map((bar) => bar.value));
  const x = linearScale([0, largest || 1], [left, width - 70], { nice: false, ticks: 4 });
  const bars = chart.bars.map((bar, i) => {
    const y = top + i * row;
    const length = Math.max(1, x(bar.value) - left);
    return html`<g data-tip="${bar.name}: ${formatNumber(bar.value)}"
      ><text class="label" x="${left - 8}" y="${y + 17}" text-anchor="end"
        >${shorten(bar.name, 24)}<title>${bar.name}</title></text
      ><rect
        class="bar ${chart.tone}"
        x="${left}"
        y="${y + 3}"
        width="${px(length)}"
        height="${row - 7}"
        rx="2"
      /><text class="value" x="${px(left + length + 6)}" y="${y + 17}"
        >${formatNumber(bar.value, 3)}</text
      ></g
    >`;
  });
  const bottom = top + chart.bars.length * row;
  const ticks = x.ticks.map(
    (tick) =>
      html`<text class="tick" x="${px(x(tick))}" y="${bottom + 16}" text-anchor="middle"
        >${x.format(tick)}</text
      >`,
  );
  const frame = { width, height, left, right: 70, top, bottom: 44 };
  const title = html`<text
    class="title"
    x="${(left + width - 70) / 2}"
    y="${height - 6}"
    text-anchor="middle"
    >${chart.valueTitle}</text
  >`;
  const axis = html`<line
    class="axis"
    x1="${left}"
    x2="${width - 70}"
    y1="${bottom}"
    y2="${bottom}"
  />`;
  return picture(frame, chart.label, joinMarkup([...bars, axis, ...ticks, title]));
}
