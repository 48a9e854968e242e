import { meanAbsolute, shapOrder } from './figures/shap-order.ts';
import { treeText } from './figures/tree-rules.ts';
import type { ChartSpec } from './spec.ts';
import { shortNumber, signedNumber } from './text.ts';

function list(names: readonly string[]): string {
  const first = names.slice(0, 3);
  return names.length > first.length
    ? `${first.join(', ')} and ${names.length - first.length} more`
    : first.join(', ');
}

/** One sentence that says what a chart shows; used where the caller gives none. */
export function describeChart(spec: ChartSpec): string {
  switch (spec.kind) {
    case 'histogram':
      return `Histogram of ${spec.xTitle} with ${spec.counts.length} bins${
        spec.overlay ? `, ${spec.name ?? 'first'} against ${spec.overlay.name}` : ''
      }.`;
    case 'bar':
      return `Bar chart of ${spec.valueTitle} for ${list(spec.labels)}.`;
    case 'heatmap':
      return `Heat map of ${spec.valueTitle}, ${spec.rows.length} by ${spec.columns.length}.`;
    case 'line':
      return `Line chart of ${spec.yTitle} by ${spec.xTitle}: ${list(spec.series.map((s) => s.name))}.`;
    case 'scatter':
      return `Scatter plot of ${spec.yTitle} by ${spec.xTitle}, ${shortNumber(spec.x.length)} points.`;
    case 'box':
      return `Box plot of ${spec.valueTitle} by ${spec.groupTitle}: ${list(spec.groups.map((group) => group.label))}.`;
    case 'mosaic':
      return `Mosaic of ${spec.yTitle} within ${spec.xTitle}: ${list(spec.xLabels)}.`;
    case 'pairs':
      return `Scatter plots of each pair of ${list(spec.columns.map((column) => column.name))}.`;
    case 'panels':
      return `Curves over ${spec.xTitle}: ${list(spec.panels.map((panel) => panel.title))}.`;
    case 'correlogram': {
      const beyond = spec.values.flatMap((value, i) =>
        Math.abs(value) > spec.confidence ? [String(i + 1)] : [],
      );
      return `${spec.valueTitle} by lag; outside the 95 % band at ${beyond.length === 0 ? 'no lag' : `lags ${list(beyond)}`}.`;
    }
    case 'dendrogram':
      return `Tree of ${list(spec.labels)} by ${spec.valueTitle}.`;
    case 'confusion':
      return `Confusion matrix of ${spec.labels.length} classes: ${list(spec.labels)}.`;
    case 'tree':
      return treeText(spec);
    case 'trials':
      return `${shortNumber(spec.x.length)} trials: ${spec.yTitle} by ${spec.xAxis.title}${spec.groups ? `, of ${list([...new Set(spec.groups)])}` : ''}.`;
    case 'parallel':
      return `One line for each of ${shortNumber(spec.names.length)} trials across ${list(spec.axes.map((each) => each.title))} to ${spec.score.title}.`;
    case 'contour':
      return `Contours of ${spec.valueTitle} over ${spec.xAxis.title} and ${spec.yAxis.title}, from ${shortNumber(spec.points.x.length)} trials.`;
    case 'shap-bar': {
      const { shown } = shapOrder(spec.meanAbs, spec.features.length);
      return `Mean absolute SHAP value by feature; largest: ${list(shown.map((f) => spec.features[f]!))}.`;
    }
    case 'beeswarm': {
      const { shown } = shapOrder(spec.values.map(meanAbsolute), spec.features.length);
      return `SHAP values of ${shortNumber(spec.rows.length)} rows by feature; largest: ${list(shown.map((f) => spec.features[f]!))}.`;
    }
    case 'waterfall':
      return `How the output ${shortNumber(spec.output)} comes about from the base value ${shortNumber(spec.baseValue)}, by feature.`;
    case 'dependence':
      return `SHAP value of ${spec.feature} by its value, ${shortNumber(spec.rows.length)} rows${spec.colour ? `, coloured by ${spec.colour.feature}` : ''}.`;
    case 'partial': {
      const there = spec.mean.filter((value) => value !== null);
      const lines = spec.lines.length > 0 ? `, with ${spec.lines.length} lines of single rows` : '';
      return `${spec.name} of ${spec.yTitle} by ${spec.feature}, from ${shortNumber(Math.min(...there))} to ${shortNumber(Math.max(...there))}${lines}.`;
    }
    case 'force': {
      const by = spec.contributions.toSorted(
        (a, b) => Math.abs(b.contribution) - Math.abs(a.contribution),
      );
      return `Forces from the base value ${shortNumber(spec.baseValue)} to the output ${shortNumber(spec.output)}; strongest: ${list(by.map((each) => `${each.feature} ${signedNumber(each.contribution)}`))}.`;
    }
    case 'decision':
      return `Ways of ${list(spec.rows.map((row) => row.name))} from the base value ${shortNumber(spec.baseValue)} to their outputs, feature by feature.`;
    case 'shap-heatmap':
    case 'stacked-force': {
      const { shown } = shapOrder(spec.values.map(meanAbsolute), spec.features.length);
      return `SHAP values of ${shortNumber(spec.rows.length)} rows in the order of their outputs; strongest: ${list(shown.map((f) => spec.features[f]!))}.`;
    }
    default:
      return spec satisfies never;
  }
}
