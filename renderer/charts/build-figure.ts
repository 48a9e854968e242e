import { barFigure } from './figures/bar.ts';
import { beeswarmFigure } from './figures/beeswarm.ts';
import { confusionFigure } from './figures/confusion.ts';
import { heatmapFigure } from './figures/heatmap.ts';
import { histogramFigure } from './figures/histogram.ts';
import { lineFigure } from './figures/line.ts';
import { scatterFigure } from './figures/scatter.ts';
import { shapBarFigure } from './figures/shap-bar.ts';
import { waterfallFigure } from './figures/waterfall.ts';
import type { Figure, FigureSize } from './figure.ts';
import type { ChartSpec } from './spec.ts';
import type { ChartTheme } from './theme.ts';

/** What plotly is to draw for a spec, in pixels of `size`. Pure. */
export function buildFigure(spec: ChartSpec, theme: ChartTheme, size: FigureSize): Figure {
  switch (spec.kind) {
    case 'histogram':
      return histogramFigure(spec, theme, size);
    case 'bar':
      return barFigure(spec, theme, size);
    case 'heatmap':
      return heatmapFigure(spec, theme, size);
    case 'line':
      return lineFigure(spec, theme, size);
    case 'scatter':
      return scatterFigure(spec, theme, size);
    case 'confusion':
      return confusionFigure(spec, theme, size);
    case 'shap-bar':
      return shapBarFigure(spec, theme, size);
    case 'beeswarm':
      return beeswarmFigure(spec, theme, size);
    case 'waterfall':
      return waterfallFigure(spec, theme, size);
    default:
      return spec satisfies never;
  }
}
