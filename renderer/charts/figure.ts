import { escapeMarkup, ellipsize } from './text.ts';
import type { ChartTheme } from './theme.ts';

/** What plotly draws, before a node is known. */
export interface Figure {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly layout: Readonly<Record<string, unknown>>;
  /** Full texts of shortened tick labels, by what the axis shows. */
  readonly tickTitles: ReadonlyMap<string, string>;
  /** [trace][point] -> indices into the spec, where they differ from the point's own number. */
  readonly pointIndices?: readonly (readonly number[] | null)[];
  /** Which columns the axes of a pair plot carry, by axis name (x, y2); default x is 0, y is 1. */
  readonly axisColumns?: ReadonlyMap<string, number>;
}

export interface FigureSize {
  readonly width: number;
  readonly height: number;
}

export type Axis = Record<string, unknown>;

/** Beyond this many points a scatter is drawn by WebGL instead of one SVG element a point. */
export const svgPointLimit = 5_000;

/** An axis with title (one line, or several), grid and tick style of the theme. `extra` wins. */
export function axis(
  theme: ChartTheme,
  title: string | readonly string[] | undefined,
  extra: Axis = {},
): Axis {
  const lines = typeof title === 'string' ? [title] : (title ?? []);
  return {
    title: {
      text: lines.map((line) => escapeMarkup(ellipsize(line, 60))).join('<br>'),
      font: { size: 12, color: theme.muted },
      standoff: 10,
    },
    tickfont: { size: 12, color: theme.text },
    color: theme.muted,
    gridcolor: theme.grid,
    linecolor: theme.grid,
    zeroline: false,
    ticks: '',
    automargin: true,
    exponentformat: 'power',
    minexponent: 6,
    separatethousands: true,
    nticks: 8,
    ...extra,
  };
}

/** Axis settings for numbers, shares or UTC milliseconds. */
export function axisKind(kind: 'number' | 'percent' | 'date' | undefined): Axis {
  if (kind === 'percent') return { tickformat: ',.0%' };
  if (kind === 'date') return { type: 'date' };
  return { type: 'linear' };
}

/** Dates travel as UTC milliseconds; plotly reads bare ISO text without moving it to a zone. */
export function axisValue(kind: string | undefined, value: number): number | string {
  return kind === 'date' ? new Date(value).toISOString().slice(0, -1) : value;
}

export interface NamedTicks {
  readonly axis: Axis;
  readonly titles: ReadonlyMap<string, string>;
}

/**
 * Ticks at 0..n-1 that read as names. Positions are numbers so that names are never taken for
 * dates or merged; of too many, evenly spaced ones are labelled.
 */
export function namedTicks(names: readonly string[], length: number, most: number): NamedTicks {
  const every = Math.max(1, Math.ceil(names.length / Math.max(1, most)));
  const tickvals: number[] = [];
  const ticktext: string[] = [];
  const titles = new Map<string, string>();
  names.forEach((name, i) => {
    if (i % every !== 0) return;
    const shown = ellipsize(name, length);
    tickvals.push(i);
    ticktext.push(escapeMarkup(shown));
    if (shown !== name) titles.set(shown, name);
  });
  return { axis: { type: 'linear', tickmode: 'array', tickvals, ticktext }, titles };
}

/** Pixels a letter of a tick label takes on average, rounded up. */
export const letterWidth = 6.6;

/** Letters of labels beside the plot: the longest name, but at most a share of the width. */
export function sideLabelLength(width: number, names: readonly string[], share = 0.34): number {
  const longest = names.reduce((most, name) => Math.max(most, name.length), 1);
  const room = Math.max(8, Math.min(34, Math.floor((width * share) / letterWidth)));
  return Math.min(longest, room);
}

/** A title of several parts: one line where `pixels` hold it, else a line a part, shortened to fit. */
export function fitTitle(parts: readonly string[], pixels: number): readonly string[] {
  const letters = Math.max(12, Math.floor(pixels / letterWidth));
  const whole = parts.join(', ');
  if (whole.length <= Math.min(60, letters)) return [whole];
  return parts.map((part) => ellipsize(part, letters));
}

/** The layout every figure starts from. */
export function baseLayout(theme: ChartTheme, size: FigureSize): Record<string, unknown> {
  return {
    width: size.width,
    height: size.height,
    autosize: false,
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    font: { family: theme.font, size: 12, color: theme.text },
    margin: { l: 48, r: 16, t: 8, b: 40, pad: 2 },
    separators: '.,',
    hovermode: 'closest',
    hoverlabel: {
      bgcolor: theme.dark ? '#f1f3f5' : '#22262b',
      bordercolor: 'rgba(0,0,0,0)',
      font: { family: theme.font, size: 12, color: theme.dark ? '#212529' : '#f8f9fa' },
      align: 'left',
      namelength: -1,
    },
    showlegend: false,
    legend: {
      orientation: 'h',
      x: 0,
      y: 1,
      xanchor: 'left',
      yanchor: 'bottom',
      font: { size: 12, color: theme.text },
      bgcolor: 'rgba(0,0,0,0)',
      itemsizing: 'constant',
    },
    dragmode: 'zoom',
    newselection: { line: { color: theme.text, width: 1, dash: 'dot' } },
  };
}

/** Room for a legend line above the plot, when there is more than one series. */
export function withLegend(layout: Record<string, unknown>, shown: boolean): void {
  if (!shown) return;
  layout['showlegend'] = true;
  layout['margin'] = { ...(layout['margin'] as object), t: 32 };
}
