import { baseLayout, type Figure, type FigureSize } from '../figure.ts';
import { sequentialScale, type ColorScale } from '../palette.ts';
import type { ParallelSpec } from '../search-spec.ts';
import { ellipsize, escapeMarkup, shortNumber } from '../text.ts';
import type { ChartTheme } from '../theme.ts';
import { extentOf, logTicks } from './trial-axis.ts';

/** The strong end of the scale belongs to the better scores. */
function scoreScale(theme: ChartTheme, better: ParallelSpec['better']): ColorScale {
  const scale = sequentialScale(theme);
  if (better === 'higher') return scale;
  return scale.map(([at, color]) => [1 - at, color] as const).toReversed();
}

/** Lines across an axis for each parameter; dragging along an axis picks out lines. */
export function parallelFigure(spec: ParallelSpec, theme: ChartTheme, size: FigureSize): Figure {
  const letters = Math.max(8, Math.floor(size.width / (spec.axes.length + 1) / 7.5));
  const dimensions = spec.axes.map((each) => {
    const label = escapeMarkup(ellipsize(each.title, letters));
    if (each.labels) {
      return {
        label,
        values: each.values.map((value) => value ?? 0),
        range: [-0.2, Math.max(1, each.labels.length - 1) + 0.2],
        tickvals: each.labels.map((_, i) => i),
        ticktext: each.labels.map((text) => escapeMarkup(ellipsize(text, 12))),
      };
    }
    const [low, high] = extentOf(each.values);
    if (each.log !== true || low <= 0) {
      return { label, values: each.values.map((value) => value ?? low) };
    }
    const ticks = logTicks(low, high);
    return {
      label,
      values: each.values.map((value) => Math.log10(value ?? low)),
      tickvals: ticks.map((tick) => Math.log10(tick)),
      ticktext: ticks.map((tick) => shortNumber(tick)),
    };
  });
  const [low, high] = spec.score.range ?? extentOf(spec.score.values);
  const layout = baseLayout(theme, size);
  layout['margin'] = { l: 64, r: 76, t: 56, b: 24 };
  return {
    data: [
      {
        type: 'parcoords',
        line: {
          color: spec.score.values,
          cmin: low,
          cmax: low === high ? low + 1 : high,
          colorscale: scoreScale(theme, spec.better),
          showscale: false,
        },
        labelfont: { size: 12, color: theme.text },
        tickfont: { size: 11, color: theme.muted },
        // The ends of an axis are told by its ticks.
        rangefont: { size: 1, color: 'rgba(0,0,0,0)' },
        unselected: { line: { color: theme.grid, opacity: 0.2 } },
        dimensions: [
          ...dimensions,
          {
            label: escapeMarkup(ellipsize(spec.score.title, letters)),
            values: spec.score.values,
          },
        ],
      },
    ],
    layout,
    tickTitles: new Map(),
  };
}
