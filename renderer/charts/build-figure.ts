import { barFigure } from './figures/bar.ts';
import { beeswarmFigure } from './figures/beeswarm.ts';
import { boxFigure } from './figures/box.ts';
import { confusionFigure } from './figures/confusion.ts';
import { contourFigure } from './figures/contour.ts';
import { correlogramFigure } from './figures/correlogram.ts';
import { decisionFigure } from './figures/decision.ts';
import { dendrogramFigure } from './figures/dendrogram.ts';
import { dependenceFigure } from './figures/dependence.ts';
import { forceFigure } from './figures/force.ts';
import { heatmapFigure } from './figures/heatmap.ts';
import { histogramFigure } from './figures/histogram.ts';
import { lineFigure } from './figures/line.ts';
import { mosaicFigure } from './figures/mosaic.ts';
import { pairsFigure } from './figures/pairs.ts';
import { panelsFigure } from './figures/panels.ts';
import { parallelFigure } from './figures/parallel.ts';
import { partialFigure } from './figures/partial.ts';
import { scatterFigure } from './figures/scatter.ts';
import { shapBarFigure } from './figures/shap-bar.ts';
import { shapHeatmapFigure, stackedForceFigure } from './figures/shap-rows.ts';
import { treeFigure } from './figures/tree.ts';
import { trialsFigure } from './figures/trials.ts';
import { waterfallFigure } from './figures/waterfall.ts';
import type { Figure, FigureSize } from './figure.ts';
import type { ChartMarks, ChartSpec } from './spec.ts';
import type { ChartTheme } from './theme.ts';

const unmarked: ChartMarks = { selected: null, brush: null };

/** What plotly is to draw for a spec, in pixels of `size`. Pure. */
export function buildFigure(
  spec: ChartSpec,
  theme: ChartTheme,
  size: FigureSize,
  marks: ChartMarks = unmarked,
): Figure {
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
      return scatterFigure(spec, theme, size, marks);
    case 'box':
      return boxFigure(spec, theme, size, marks);
    case 'mosaic':
      return mosaicFigure(spec, theme, size);
    case 'pairs':
      return pairsFigure(spec, theme, size, marks);
    case 'panels':
      return panelsFigure(spec, theme, size);
    case 'correlogram':
      return correlogramFigure(spec, theme, size);
    case 'dendrogram':
      return dendrogramFigure(spec, theme, size);
    case 'confusion':
      return confusionFigure(spec, theme, size);
    case 'tree':
      return treeFigure(spec, theme, size);
    case 'trials':
      return trialsFigure(spec, theme, size);
    case 'parallel':
      return parallelFigure(spec, theme, size);
    case 'contour':
      return contourFigure(spec, theme, size);
    case 'shap-bar':
      return shapBarFigure(spec, theme, size);
    case 'beeswarm':
      return beeswarmFigure(spec, theme, size, marks);
    case 'waterfall':
      return waterfallFigure(spec, theme, size);
    case 'dependence':
      return dependenceFigure(spec, theme, size, marks);
    case 'partial':
      return partialFigure(spec, theme, size);
    case 'force':
      return forceFigure(spec, theme, size);
    case 'decision':
      return decisionFigure(spec, theme, size);
    case 'shap-heatmap':
      return shapHeatmapFigure(spec, theme, size);
    case 'stacked-force':
      return stackedForceFigure(spec, theme, size);
    default:
      return spec satisfies never;
  }
}
