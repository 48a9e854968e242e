import { html } from 'hono/html';
import { formatMoment, formatNumber, formatPercent } from '../format.ts';
import { dateScale } from './date-scale.ts';
import { axes, defaultFrame, joinMarkup, type Markup, picture, shorten } from './frame.ts';
import { linearScale, px } from './scale.ts';

export interface HistogramChart {
  readonly label: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly edges: readonly number[];
  /** Heights, one a bin, for each series. */
  readonly series: readonly {
    readonly name: string;
    readonly tone: string;
    readonly values: readonly number[];
  }[];
  /** Heights are shares of rows and read as percentages. */
  readonly shares?: boolean;
  /** Edges are moments in UTC milliseconds. */
  readonly dates?: boolean;
}

/** Bars over a number axis; several series overlap, half transparent. */
export function histogramChart(chart: HistogramChart): Markup {
  const frame = { ...defaultFrame, height: 280 };
  const right = frame.width - frame.right;
  const bottom = frame.height - frame.bottom;
  const { edges } = chart;
  const highest = Math.max(0, ...chart.series.flatMap((series) => series.values));
  const domain = [edges[0] ?? 0, edges.at(-1) ?? 1] as const;
  const x = chart.dates
    ? dateScale(domain, [frame.left, right])
    : linearScale(domain, [frame.left, right], { ticks: 6 });
  const edge = chart.dates ? formatMoment : formatNumber;
  const y = linearScale([0, highest || 1], [bottom, frame.top], { nice: true, ticks: 4 });
  const say = (value: number): string =>
    chart.shares ? formatPercent(value) : formatNumber(value);
  const bars = chart.series.flatMap((series) =>
    series.values.map((value, i) => {
      const from = x(edges[i]!);
      const width = Math.max(0.5, x(edges[i + 1]!) - from - 1);
      const tip = `${series.name}: ${edge(edges[i]!)} to ${edge(edges[i + 1]!)}: ${say(value)}`;
      return html`<rect
        class="bar soft ${series.tone}"
        x="${px(from)}"
        y="${px(y(value))}"
        width="${px(width)}"
        height="${px(Math.max(0, bottom - y(value)))}"
        data-tip="${tip}"
      />`;
    }),
  );
  const yAxis = chart.shares ? Object.assign((v: number) => y(v), y, { format: percentTick }) : y;
  const head = axes(frame, { x, y: yAxis, xTitle: chart.xTitle, yTitle: chart.yTitle });
  return picture(frame, chart.label, joinMarkup([head, ...bars]));
}

function percentTick(share: number): string {
  return `${Number((share * 100).toFixed(2))}%`;
}

export interface CategoryChart {
  readonly label: string;
  readonly labels: readonly string[];
  readonly series: HistogramChart['series'];
}

/** Bars of shares by category, the series side by side, one row a category. */
export function categoryChart(chart: CategoryChart): Markup {
  const left = 150;
  const width = 520;
  const right = width - 64;
  const band = 16;
  const row = chart.series.length * band + 10;
  const height = chart.labels.length * row + 8;
  const highest = Math.max(0, ...chart.series.flatMap((series) => series.values));
  const x = linearScale([0, highest || 1], [left, right]);
  const rows = chart.labels.map((name, i) => {
    const top = 4 + i * row;
    const bars = chart.series.map((series, k) => {
      const value = series.values[i] ?? 0;
      const length = Math.max(0.5, x(value) - left);
      const y = top + k * band;
      return html`<g data-tip="${series.name}, ${name}: ${formatPercent(value)}"
        ><rect
          class="bar ${series.tone}"
          x="${left}"
          y="${y}"
          width="${px(length)}"
          height="${band - 3}"
          rx="2"
        /><text class="value" x="${px(left + length + 6)}" y="${y + 11}"
          >${formatPercent(value)}</text
        ></g
      >`;
    });
    const middle = top + (chart.series.length * band) / 2 + 3;
    return joinMarkup([
      html`<text class="label" x="${left - 8}" y="${middle}" text-anchor="end"
        >${shorten(name, 20)}<title>${name}</title></text
      >`,
      ...bars,
    ]);
  });
  const frame = { width, height, left, right: 64, top: 4, bottom: 4 };
  return picture(frame, chart.label, joinMarkup(rows));
}
